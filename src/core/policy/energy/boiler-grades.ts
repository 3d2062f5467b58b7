import { GRADE_ASKED, gradeBy, isAtLeast, type GradeLimits } from './grade.js';
import { NO_LINE, needs, rated, type RatedMachine, type Reading } from './reading.js';
import { figure, figureOrNull, tableLines } from './table-lines.js';

/** A line of GB 24500. */
export interface BoilerLine {
  readonly clause: string;
  readonly type: string;
  readonly fuel: string;
  /** 非冷凝 | 冷凝 of gas boilers, Ⅰ类…Ⅲ类 of coals, empty otherwise. */
  readonly variety: string;
  /** Null: any size; `above` false: up to these figures. */
  readonly capacity: { readonly above: boolean; readonly evaporation: number; readonly thermalPower: number } | null;
  readonly limits: GradeLimits;
}

const CAPACITY = /^([≤>])(\d+)t\/h（或[≤>](\d+)MW）$/u;
const ELECTRIC = '电加热锅炉';
const CONDENSING = '冷凝';
/** On the lower heating value nothing but the heat of condensation lifts an efficiency above this. */
const WITHOUT_CONDENSING_MAX = 100;

export function parseBoilers(csv: string): BoilerLine[] {
  return tableLines(csv).map((line) => {
    const capacity = line['capacity'] ?? '';
    const [, sign, evaporation, thermalPower] = CAPACITY.exec(capacity) ?? [];
    if (capacity !== '' && sign === undefined) throw new Error(`"${capacity}" is no capacity.`);
    return {
      clause: line['table'] ?? '', type: line['type'] ?? '', fuel: line['fuel'] ?? '', variety: line['class'] ?? '',
      capacity: sign === undefined ? null : { above: sign === '>', evaporation: Number(evaporation), thermalPower: Number(thermalPower) },
      limits: { grade1: figureOrNull(line, 'g1'), grade2: figureOrNull(line, 'g2'), grade3: figure(line, 'g3') },
    };
  });
}

/**
 * Design thermal efficiency in % by firing, fuel and capacity; electric boilers by their limit. What a listing does not tell (the
 * class of a coal, a size) leaves several lines: they decide where all agree that grade 2 is reached, by the strictest of them,
 * or that it is missed, by the most lenient.
 */
export function readBoiler(machine: RatedMachine, called: readonly string[], table: readonly BoilerLine[], fuels: Readonly<Record<string, string>>): Reading {
  const efficiency = rated(machine, 'thermalEfficiency');
  const fuelKey = machine.specs['fuel'];
  const electric = called.includes(ELECTRIC);
  const missing = [...(efficiency === null ? ['thermalEfficiency'] : []), ...(electric || typeof fuelKey === 'string' ? [] : ['fuel'])];
  if (efficiency === null || missing.length > 0) return { readable: false, missing, limitOnly: electric };
  const fuel = electric ? '电' : fuels[String(fuelKey)];
  const lines = table.filter((line) => called.includes(line.type) && line.fuel === fuel && mayBe(machine, efficiency, line));
  const strictestFirst = [...lines].sort((one, other) => (other.limits.grade2 ?? 0) - (one.limits.grade2 ?? 0) || (other.limits.grade1 ?? 0) - (one.limits.grade1 ?? 0));
  const reached = strictestFirst.filter(({ limits }) => isAtLeast(gradeBy(efficiency, limits) ?? 3, GRADE_ASKED));
  const line = reached.length === 0 ? strictestFirst.at(-1) : strictestFirst[0];
  if (line === undefined) return NO_LINE;
  if (reached.length > 0 && reached.length < lines.length) return needs(lines.some(({ capacity }) => capacity !== null) ? 'capacity' : 'coalClass');
  return { readable: true, efficiency, limits: line.limits, clause: line.clause };
}

function mayBe(machine: RatedMachine, efficiency: number, { variety, capacity }: BoilerLine): boolean {
  if (variety.endsWith(CONDENSING) && (variety === CONDENSING) !== isCondensing(machine, efficiency)) return false;
  if (capacity === null) return true;
  const [evaporation, thermalPower] = [rated(machine, 'evaporation'), rated(machine, 'thermalPower')];
  if (evaporation !== null) return (evaporation > capacity.evaporation) === capacity.above;
  return thermalPower === null || (thermalPower > capacity.thermalPower) === capacity.above;
}

function isCondensing({ name, kindKey }: RatedMachine, efficiency: number): boolean {
  return /(?<!非)冷凝/u.test(name) || kindKey === 'gasCondensing' || efficiency > WITHOUT_CONDENSING_MAX;
}
