import type { DateText } from '../time/dates.js';
import { modelKey, wordKey } from '../text/fold.js';
import type { Specs } from './class-definition.js';
import { isOfModel, type EliminationEntry } from './elimination-entries.js';

/** 严格落实……设备淘汰目录要求. */
export const ELIMINATION_CLAUSE = '四（二）';

/** A machine offered or in service, as the catalogue of eliminated equipment looks at it. */
export interface NamedMachine {
  /** Null where only its name tells what it is. */
  readonly classId: string | null;
  readonly name: string;
  readonly model: string;
  /** In the units of the class. */
  readonly specs: Specs;
}

/**
 * Why an entry only warns: it is second-hand (VERIFY), on the restricted list (RESTRICTED), not in force yet (NOT_YET_IN_FORCE), or
 * hangs on what is not stated (CONDITION_UNKNOWN). IN_FORCE: it blocks publishing and quoting.
 */
export type EliminationReason = 'IN_FORCE' | 'RESTRICTED' | 'NOT_YET_IN_FORCE' | 'CONDITION_UNKNOWN' | 'VERIFY';

export interface EliminationFinding {
  readonly entryId: string;
  /** As the catalogue names it. */
  readonly productName: string;
  readonly list: EliminationEntry['list'];
  readonly effect: 'BLOCKS' | 'WARNS';
  readonly reason: EliminationReason;
  readonly effectiveFrom: DateText;
  /** Attributes that would settle it; only with CONDITION_UNKNOWN. */
  readonly missing: readonly string[];
  readonly clause: typeof ELIMINATION_CLAUSE;
}

/** What is to be said, with `{param}` places. */
export const ELIMINATION_REASONS = {
  ELIMINATION_IN_FORCE: { zh: '属于淘汰类「{productName}」，自 {effectiveFrom} 起不得发布和报价', en: 'In the elimination class "{productName}" since {effectiveFrom}: may not be published or quoted' },
  ELIMINATION_RESTRICTED: { zh: '属于限制类「{productName}」', en: 'In the restricted class "{productName}"' },
  ELIMINATION_NOT_YET_IN_FORCE: { zh: '自 {effectiveFrom} 起属于淘汰类「{productName}」', en: 'In the elimination class "{productName}" from {effectiveFrom}' },
  ELIMINATION_CONDITION_UNKNOWN: { zh: '可能属于淘汰类「{productName}」；请补充：{attributes}', en: 'May be in the elimination class "{productName}": state {attributes}' },
  ELIMINATION_VERIFY: { zh: '可能属于淘汰类「{productName}」；条目为二手转录，待核', en: 'May be in the elimination class "{productName}": the entry is a second-hand transcription, to be verified' },
} as const satisfies Readonly<Record<`ELIMINATION_${EliminationReason}`, { zh: string; en: string }>>;

/**
 * Entries that a machine falls under as of a date in Shanghai, in the order of the catalogue. The catalogue held is an extract:
 * no finding does not mean "not eliminated". An entry applies from its effective day on, that day included.
 */
export function eliminationFindings(machine: NamedMachine, entries: readonly EliminationEntry[], asOf: DateText): EliminationFinding[] {
  return entries.flatMap((entry) => {
    const missing = appliesTo(machine, entry);
    if (missing === null) return [];
    const { id: entryId, productName, list, effectiveFrom } = entry;
    const reason = reasonOf(entry, missing, asOf);
    return [{
      entryId, productName, list, effectiveFrom, reason, effect: reason === 'IN_FORCE' ? 'BLOCKS' as const : 'WARNS' as const,
      missing: reason === 'CONDITION_UNKNOWN' ? missing : [], clause: ELIMINATION_CLAUSE,
    }];
  });
}

/** True when something verified and in force forbids it: then it is neither published nor quoted nor matched. */
export function isEliminated(machine: NamedMachine, entries: readonly EliminationEntry[], asOf: DateText): boolean {
  return eliminationFindings(machine, entries, asOf).some(({ effect }) => effect === 'BLOCKS');
}

function reasonOf({ list, effectiveFrom, verify }: EliminationEntry, missing: readonly string[], asOf: DateText): EliminationReason {
  if (list === '限制类') return 'RESTRICTED';
  if (missing.length > 0) return 'CONDITION_UNKNOWN';
  if (verify) return 'VERIFY';
  return effectiveFrom <= asOf ? 'IN_FORCE' : 'NOT_YET_IN_FORCE';
}

/** Null: the entry speaks of something else; otherwise the conditions that cannot be checked, none when all hold. */
function appliesTo(machine: NamedMachine, entry: EliminationEntry): string[] | null {
  const name = wordKey(machine.name);
  const ofKind = (machine.classId !== null && entry.classIds.includes(machine.classId)) || entry.kindWords.some((word) => name.includes(wordKey(word)));
  if (!ofKind || !entry.says.every((word) => name.includes(wordKey(word)))) return null;
  if (entry.models !== null && !entry.models.some((pattern) => isOfModel(machine.model, machine.name, pattern))) return null;
  if (entry.fuel !== null && !burns(machine, name, entry.fuel)) return null;
  const checks: [attribute: string, value: number | null, holds: (value: number) => boolean][] = [];
  const { evaporationMax, frame, voltageMax } = entry;
  if (evaporationMax !== null) checks.push(['evaporation', stated(machine, 'evaporation'), (value) => value <= evaporationMax]);
  if (frame !== null) checks.push(['frameSize', stated(machine, 'frameSize') ?? frameIn(machine.model), (value) => value >= frame.min && value <= frame.max]);
  if (voltageMax !== null) checks.push(['voltage', stated(machine, 'voltage') ?? stated(machine, 'ratedVoltage'), (value) => value <= voltageMax]);
  if (checks.some(([, value, holds]) => value !== null && !holds(value))) return null;
  return checks.filter(([, value]) => value === null).map(([attribute]) => attribute);
}

/** A fuel that is stated decides over a word in the name. */
function burns({ specs }: NamedMachine, name: string, { keys, words }: NonNullable<EliminationEntry['fuel']>): boolean {
  const stated = specs['fuel'];
  return typeof stated === 'string' ? keys.includes(stated) : words.some((word) => name.includes(word));
}

function stated({ specs }: NamedMachine, key: string): number | null {
  const value = specs[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The frame size that a motor's model names: YB-160M-4, YBF132S-4. */
function frameIn(model: string): number | null {
  const [, frame] = /^(?:[A-Z]{2,4}-)?[A-Z]+-?(\d{2,3})(?!\d)/u.exec(modelKey(model)) ?? [];
  return frame === undefined ? null : Number(frame);
}
