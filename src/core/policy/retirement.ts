import { addDays, type DateText } from '../time/dates.js';
import { ELIMINATION_CLAUSE, eliminationFindings, type NamedMachine } from './elimination.js';
import type { EliminationEntry } from './elimination-entries.js';
import type { EnergyLaw } from './energy/energy-law.js';
import { GRADE_ASKED, gradeBy, isAtLeast, isGrade } from './energy/grade.js';
import type { MachineLaw } from './energy/machine-law.js';
import { readGrade, type Standing } from './energy/read-grade.js';

/** A machine of the equipment register (设备台账). */
export interface MachineInService extends NamedMachine {
  readonly equipmentId: string;
  readonly kindKey: string | null;
  /** First day in service: `2016-11-23`, or `2016-11` or `2016` where no more is known; null: not known. */
  readonly commissioned: string | null;
  /** Stated grade, 1 is best. */
  readonly energyGrade: number | null;
}

export type RetirementRule = 'SERVICE_LIFE' | 'ENERGY' | 'ELIMINATION';

/** A reason to renew a machine. It suggests a draft demand and orders nothing. */
export interface RetirementSuggestion {
  readonly equipmentId: string;
  readonly rule: RetirementRule;
  /** Equal for the same machine and cause at any time: one draft demand per key, once. */
  readonly causeKey: string;
  readonly code: RetirementReason;
  readonly params: Readonly<Record<string, string | number>>;
  /** Clause of the work plan. */
  readonly clause: string;
  /** Item of the plan that a draft demand asks for; null where the plan's demand side names none. */
  readonly demandItemId: string | null;
  /** True: it stands on a second-hand fact, to be verified. */
  readonly verify: boolean;
}

/** Why a machine should be renewed, with `{param}` places. */
export const RETIREMENT_REASONS = {
  RETIRE_SERVICE_LIFE: { zh: '机床自 {commissioned} 投用，服役已超过 {years} 年', en: 'The machine tool has been in service since {commissioned}, more than {years} years' },
  RETIRE_BELOW_LIMIT: { zh: '效率 {efficiency}%，低于 {standard} 的能效限定值 {limit}%', en: 'Efficiency {efficiency} %, below the limit of {standard}, {limit} %' },
  RETIRE_BELOW_GRADE_2: { zh: '效率 {efficiency}%，未达 {standard} 的 2 级 {limit}%', en: 'Efficiency {efficiency} %, below grade 2 of {standard}, {limit} %' },
  RETIRE_GRADE_STATED: { zh: '登记的能效为 {grade} 级，未达 2 级', en: 'Registered with energy grade {grade}, below grade 2' },
  RETIRE_ELIMINATED: { zh: '属于淘汰类「{productName}」，自 {effectiveFrom} 起施行', en: 'In the elimination class "{productName}", in force from {effectiveFrom}' },
  RETIRE_MAY_BE_ELIMINATED: { zh: '可能属于淘汰类「{productName}」，自 {effectiveFrom} 起施行；请核对', en: 'May be in the elimination class "{productName}", in force from {effectiveFrom}: compare' },
} as const;
export type RetirementReason = keyof typeof RETIREMENT_REASONS;

/** 工业母机行业更新服役超过 10 年的机床. */
const SERVICE_YEARS = 10;
const SERVICE_CLAUSE = '二（一）1';
const MACHINE_TOOL_ITEM = 'D1.1.d.01';
/** Lathes, machining centres, grinding and gear machines: what that item buys. A retrofit kit (X.305) is no machine, and shears, lasers and presses have items of their own. */
const MACHINE_TOOL_CLASSES: readonly string[] = ['X.301', 'X.302', 'X.303', 'X.304'];
const MACHINE_TOOL = /(?:车|铣|刨|磨|镗|钻|插|拉|锯)床|机床|加工中心|(?:滚齿|插齿|磨齿|剃齿|铣齿)机|数控车$/u;
/** Parts, kits and what is only named after a machine tool. */
const NO_MACHINE_TOOL = /机床(?:电器|附件|改造|配件|夹具|防护|工作灯)|(?:卡盘|刀具|刀架|主轴|导轨|夹具|附件)$/u;

const ENERGY_CLAUSE = '二（三）3';
/** The five kinds of §D3.3.a by class; motors come under the motor systems of the same clause. */
const ENERGY_ITEMS: readonly (readonly [itemId: string, classIds: RegExp])[] = [
  ['D3.3.a.01', /^X\.2(?:0[1-7]|09|10)$/u], ['D3.3.a.02', /^S1\.1\.(?:2\.04|4\.0[12])$/u], ['D3.3.a.03', /^X\.1(?:09|10|11)$/u],
  ['D3.3.a.04', /^X\.10[123]$/u], ['D3.3.a.05', /^X\.10[4-8]$/u], ['D3.3.c.02', /^X\.113$/u],
];

/** Everything that speaks for renewing a machine, as of a date in Shanghai: its age, its energy grade, the elimination class. */
export function retirementSuggestions(machine: MachineInService, law: MachineLaw, asOf: DateText): RetirementSuggestion[] {
  return [...serviceLife(machine, asOf), ...energy(machine, law.energy, asOf), ...elimination(machine, law.elimination, asOf)];
}

/** Those that have not led to a draft demand yet, each cause once. `caused`: keys of the drafts made so far, kept or dismissed. */
export function newSuggestions(suggestions: readonly RetirementSuggestion[], caused: ReadonlySet<string>): RetirementSuggestion[] {
  const seen = new Set(caused);
  return suggestions.filter(({ causeKey }) => !seen.has(causeKey) && seen.add(causeKey));
}

/** Machine tools alone (§D1.1.d); to the day: not on the tenth anniversary, but from the day after. */
function serviceLife(machine: MachineInService, asOf: DateText): RetirementSuggestion[] {
  const { equipmentId, commissioned } = machine;
  const latest = commissioned === null ? null : latestDay(commissioned);
  if (latest === null || commissioned === null || !isMachineTool(machine) || asOf <= anniversary(latest, SERVICE_YEARS)) return [];
  return [{
    equipmentId, rule: 'SERVICE_LIFE', causeKey: `${equipmentId}/SERVICE_LIFE`, code: 'RETIRE_SERVICE_LIFE', params: { commissioned, years: SERVICE_YEARS },
    clause: SERVICE_CLAUSE, demandItemId: MACHINE_TOOL_ITEM, verify: false,
  }];
}

export function isMachineTool({ classId, name }: Pick<NamedMachine, 'classId' | 'name'>): boolean {
  return classId === null ? MACHINE_TOOL.test(name) && !NO_MACHINE_TOOL.test(name) : MACHINE_TOOL_CLASSES.includes(classId);
}

/** The same day so many years on; of 29 February the last of that month (民法典 article 202: 没有对应日的，月末日为最后一日). */
export function anniversary(date: DateText, years: number): DateText {
  const year = Number(date.slice(0, 4)) + years;
  const same = `${String(year).padStart(4, '0')}${date.slice(4)}`;
  return isDay(same) ? same : `${same.slice(0, 8)}28`;
}

/** Where only the month or year is known, its last day: nothing is said to be older than it surely is. Null for what is no date. */
function latestDay(text: string): DateText | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u.exec(text) ?? [];
  if (year === undefined) return null;
  if (day !== undefined) return isDay(text) ? text : null;
  if (month === undefined) return `${year}-12-31`;
  if (!isDay(`${year}-${month}-01`)) return null;
  return addDays(addDays(`${year}-${month}-01`, 31).slice(0, 8) + '01', -1);
}

function isDay(text: string): boolean {
  return Number.isFinite(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text;
}

/** Below grade 2 by the tables, or by the grade in the register where nothing can be computed. */
function energy(machine: MachineInService, law: EnergyLaw, asOf: DateText): RetirementSuggestion[] {
  const { equipmentId, classId } = machine;
  const demandItemId = energyItem(classId);
  if (classId === null || demandItemId === null) return [];
  const standing = readGrade({ ...machine, classId }, law, asOf);
  if (standing.is === 'OUTSIDE') return [];
  const found = shortfall(standing) ?? (isComputed(standing) ? null : statedShortfall(machine.energyGrade));
  if (found === null) return [];
  const { standard } = standing;
  return [{
    equipmentId, rule: 'ENERGY', causeKey: `${equipmentId}/ENERGY/${standard?.code ?? '-'}`, ...found,
    clause: ENERGY_CLAUSE, demandItemId, verify: found.code !== 'RETIRE_GRADE_STATED' && standard !== null && standard.verify,
  }];
}

function energyItem(classId: string | null): string | null {
  return classId === null ? null : ENERGY_ITEMS.find(([, classIds]) => classIds.test(classId))?.[0] ?? null;
}

type Shortfall = Pick<RetirementSuggestion, 'code' | 'params'>;

function isComputed(standing: Standing): boolean {
  return standing.is === 'READ' && standing.reading.readable;
}

function shortfall(standing: Standing): Shortfall | null {
  if (standing.is !== 'READ' || !standing.reading.readable) return null;
  const { reading: { efficiency, limits }, standard: { code: standard } } = standing;
  if (efficiency < limits.grade3) return { code: 'RETIRE_BELOW_LIMIT', params: { efficiency, standard, limit: limits.grade3 } };
  const grade = gradeBy(efficiency, limits);
  return grade === null || isAtLeast(grade, GRADE_ASKED) ? null : { code: 'RETIRE_BELOW_GRADE_2', params: { efficiency, standard, limit: limits.grade2 ?? limits.grade3 } };
}

function statedShortfall(grade: number | null): Shortfall | null {
  return isGrade(grade) && !isAtLeast(grade, GRADE_ASKED) ? { code: 'RETIRE_GRADE_STATED', params: { grade } } : null;
}

function elimination(machine: MachineInService, entries: readonly EliminationEntry[], asOf: DateText): RetirementSuggestion[] {
  const { equipmentId, classId } = machine;
  return eliminationFindings(machine, entries, asOf).filter(({ list }) => list === '淘汰类').map(({ entryId, productName, effectiveFrom, effect }) => ({
    equipmentId, rule: 'ELIMINATION', causeKey: `${equipmentId}/ELIMINATION/${entryId}`,
    code: effect === 'BLOCKS' ? 'RETIRE_ELIMINATED' : 'RETIRE_MAY_BE_ELIMINATED', params: { productName, effectiveFrom },
    clause: ELIMINATION_CLAUSE, demandItemId: energyItem(classId), verify: effect !== 'BLOCKS',
  }));
}
