import type { DateText } from '../../time/dates.js';
import { readBoiler } from './boiler-grades.js';
import { standardOf, type Condition, type EnergyLaw, type Exclusion, type Standard } from './energy-law.js';
import { readFan } from './fan-grades.js';
import { readMotor } from './motor-grades.js';
import { readPump } from './pump-grades.js';
import { NO_LINE, rated, type RatedMachine, type Reading } from './reading.js';

/** Where a machine stands with the standards. `standard` null: none is known for its class. */
export type Standing =
  | { readonly is: 'OUTSIDE'; readonly standard: Standard; readonly exclusion: Exclusion }
  | { readonly is: 'READ'; readonly standard: Standard; readonly reading: Reading }
  /** No table to read: none held, or the standard not yet in force. */
  | { readonly is: 'NO_TABLE'; readonly standard: Standard | null; readonly notYetInForce: boolean };

/** Reads rated values by the table of the standard that the class falls under, as in force on `asOf`. For the five kinds and for motors. */
export function readGrade(machine: RatedMachine, law: EnergyLaw, asOf: DateText): Standing {
  const standard = standardOf(machine.classId, law);
  if (standard === null) return { is: 'NO_TABLE', standard, notYetInForce: false };
  if (standard.inForceFrom !== null && standard.inForceFrom > asOf) return { is: 'NO_TABLE', standard, notYetInForce: true };
  const exclusion = standard.outside.find((one) => isExcluded(machine, one));
  if (exclusion !== undefined) return { is: 'OUTSIDE', standard, exclusion };
  if (standard.table === null) return { is: 'NO_TABLE', standard, notYetInForce: false };
  return { is: 'READ', standard, reading: readTable(machine, standard, standard.table, law) };
}

function readTable(machine: RatedMachine, standard: Standard, table: NonNullable<Standard['table']>, law: EnergyLaw): Reading {
  const called = standard.classes.find(({ classId }) => classId === machine.classId)?.called ?? [];
  switch (table) {
    case 'fans': return readFan(machine, called, law.fans);
    case 'pumps': return law.pumps === null ? NO_LINE : readPump(machine, called, law.pumps);
    case 'boilers': return readBoiler(machine, called, law.boilers, law.fuels);
    case 'motors': return readMotor(machine, law.motors);
  }
}

function isExcluded(machine: RatedMachine, { classIds, when }: Exclusion): boolean {
  return classIds.includes(machine.classId) && (when.length === 0 || when.some((condition) => holds(machine, condition)));
}

function holds(machine: RatedMachine, condition: Condition): boolean {
  if ('kindKey' in condition) return machine.kindKey === condition.kindKey;
  if ('is' in condition) return machine.specs[condition.attribute] === condition.is;
  const value = rated(machine, condition.attribute);
  if (value === null) return false;
  return 'below' in condition ? value < condition.below : value > condition.above;
}
