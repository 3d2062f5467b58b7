import { Decimal } from 'decimal.js';
import type { Requirement } from '../demand/requirement.js';
import type { ClassDefinition } from '../policy/class-definition.js';
import { placeOf } from '../policy/region-code.js';
import { askedWords, namedParams } from './requirement-words.js';

/** Two facts with two remedies: nothing on the platform, from wherever (平台缺口); no maker in the province (省内缺口). */
export const GAP_KINDS = ['PLATFORM', 'PROVINCE'] as const;
export type GapKind = (typeof GAP_KINDS)[number];

export const TOPIC_STATES = ['DRAFT', 'PUBLISHED', 'CLOSED'] as const;
export type TopicState = (typeof TOPIC_STATES)[number];

/** 启动“揭榜挂帅”工作. */
export const TOPIC_CLAUSE = '四（三）';

export const TOPIC_LIMITS = { lines: 100, requirements: 30, titleCharacters: 200, needCharacters: 5_000, requirementCharacters: 300, quantityCharacters: 200, reasonCharacters: 500 } as const;

/** A demand line as a topic gathers from it. */
export interface CitedLine {
  readonly ownerId: string;
  readonly quantity: string;
  readonly unit: string;
  readonly regionCode: string;
  readonly requirements: readonly Requirement[];
  readonly energyGradeAtMost: number | null;
  readonly classIds: readonly string[];
}

/** What is missing: a demand item or a class. */
export interface TopicSubject {
  readonly zh: string;
  readonly meaningZh: string | null;
}

export interface TopicText {
  readonly title: string;
  readonly need: string;
  readonly requirements: readonly string[];
  readonly quantity: string;
}

/**
 * The text of a new topic, gathered from the lines that show the gap, at least one; a department edits it before it is published. It
 * counts buyers and names none, and takes nothing that a buyer wrote in own words, in which a name may stand.
 */
export function draftText(kind: GapKind, { zh, meaningZh }: TopicSubject, lines: readonly CitedLine[], definitionOf: (classId: string) => ClassDefinition | undefined): TopicText {
  const quantity = quantityWords(lines);
  const places = [...new Set(lines.map(({ regionCode }) => placeOf(regionCode)?.zh ?? regionCode))].sort().join('、');
  const buyers = new Set(lines.map(({ ownerId }) => ownerId)).size;
  const missing = kind === 'PLATFORM' ? '对接平台上尚无此类产品' : '未见省内生产企业（省外供应商同样可以参与）';
  return {
    title: kind === 'PLATFORM' ? `「${zh}」研制与供给` : `「${zh}」省内研制与产业化`,
    need: `${buyers} 个单位的 ${lines.length} 条设备更新需求需要「${zh}」${meaningZh === null ? '' : `（${meaningZh}）`}，合计 ${quantity}，交货地：${places}。${missing}。`,
    requirements: gatheredRequirements(lines, definitionOf), quantity,
  };
}

/** Quantities of one unit together: `12 台、3 套`. */
function quantityWords(lines: readonly CitedLine[]): string {
  const sums = new Map<string, Decimal>();
  for (const { quantity, unit } of lines) sums.set(unit, (sums.get(unit) ?? new Decimal(0)).plus(quantity));
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([unit, sum]) => `${sum.toFixed()} ${unit}`).join('、');
}

interface Gathered {
  readonly requirement: Requirement;
  readonly definition: ClassDefinition;
  readonly count: number;
}

/** What the lines ask, each once: of bounds of one attribute the strictest. What most lines ask stands first; at most thirty. */
function gatheredRequirements(lines: readonly CitedLine[], definitionOf: (classId: string) => ClassDefinition | undefined): string[] {
  const gathered = new Map<string, Gathered>();
  for (const line of lines) {
    for (const requirement of line.requirements) {
      const definition = (requirement.classId === null || requirement.classId === undefined ? line.classIds : [requirement.classId])
        .map(definitionOf).find((one) => one?.attributes.some(({ key }) => key === requirement.attributeKey));
      if (definition === undefined) continue;
      const bound = requirement.op === '>=' || requirement.op === '<=';
      const key = JSON.stringify([requirement.attributeKey, requirement.op, requirement.mode, requirement.unit, bound ? null : requirement.value]);
      const known = gathered.get(key);
      gathered.set(key, { requirement: known === undefined ? requirement : stricter(known.requirement, requirement), definition, count: (known?.count ?? 0) + 1 });
    }
  }
  const grades = lines.flatMap(({ energyGradeAtMost }) => energyGradeAtMost ?? []);
  const words = [...gathered.values()].sort((a, b) => b.count - a.count || (a.requirement.attributeKey < b.requirement.attributeKey ? -1 : 1)).map(wordsOf);
  return [...(grades.length === 0 ? [] : [`能效等级 ${Math.min(...grades)} 级及以上（${grades.length} 条需求）`]), ...words].slice(0, TOPIC_LIMITS.requirements);
}

function stricter(a: Requirement, b: Requirement): Requirement {
  const more = a.op === '>=' ? Number(b.value) > Number(a.value) : Number(b.value) < Number(a.value);
  return (a.op === '>=' || a.op === '<=') && more ? b : a;
}

function wordsOf({ requirement, definition, count }: Gathered): string {
  const { attribute, op, wanted } = namedParams(askedWords(requirement), definition, 'zh');
  return `${attribute} ${op} ${wanted}（${requirement.mode === 'HARD' ? '硬性' : '优先'}，${count} 条需求）`;
}

/** A cited line as it stands: still open, and whether a product that passes every gate stands recommended for it, for a topic of the province one by a maker there. */
export interface LineAnswered {
  readonly open: boolean;
  readonly answered: boolean;
}

/**
 * What becomes of a topic as its lines stand. A published one closes once every open line of it is answered: supply for one buyer of
 * several leaves the others without. Where no line is open any more nobody supplied anything, and a department decides. One that was
 * closed so comes up again, as a new one, when an open line of it stands unanswered.
 */
export function topicVerdict(topic: { readonly state: TopicState; readonly closedBy: 'SYSTEM' | 'DEPARTMENT' | null }, lines: readonly LineAnswered[]): 'CLOSE' | 'REOPEN' | null {
  const open = lines.filter((line) => line.open);
  if (open.length === 0) return null;
  if (topic.state === 'PUBLISHED') return open.every(({ answered }) => answered) ? 'CLOSE' : null;
  return topic.state === 'CLOSED' && topic.closedBy === 'SYSTEM' && open.some(({ answered }) => !answered) ? 'REOPEN' : null;
}

/** How a line is cited. `buyer`: its name, null unless everybody may read whose demand it is. */
export function citation(line: Pick<CitedLine, 'quantity' | 'unit' | 'regionCode'> & { readonly number: number }, buyer: string | null, locale: 'zh' | 'en'): string {
  const place = placeOf(line.regionCode)?.[locale] ?? line.regionCode;
  const quantity = `${new Decimal(line.quantity).toFixed()} ${line.unit}`;
  return locale === 'zh' ? `${buyer ?? '未具名单位'}（${place}），需求第 ${line.number} 行，${quantity}` : `${buyer ?? 'a buyer not named'} (${place}), line ${line.number} of its demand, ${quantity}`;
}
