import type { GradeLimits } from './grade.js';
import { NO_LINE, needs, ratedAll, type RatedMachine, type Reading } from './reading.js';
import { figure, tableLines } from './table-lines.js';

/** A line of GB 18613, table 1: three-phase induction motors. */
export interface MotorLine {
  readonly power: number;
  readonly poles: number;
  readonly limits: GradeLimits;
}

const POLES = [2, 4, 6, 8] as const;

export function parseMotors(csv: string): MotorLine[] {
  return tableLines(csv).flatMap((line) => POLES.map((poles) => ({
    power: figure(line, 'power_kw'), poles,
    limits: { grade1: figure(line, `g1_${poles}p`), grade2: figure(line, `g2_${poles}p`), grade3: figure(line, `g3_${poles}p`) },
  })));
}

/** Efficiency in % by rated power and poles; a power between two lines is on none: how to interpolate was not transcribed. */
export function readMotor(machine: RatedMachine, table: readonly MotorLine[]): Reading {
  const stated = ratedAll(machine, ['efficiency', 'power', 'poles']);
  if ('missing' in stated) return needs(...stated.missing);
  const { efficiency, power, poles } = stated.values;
  const line = table.find((one) => one.power === power && one.poles === poles);
  return line === undefined ? NO_LINE : { readable: true, efficiency, limits: line.limits, clause: '表1' };
}
