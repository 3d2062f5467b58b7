import type { MemberId, OrganisationId, RecommendationId } from '../core/ids/ids.js';
import type { Said, Saying } from '../core/matching/feedback.js';
import type { Leanings, Preference } from '../core/matching/preference.js';
import type { Tx } from '../platform/db/tx.js';

/** One version of what a buyer's answers made of the weights; never changed afterwards. */
export interface PreferenceRow extends Preference {
  /** How often the buyer began anew, this version included: answers of before count no more. */
  readonly resets: number;
  readonly because: 'ANSWERS' | 'RESET';
  readonly at: Date;
}

/** As with a buyer whose answers have moved nothing yet. */
export const NO_PREFERENCE: Pick<PreferenceRow, 'version' | 'leanings' | 'resets'> = { version: 0, leanings: {}, resets: 0 };

/** Answers of a buyer take turns in what they move: the second knows all that the first one said. */
export async function lockPreferenceOf(tx: Tx, buyerId: OrganisationId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('matching_preference ' || $1, 0))`, [buyerId]);
}

/** What is in force for these buyers, of those whose answers move something: by it their lines are judged. */
export async function preferencesOf(tx: Tx, buyerIds: readonly string[]): Promise<Map<string, Preference>> {
  if (buyerIds.length === 0) return new Map();
  const rows = await tx.query<Preference & { buyerId: string }>(
    `select b.id as "buyerId", p.version, p.leanings from unnest($1::text[]) as b(id)
     cross join lateral (select version, leanings from matching_preference where buyer_id = b.id order by version desc limit 1) p where p.leanings <> '{}'`, [buyerIds]);
  return new Map(rows.map(({ buyerId, version, leanings }) => [buyerId, { version, leanings }]));
}

/** The version in force for a buyer; null when nothing ever moved. */
export async function preferenceInForce(tx: Tx, buyerId: OrganisationId): Promise<PreferenceRow | null> {
  const [row] = await tx.query<PreferenceRow>(
    'select version, leanings, resets, because, at from matching_preference where buyer_id = $1 order by version desc limit 1', [buyerId]);
  return row ?? null;
}

/** When a buyer began anew last; null when never. */
export async function lastResetOf(tx: Tx, buyerId: OrganisationId): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }>(`select max(at) as at from matching_preference where buyer_id = $1 and because = 'RESET'`, [buyerId]);
  return row?.at ?? null;
}

export async function insertPreference(tx: Tx, row: PreferenceRow & { readonly buyerId: OrganisationId; readonly memberId: MemberId }): Promise<void> {
  await tx.query(
    'insert into matching_preference (buyer_id, version, leanings, resets, because, at, member_id) values ($1, $2, $3::jsonb, $4, $5, $6, $7)',
    [row.buyerId, row.version, JSON.stringify(row.leanings satisfies Leanings), row.resets, row.because, row.at, row.memberId]);
}

export interface AnswerSaying {
  readonly recommendationId: RecommendationId;
  /** Empty: it says nothing, or was withdrawn. */
  readonly saying: Saying;
}

/** Puts what answers say now in the place of what they said before, at most 1,000. */
export async function saveSayings(tx: Tx, buyerId: OrganisationId, resets: number, at: Date, sayings: readonly AnswerSaying[]): Promise<void> {
  const saying = (one: AnswerSaying): boolean => Object.keys(one.saying).length > 0;
  await tx.query('delete from matching_saying where recommendation_id = any($1)', [sayings.filter((one) => !saying(one)).map(({ recommendationId }) => recommendationId)]);
  await tx.query(
    `insert into matching_saying (recommendation_id, buyer_id, resets, saying, at)
     select s."recommendationId", $2, $3, s.saying, $4 from jsonb_to_recordset($1::jsonb) as s("recommendationId" text, saying jsonb)
     on conflict (recommendation_id) do update set resets = excluded.resets, saying = excluded.saying, at = excluded.at`,
    [JSON.stringify(sayings.filter(saying)), buyerId, resets, at]);
}

/** What the answers of a buyer say that count, equal ones together. */
export async function saidSince(tx: Tx, buyerId: OrganisationId, resets: number): Promise<Said[]> {
  return tx.query<Said>('select saying, count(*)::int as times from matching_saying where buyer_id = $1 and resets = $2 group by saying', [buyerId, resets]);
}
