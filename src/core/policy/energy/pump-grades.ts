import { toTenth, type GradeLimits } from './grade.js';
import { isWithin, parseRange, type Range } from './range.js';
import { NO_LINE, needs, ratedAll, type RatedMachine, type Reading } from './reading.js';

type Triple = readonly [grade1: number, grade2: number, grade3: number];
type Coefficients = Readonly<Record<'a' | 'b' | 'c' | 'd' | 'e', number>>;

/** The formulas of GB 19762. Flow in m3/h at the best efficiency point; `single` and `multi` stage. */
export interface PumpFormulas {
  readonly water: Readonly<Record<'single' | 'multi', Coefficients>>;
  /** What is taken off the curve for each grade. */
  readonly waterOffsets: readonly { readonly type: string; readonly flow: Range; readonly off: Triple }[];
  readonly chemicalOffsets: readonly { readonly stages: string; readonly flow: Range; readonly specificSpeed: Range; readonly plus: Triple; readonly corrected: boolean }[];
  /** Polynomials from the sixth power down to the constant. */
  readonly chemicalBase: Readonly<Record<string, readonly number[]>>;
  readonly chemicalCorrection: readonly { readonly specificSpeed: Range; readonly polynomial: readonly number[] }[];
}

/** The seed file as it is written. */
interface RawPumps {
  readonly water_coeff: Readonly<Record<'单级' | '多级', Coefficients>>;
  readonly water_ci: readonly (readonly [type: string, flow: string, ...Triple])[];
  readonly chemical_offsets: readonly (readonly [stages: string, flow: string, ns: string, g1: number, g2: number, g3: number, corrected: boolean])[];
  readonly chemical_eta_b_poly_lnQ_deg6_to_0: Readonly<Record<string, readonly number[]>>;
  readonly chemical_delta_eta_poly_ns_deg6_to_0: Readonly<Record<string, readonly number[]>>;
}

export function parsePumps(json: string): PumpFormulas {
  const raw = JSON.parse(json) as RawPumps;
  return {
    water: { single: raw.water_coeff['单级'], multi: raw.water_coeff['多级'] },
    waterOffsets: raw.water_ci.map(([type, flow, ...off]) => ({ type, flow: parseRange(flow), off })),
    chemicalOffsets: raw.chemical_offsets.map(([stages, flow, ns, grade1, grade2, grade3, corrected]) =>
      ({ stages, flow: parseRange(flow), specificSpeed: parseRange(ns), plus: [grade1, grade2, grade3], corrected })),
    chemicalBase: raw.chemical_eta_b_poly_lnQ_deg6_to_0,
    chemicalCorrection: Object.entries(raw.chemical_delta_eta_poly_ns_deg6_to_0).map(([ns, polynomial]) =>
      ({ specificSpeed: parseRange(`[${ns.replace('-', ',')}]`), polynomial })),
  };
}

/** Beyond these specific speeds a pump is hardly centrifugal and the curves mean nothing; the chemical table says so itself, the water formula does not. */
const CENTRIFUGAL: Range = parseRange('[20,300]');
/** 石油化工: the flow counts as this at most. */
const CHEMICAL_FLOW_MAX = 3_000;

const CHEMICAL = '石油化工';
const LIGHT = '轻型多级';

/**
 * Efficiency in % of a centrifugal pump by the formula of its type. The type is judged from the name, then from the kind;
 * a double-suction pump has half its flow in the specific speed, a multistage pump the head of one stage.
 */
export function readPump(machine: RatedMachine, called: readonly string[], formulas: PumpFormulas): Reading {
  const type = pumpType(machine, called);
  if (type === null) return needs('pumpType');
  const stated = ratedAll(machine, ['efficiency', 'flow', 'head', 'speed']);
  const staged = type.includes('多级') ? ratedAll(machine, ['stages']) : { values: { stages: 1 } };
  if ('missing' in stated || 'missing' in staged) return needs(...('missing' in stated ? stated.missing : []), ...('missing' in staged ? staged.missing : []));
  const { efficiency, flow, head, speed } = stated.values;
  const ns = specificSpeed(flow / (machine.name.includes('双吸') || type === '单级双吸' ? 2 : 1), head / staged.values.stages, speed);
  if (!isWithin(ns, CENTRIFUGAL)) return NO_LINE;
  const chemical = type.startsWith(CHEMICAL);
  const limits = chemical ? chemicalLimits(type.slice(CHEMICAL.length), flow, ns, formulas) : waterLimits(type, flow, ns, formulas);
  return limits === null ? NO_LINE : { readable: true, efficiency, limits, clause: chemical ? '表2' : '表3' };
}

/** n_s = 3.65 n √Q / H^0.75; flow in m3/h of one inlet, head in m of one stage, speed in r/min. */
export function specificSpeed(flow: number, head: number, speed: number): number {
  return (3.65 * speed * Math.sqrt(flow / 3_600)) / head ** 0.75;
}

const WORDS: readonly (readonly [type: string, says: RegExp, kindKey: string | null])[] = [
  ['单级双吸', /双吸/u, 'doubleSuction'], ['管道', /管道/u, 'inline'], ['单级单吸', /单级|单吸/u, 'endSuction'],
  [`${LIGHT}立式`, /轻型.*立式|立式.*轻型/u, 'lightVertical'], [`${LIGHT}卧式`, /轻型.*卧式|卧式.*轻型/u, null], ['多级', /多级/u, 'horizontal'],
  [`${CHEMICAL}多级`, /多级/u, 'multiStage'], [`${CHEMICAL}单级`, /单级/u, 'singleStage'],
];

function pumpType({ name, kindKey }: RatedMachine, called: readonly string[]): string | null {
  const known = WORDS.filter(([type]) => called.includes(type));
  const [type] = known.find(([, says]) => says.test(name)) ?? known.find(([, , key]) => key !== null && key === kindKey) ?? [null];
  // A light multistage pump is graded by how it stands: silent on that, it must not slip into the easier line.
  if (type !== '多级' || (!name.includes('轻型') && kindKey !== 'lightVertical')) return type;
  return kindKey === 'lightVertical' ? `${LIGHT}立式` : null;
}

function waterLimits(type: string, flow: number, ns: number, { water, waterOffsets }: PumpFormulas): GradeLimits | null {
  const line = waterOffsets.find((one) => one.type === type && isWithin(flow, one.flow));
  if (line === undefined) return null;
  const { a, b, c, d, e } = type.includes('多级') ? water.multi : water.single;
  const [x, y] = [Math.log(ns), Math.log(flow)];
  const curve = a * x * x + b * y * y + c * x * y + d * x + e * y;
  return limitsOf(line.off.map((off) => curve - off));
}

function chemicalLimits(stages: string, flow: number, ns: number, formulas: PumpFormulas): GradeLimits | null {
  const line = formulas.chemicalOffsets.find((one) => one.stages === stages && isWithin(flow, one.flow) && isWithin(ns, one.specificSpeed));
  const base = formulas.chemicalBase[stages];
  if (line === undefined || base === undefined) return null;
  const correction = line.corrected ? formulas.chemicalCorrection.find((one) => isWithin(ns, one.specificSpeed)) : undefined;
  if (line.corrected && correction === undefined) return null;
  const curve = polynomial(base, Math.log(Math.min(flow, CHEMICAL_FLOW_MAX))) - (correction === undefined ? 0 : polynomial(correction.polynomial, ns));
  return limitsOf(line.plus.map((plus) => curve + plus));
}

/** Null where the curve leaves what an efficiency can be: such a limit would let everything or nothing pass. */
function limitsOf(percents: readonly number[]): GradeLimits | null {
  const [grade1 = 0, grade2 = 0, grade3 = 0] = percents.map(toTenth);
  return grade3 > 0 && grade1 < 100 ? { grade1, grade2, grade3 } : null;
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
