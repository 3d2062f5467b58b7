import { parseBoilers, type BoilerLine } from './boiler-grades.js';
import { parseFans, type FanLine } from './fan-grades.js';
import { parseMotors, type MotorLine } from './motor-grades.js';
import { parsePumps, type PumpFormulas } from './pump-grades.js';

/** A national standard of energy efficiency as far as the product knows it. */
export interface Standard {
  /** Number and edition: `GB 19761-2020`. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** First day in force; null: not known here. */
  readonly inForceFrom: string | null;
  /** True: second-hand, nobody has compared it with the original. */
  readonly verify: boolean;
  /** Which table of the law holds its limits; null: none does. */
  readonly table: 'fans' | 'pumps' | 'boilers' | 'motors' | null;
  /** Sets limits and no grades. */
  readonly limitOnly: boolean;
  /** Classes that fall under it, each with the words by which its table calls them. */
  readonly classes: readonly { readonly classId: string; readonly called: readonly string[] }[];
  readonly outside: readonly Exclusion[];
}

/** What a standard does not speak of: any of the conditions; none: the class as a whole. */
export interface Exclusion {
  readonly clause: string;
  readonly classIds: readonly string[];
  readonly when: readonly Condition[];
  readonly zh: string;
  readonly en: string;
}

export type Condition =
  | { readonly kindKey: string }
  | { readonly attribute: string; readonly below: number }
  | { readonly attribute: string; readonly above: number }
  | { readonly attribute: string; readonly is: string };

/** Everything the energy gate is judged by. */
export interface EnergyLaw {
  /** Of the list of standards. */
  readonly version: string;
  readonly standards: readonly Standard[];
  /** Fuel of a class → fuel of the boiler table. */
  readonly fuels: Readonly<Record<string, string>>;
  readonly fans: readonly FanLine[];
  readonly pumps: PumpFormulas | null;
  readonly boilers: readonly BoilerLine[];
  readonly motors: readonly MotorLine[];
}

/** No standard and no table: a grade is then what a supplier claims with evidence. */
export const NO_ENERGY_LAW: EnergyLaw = { version: '', standards: [], fuels: {}, fans: [], pumps: null, boilers: [], motors: [] };

/** Files of seeds/reference/energy-grades that make up the law. */
export const ENERGY_FILES = {
  standards: 'standards.json', fans: 'gb19761-2020_fans.csv', pumps: 'gb19762-2025_pumps.json', boilers: 'gb24500-2020_industrial_boilers.csv', motors: 'gb18613-2020_motors.csv',
} as const;
export type EnergyFile = (typeof ENERGY_FILES)[keyof typeof ENERGY_FILES];

/** The seed files as typed tables; `textOf` answers a file's text. Throws on a file that cannot be read as a whole: half a table would judge wrongly without a word. */
export function parseEnergyLaw(textOf: (file: EnergyFile) => string): EnergyLaw {
  const { version, standards, fuels } = JSON.parse(textOf(ENERGY_FILES.standards)) as Pick<EnergyLaw, 'version' | 'standards' | 'fuels'>;
  const classIds = standards.flatMap((standard) => standard.classes.map(({ classId }) => classId));
  const twice = classIds.find((classId, index) => classIds.indexOf(classId) !== index);
  if (twice !== undefined) throw new Error(`Class ${twice} falls under two standards.`);
  return {
    version, standards, fuels, fans: parseFans(textOf(ENERGY_FILES.fans)), pumps: parsePumps(textOf(ENERGY_FILES.pumps)),
    boilers: parseBoilers(textOf(ENERGY_FILES.boilers)), motors: parseMotors(textOf(ENERGY_FILES.motors)),
  };
}

/** The standard that a class falls under; null where none is known. */
export function standardOf(classId: string, { standards }: EnergyLaw): Standard | null {
  return standards.find((standard) => standard.classes.some((one) => one.classId === classId)) ?? null;
}
