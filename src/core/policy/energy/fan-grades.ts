import { isWithin, parseRange, type Range } from './range.js';
import { NO_LINE, needs, ratedAll, type RatedMachine, type Reading } from './reading.js';
import type { GradeLimits } from './grade.js';
import { figureOrNull, tableLines } from './table-lines.js';

/** A line of GB 19761; null limits: the standard leaves the cell empty. */
export interface FanLine {
  readonly clause: string;
  readonly type: string;
  /** Pressure coefficient ψ, or hub ratio γ of axial fans. */
  readonly shape: Range;
  /** Null for axial fans. */
  readonly specificSpeed: Range | null;
  readonly sizeNo: Range;
  readonly limits: GradeLimits | null;
}

const AXIAL = '轴流';
/** Forward-curved multi-blade fans on an external-rotor motor have a table of their own. */
const EXTERNAL_ROTOR = '外转子';

export function parseFans(csv: string): FanLine[] {
  return tableLines(csv).map((line) => {
    const [grade1, grade2, grade3] = ['g1', 'g2', 'g3'].map((name) => figureOrNull(line, name));
    return {
      clause: line['table'] ?? '', type: line['type'] ?? '', shape: parseRange(line['psi_or_hub_ratio'] ?? ''),
      specificSpeed: line['specific_speed'] === '' ? null : parseRange(line['specific_speed'] ?? ''), sizeNo: parseRange(line['size_no'] ?? ''),
      limits: typeof grade1 === 'number' && typeof grade2 === 'number' && typeof grade3 === 'number' ? { grade1, grade2, grade3 } : null,
    };
  });
}

/** Peak efficiency in % by type, pressure coefficient and specific speed, or hub ratio, and size number. `called`: types of the class. */
export function readFan(machine: RatedMachine, called: readonly string[], table: readonly FanLine[]): Reading {
  if (called.includes(AXIAL)) {
    const stated = ratedAll(machine, ['efficiency', 'hubRatio', 'sizeNo']);
    if ('missing' in stated) return needs(...stated.missing);
    const { efficiency, hubRatio, sizeNo } = stated.values;
    return read(efficiency, table.find((line) => line.type === AXIAL && isWithin(hubRatio, line.shape) && isWithin(sizeNo, line.sizeNo)));
  }
  const stated = ratedAll(machine, ['efficiency', 'pressureCoefficient', 'specificSpeed', 'sizeNo']);
  if ('missing' in stated) return needs(...stated.missing);
  const { efficiency, pressureCoefficient, specificSpeed, sizeNo } = stated.values;
  const external = machine.name.includes(EXTERNAL_ROTOR);
  return read(efficiency, table.find((line) => called.includes(line.type) && line.type.startsWith(EXTERNAL_ROTOR) === external
    && isWithin(pressureCoefficient, line.shape) && line.specificSpeed !== null && isWithin(specificSpeed, line.specificSpeed) && isWithin(sizeNo, line.sizeNo)));
}

function read(efficiency: number, line: FanLine | undefined): Reading {
  return line === undefined || line.limits === null ? NO_LINE : { readable: true, efficiency, limits: line.limits, clause: line.clause };
}
