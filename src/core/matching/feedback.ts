import type { DismissalCause, SideState } from './answer.js';
import { FACTOR_CODES, type FactorCode } from './factor-codes.js';
import { pointsOf } from './factors.js';
import type { Factor } from './pair.js';
import { LEANING_MAX, movedWeights, type Leanings } from './preference.js';
import type { WeightTable } from './rules.js';

/** What one answer of a buyer says of factors: how often over each counts for more, negative for less; those of which it says nothing are left out. */
export type Saying = Readonly<Partial<Record<FactorCode, number>>>;

/** What all answers of a buyer that count say of one factor. */
export interface Voice {
  /** Answers that say something of it. */
  readonly answers: number;
  /** What they say, added up. */
  readonly sum: number;
}
export type Tally = Readonly<Partial<Record<FactorCode, Voice>>>;

/** The factor that answers for a cause; null: none does, and nothing is learned. */
export const CAUSE_FACTOR: Readonly<Record<DismissalCause, FactorCode | null>> = {
  TOO_DEAR: 'PRICE', TOO_LATE: 'LEAD_TIME', TOO_FAR: 'DISTANCE', NOT_WHAT_IS_NEEDED: 'PATH_STRENGTH', WISHES_UNMET: 'SOFT_REQUIREMENTS',
  GRADE_TOO_LOW: 'ENERGY_GRADE', TOO_LITTLE_PROOF: 'PROOF', RECORD_TOO_WEAK: 'RECORD', OTHER: null,
};

/** A factor that one answer speaks of moves by this share of its weight, in basis points; ten such answers take it to its bound. */
export const STEP = 250;

/** A cause is named: the buyer says himself what counts. Where a product was strong is only what can be read from his interest. */
const NAMED = 2;
const READ = 1;

/** Shares from which a factor was strong, and up to which it was weak, where a buyer was interested. */
const STRONG_SHARE = 8_000;
const WEAK_SHARE = 3_000;

/** Fewer answers of a factor move nothing: one click, or two, must not surprise. */
export const ANSWERS_NEEDED = 3;

/**
 * What an answer says, by the factors as its buyer saw them. Interest says that what was strong in the pair counts, and that what was
 * weak kept nobody away. A factor that is strong in every product says so in every answer, which moves no place: it gives all the
 * same. A dismissal says what its cause says; its words are not guessed at, and one without a cause says nothing. Neither does a
 * factor that had nothing to judge by or that the buyer was not shown, so that no hidden price can be read from what moved.
 */
export function sayingOf(state: SideState, cause: DismissalCause | null, shown: readonly Factor[]): Saying {
  if (state === 'DISMISSED') {
    const factor = cause === null ? null : CAUSE_FACTOR[cause];
    return factor === null ? {} : { [factor]: NAMED };
  }
  if (state !== 'INTERESTED') return {};
  const said = shown.flatMap((factor): [FactorCode, number][] => {
    const points = pointsRead(factor);
    return points === 0 ? [] : [[factor.code, points]];
  });
  return Object.fromEntries(said);
}

/** By the points that a share gives at this maximum, so that what weights are in force decides nothing. */
function pointsRead({ amount, maximum, neutral }: Factor): number {
  const [strong, weak] = [pointsOf(STRONG_SHARE, maximum), pointsOf(WEAK_SHARE, maximum)];
  // With a weight of a few points strong and weak would be the same.
  if (neutral || strong <= weak) return 0;
  return amount >= strong ? READ : amount <= weak ? -READ : 0;
}

/** Answers that say the same, counted: a buyer with ten thousand answers has said some hundred different things. */
export interface Said {
  readonly saying: Saying;
  readonly times: number;
}

/** What answers say together. In whatever order: what one said is gone once it is not among them. */
export function tallyOf(answers: readonly Said[]): Tally {
  const voices = FACTOR_CODES.map((code): [FactorCode, Voice] => {
    const said = answers.flatMap(({ saying, times }) => (saying[code] === undefined ? [] : { times, points: saying[code] }));
    return [code, { answers: said.reduce((sum, { times }) => sum + times, 0), sum: said.reduce((sum, { times, points }) => sum + times * points, 0) }];
  });
  return Object.fromEntries(voices.filter(([, { answers: count }]) => count > 0));
}

/**
 * How far the answers of a buyer move each factor: a step for each point that they say, within the bound, once enough of them speak of
 * it. Those that do not move are left out, so that a buyer whose answers move nothing costs nothing.
 */
export function leaningsOf(tally: Tally): Leanings {
  const leaning = FACTOR_CODES.map((code): [FactorCode, number] => {
    const { answers, sum } = tally[code] ?? { answers: 0, sum: 0 };
    return [code, answers < ANSWERS_NEEDED ? 0 : Math.max(-LEANING_MAX, Math.min(LEANING_MAX, STEP * sum))];
  });
  return Object.fromEntries(leaning.filter(([, basisPoints]) => basisPoints !== 0));
}

export function sameLeanings(a: Leanings, b: Leanings): boolean {
  return FACTOR_CODES.every((code) => (a[code] ?? 0) === (b[code] ?? 0));
}

/** Why a factor weighs what it does for a buyer, with `{param}` places. */
export const PREFERENCE_REASONS = {
  PREFERENCE_NO_ANSWER: { zh: '尚无答复涉及此项，权重不变', en: 'No answer speaks of it: unchanged' },
  PREFERENCE_TOO_FEW: { zh: '{answers} 次答复涉及此项，满 {needed} 次后才会调整', en: '{answers} answers speak of it; it moves once there are {needed}' },
  PREFERENCE_EVEN: { zh: '{answers} 次答复涉及此项，相互抵消', en: '{answers} answers speak of it and even out' },
  PREFERENCE_MORE: { zh: '{answers} 次答复表明您更看重此项，权重由 {plain} 提高到 {points}', en: '{answers} answers say that it counts more for you: from {plain} up to {points} points' },
  PREFERENCE_LESS: { zh: '{answers} 次答复表明您不太看重此项，权重由 {plain} 降低到 {points}', en: '{answers} answers say that it counts less for you: from {plain} down to {points} points' },
  PREFERENCE_HELD: { zh: '{answers} 次答复涉及此项；其他因素无可相抵，权重未变', en: '{answers} answers speak of it; the other factors can give or take nothing, and it stays' },
  PREFERENCE_MADE_ROOM: { zh: '其他因素权重变动，此项相应由 {plain} 变为 {points}（涉及此项的答复：{answers} 次）', en: 'Other factors moved, and it makes room: from {plain} to {points} points ({answers} answers speak of it)' },
} as const;
export type PreferenceReason = keyof typeof PREFERENCE_REASONS;

/** One factor as it weighs for a buyer. */
export interface PreferredFactor {
  readonly factor: FactorCode;
  /** Points at most, by the weights of all and as the buyer's answers moved them. */
  readonly plain: number;
  readonly points: number;
  readonly answers: number;
  readonly reason: PreferenceReason;
}

/** All factors as they weigh for a buyer, in the order in which factors are shown. */
export function preferredFactors(weights: WeightTable, tally: Tally): PreferredFactor[] {
  const leanings = leaningsOf(tally);
  const moved = movedWeights(weights, { leanings });
  return FACTOR_CODES.map((factor) => {
    const [plain, points, answers] = [weights[factor], moved[factor], tally[factor]?.answers ?? 0];
    return { factor, plain, points, answers, reason: reasonOf(leanings[factor] ?? 0, points - plain, answers) };
  });
}

function reasonOf(leaning: number, moved: number, answers: number): PreferenceReason {
  if (leaning !== 0) return moved === 0 ? 'PREFERENCE_HELD' : moved > 0 ? 'PREFERENCE_MORE' : 'PREFERENCE_LESS';
  if (moved !== 0) return 'PREFERENCE_MADE_ROOM';
  if (answers === 0) return 'PREFERENCE_NO_ANSWER';
  return answers < ANSWERS_NEEDED ? 'PREFERENCE_TOO_FEW' : 'PREFERENCE_EVEN';
}
