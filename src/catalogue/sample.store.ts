import type { OrganisationId, ProductId, SampleId } from '../core/ids/ids.js';
import type { DateText } from '../core/time/dates.js';
import type { Tx } from '../platform/db/tx.js';

export type SampleVerdict = 'QUALIFIED' | 'UNQUALIFIED';

/** From which published products a sample is drawn; what is null sets no bound. */
export interface SampleFilter {
  /** Ids of classes or of groups of classes, as asked for. */
  readonly classIds: readonly string[] | null;
  readonly ownerId: string | null;
  /** Last published on this day in Shanghai or later. */
  readonly publishedSince: DateText | null;
}

export interface SampleRow {
  readonly id: SampleId;
  readonly seed: string;
  readonly filter: SampleFilter;
  readonly wanted: number;
  /** Published products that passed the filter when it was drawn. */
  readonly population: number;
  readonly drawnAt: Date;
  readonly drawnBy: OrganisationId;
  readonly memberId: string;
  readonly drawn: number;
  readonly judged: number;
  readonly unqualified: number;
}

export interface SampleItemRow {
  readonly sampleId: SampleId;
  /** Place in the drawing, from 1. */
  readonly position: number;
  readonly productId: ProductId;
  readonly ownerId: OrganisationId;
  /** The revision that was drawn. */
  readonly productRevision: number;
  readonly verdict: SampleVerdict | null;
  readonly reason: string | null;
  readonly judgedAt: Date | null;
  readonly judgedBy: OrganisationId | null;
}

const SAMPLE = `id, seed, filter, wanted, population, drawn_at as "drawnAt", drawn_by as "drawnBy", member_id as "memberId", drawn, judged, unqualified`;
const COUNTED = `catalogue_sample s cross join lateral (
  select count(*)::int as drawn, count(i.verdict)::int as judged, (count(*) filter (where i.verdict = 'UNQUALIFIED'))::int as unqualified
  from catalogue_sample_item i where i.sample_id = s.id) as counts`;
const ITEM = `sample_id as "sampleId", position, product_id as "productId", owner_id as "ownerId", product_revision as "productRevision", verdict, reason,
  judged_at as "judgedAt", judged_by as "judgedBy"`;

export interface DrawnProduct {
  readonly id: ProductId;
  readonly ownerId: OrganisationId;
  readonly revision: number;
}

/**
 * Draws published products in the order of md5(seed:id) and answers them with the number of those that were in the draw. The same
 * seed over the same products draws the same ones, on any machine and by anybody who checks it. `classIds`: leaves of the class tree.
 */
export async function drawProducts(
  tx: Tx, seed: string, count: number, filter: { classIds: readonly string[] | null; ownerId: string | null; publishedFrom: Date | null },
): Promise<{ population: number; drawn: DrawnProduct[] }> {
  const rows = await tx.query<DrawnProduct & { readonly population: number }>(
    `select id, owner_id as "ownerId", revision, (count(*) over ())::int as population from catalogue_product
     where state = 'PUBLISHED' and ($3::text[] is null or class_id = any($3)) and ($4::text is null or owner_id = $4) and ($5::timestamptz is null or published_at >= $5)
     order by md5($1 || ':' || id), id limit $2`, [seed, count, filter.classIds, filter.ownerId, filter.publishedFrom]);
  return { population: rows[0]?.population ?? 0, drawn: rows.map(({ id, ownerId, revision }) => ({ id, ownerId, revision })) };
}

export async function insertSample(tx: Tx, sample: Omit<SampleRow, 'drawn' | 'judged' | 'unqualified'>, products: readonly DrawnProduct[]): Promise<void> {
  await tx.query(
    'insert into catalogue_sample (id, seed, filter, wanted, population, drawn_at, drawn_by, member_id) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [sample.id, sample.seed, JSON.stringify(sample.filter), sample.wanted, sample.population, sample.drawnAt, sample.drawnBy, sample.memberId]);
  await tx.query(
    `insert into catalogue_sample_item (sample_id, position, product_id, owner_id, product_revision)
     select $1, position, id, "ownerId", revision from jsonb_to_recordset($2::jsonb) as p(position integer, id text, "ownerId" text, revision integer)`,
    [sample.id, JSON.stringify(products.map((product, index) => ({ position: index + 1, ...product })))]);
}

export async function sampleById(tx: Tx, id: string): Promise<SampleRow | null> {
  const [row] = await tx.query<SampleRow>(`select ${SAMPLE} from ${COUNTED} where id = $1`, [id]);
  return row ?? null;
}

/** One page of samples, the latest first. `after`: the last id of the page before, or null. */
export async function pageOfSamples(tx: Tx, limit: number, after: string | null): Promise<SampleRow[]> {
  return tx.query<SampleRow>(`select ${SAMPLE} from ${COUNTED} where $1::text is null or id < $1 order by id desc limit $2`, [after, limit]);
}

/** One page of what was drawn, in the order of the drawing. `after`: the last position of the page before. */
export async function pageOfSampleItems(tx: Tx, sampleId: string, verdict: SampleVerdict | null, limit: number, after: number): Promise<SampleItemRow[]> {
  return tx.query<SampleItemRow>(
    `select ${ITEM} from catalogue_sample_item where sample_id = $1 and position > $2 and ($3::text is null or verdict = $3) order by position limit $4`,
    [sampleId, after, verdict, limit]);
}

/** What these samples drew of these products, locked until the transaction ends. */
export async function sampleItemsForChange(tx: Tx, sampleIds: readonly string[], productIds: readonly string[]): Promise<SampleItemRow[]> {
  return tx.query<SampleItemRow>(
    `select ${ITEM} from catalogue_sample_item where sample_id = any($1) and product_id = any($2) order by sample_id, position for update`, [sampleIds, productIds]);
}

export async function saveVerdicts(tx: Tx, items: readonly SampleItemRow[], memberId: string): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `update catalogue_sample_item i set verdict = v.verdict, reason = v.reason, judged_at = v."judgedAt", judged_by = v."judgedBy", judge_member_id = $2
     from jsonb_to_recordset($1::jsonb) as v("sampleId" text, "productId" text, verdict text, reason text, "judgedAt" timestamptz, "judgedBy" text)
     where i.sample_id = v."sampleId" and i.product_id = v."productId"`, [JSON.stringify(items), memberId]);
}
