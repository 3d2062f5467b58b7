import type { OfferedProduct } from '../core/matching/pair.js';
import type { ProductNeeds } from '../core/matching/candidate-needs.js';
import type { Tx } from '../platform/db/tx.js';

/** A product as matching keeps it: what the rule reads, and beside it what the cheap gates ask in SQL. */
export interface ProjectedProduct {
  readonly productId: string;
  readonly organisationId: string;
  readonly classId: string;
  /** On the market. */
  readonly active: boolean;
  readonly offered: OfferedProduct;
  readonly provincialMaker: boolean;
  /** Some line could be answered at all; follows from `offered` by the rule. */
  readonly matchable: boolean;
}

/**
 * Copies products, at most 1,000, under `lockProjecting`; those that differ from what was there are noted as pending for the lines of
 * the class they were in and of the class they are in; what they were is kept for replays. Equal ones are not touched: a sweep copies
 * everything and shall write nothing.
 */
export async function saveProjectedProducts(tx: Tx, rows: readonly ProjectedProduct[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `with differing as (
       select r.* from jsonb_to_recordset($1::jsonb) as r("productId" text, "organisationId" text, "classId" text, active boolean, offered jsonb, "provincialMaker" boolean, matchable boolean)
       left join matching_product known on known.product_id = r."productId"
       where known.product_id is null or (known.organisation_id, known.class_id, known.active, known.offered, known.provincial_maker, known.matchable)
         is distinct from (r."organisationId", r."classId", r.active, r.offered, r."provincialMaker", r.matchable)),
     past as (
       insert into matching_product_past (product_id, revision, class_id, active, offered, changed)
       select p.product_id, p.revision, p.class_id, p.active, p.offered, p.changed from differing d join matching_product p on p.product_id = d."productId")
     insert into matching_product as p (product_id, organisation_id, class_id, active, offered, provincial_maker, matchable, approved, regions_served, pending_classes)
     select r."productId", r."organisationId", r."classId", r.active, r.offered, r."provincialMaker", r.matchable, (r.offered->>'supplierApproved')::boolean,
            case when jsonb_typeof(r.offered->'regionsServed') = 'array' then array(select jsonb_array_elements_text(r.offered->'regionsServed')) end, array[r."classId"]
     from differing r
     on conflict (product_id) do update set
       organisation_id = excluded.organisation_id, class_id = excluded.class_id, active = excluded.active, offered = excluded.offered,
       provincial_maker = excluded.provincial_maker, matchable = excluded.matchable, approved = excluded.approved, regions_served = excluded.regions_served, revision = p.revision + 1,
       pending_classes = array(select distinct unnest(coalesce(p.pending_classes, '{}') || p.class_id || excluded.class_id)), changed = pg_current_xact_id()`, [JSON.stringify(rows)]);
}

export interface PendingProduct {
  readonly productId: string;
  readonly revision: string;
  readonly classes: string[];
}

/** Which of these products are still to be judged. */
export async function pendingProducts(tx: Tx, ids: readonly string[]): Promise<PendingProduct[]> {
  return tx.query<PendingProduct>(
    `select product_id as "productId", revision, pending_classes as classes from matching_product
     where product_id = any($1) and pending_classes is not null order by product_id`, [ids]);
}

/** Notes products as judged unless they changed meanwhile: that change is somebody's to judge. */
export async function settleProducts(tx: Tx, judged: readonly PendingProduct[]): Promise<void> {
  await tx.query(
    `update matching_product p set pending_classes = null
     from jsonb_to_recordset($1::jsonb) as j("productId" text, revision bigint) where p.product_id = j."productId" and p.revision = j.revision`,
    [JSON.stringify(judged.map(({ productId, revision }) => ({ productId, revision })))]);
}

export interface LineNeeding extends ProductNeeds {
  readonly lineId: string;
}

export interface CandidatePairs {
  /** The snapshot in which they were found. */
  readonly seen: string;
  /** Lines without any are left out. */
  readonly pairs: readonly { readonly lineId: string; readonly productIds: string[] }[];
}

/** For each line the products on the market that pass the cheap gates, by id; among `productIds`, or among all when it is null. */
export async function candidatePairs(tx: Tx, needs: readonly LineNeeding[], productIds: readonly string[] | null): Promise<CandidatePairs> {
  const rows = await tx.query<{ seen: string; lineId: string | null; productIds: string[] | null }>(
    `select pg_current_snapshot()::text as seen, found.* from (values (1)) as one left join (
       select n."lineId", array_agg(p.product_id::text order by p.product_id) as "productIds"
       from jsonb_to_recordset($1::jsonb) as n("lineId" text, "classIds" text[], "buyerId" text, "servesOneOf" text[], "approvedOnly" boolean)
       join matching_product p on p.active and p.matchable and p.class_id = any(n."classIds") and ${MEET}
         and (p.regions_served is null or p.regions_served && n."servesOneOf") and (p.approved or not n."approvedOnly")
       where $2::text[] is null or p.product_id = any($2::text[])
       group by n."lineId") as found on true`, [JSON.stringify(needs), productIds]);
  return {
    seen: rows[0]?.seen ?? '',
    pairs: rows.flatMap(({ lineId, productIds: found }) => (lineId === null || found === null ? [] : [{ lineId, productIds: found }])),
  };
}

/** As `mayMeet`: the candidates of a sandbox are its own products, and nobody else's are. */
const MEET = `case when starts_with(n."buyerId", 'sbx_') then p.organisation_id = n."buyerId" else p.organisation_id <> n."buyerId" and not starts_with(p.organisation_id, 'sbx_') end`;

export interface ProductRevision {
  readonly revision: string;
  /** What the snapshot saw is what stands now. */
  readonly seen: boolean;
}

/** Revisions of products, to tell which copies in memory are of yesterday, and whether a snapshot saw them already. */
export async function productRevisions(tx: Tx, ids: readonly string[], snapshot: string): Promise<Map<string, ProductRevision>> {
  const rows = await tx.query<ProductRevision & { product_id: string }>(
    'select product_id, revision, pg_visible_in_snapshot(changed, $2::pg_snapshot) as seen from matching_product where product_id = any($1)', [ids, snapshot]);
  return new Map(rows.map((row) => [row.product_id, row]));
}

/**
 * Holds these products as they are until the transaction ends, and answers their revisions: a change that comes now waits, and its own
 * look finds what is written here.
 */
export async function heldRevisions(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ product_id: string; revision: string }>(
    'select product_id, revision from matching_product where product_id = any($1) order by product_id for share', [ids]);
  return new Map(rows.map((row) => [row.product_id, row.revision]));
}

export async function offeredProducts(tx: Tx, ids: readonly string[]): Promise<{ revision: string; offered: OfferedProduct }[]> {
  if (ids.length === 0) return [];
  return tx.query('select revision, offered from matching_product where product_id = any($1)', [ids]);
}

export interface ClassSupply {
  readonly classId: string;
  readonly supplied: boolean;
  readonly madeInProvince: boolean;
}

/** Whether anything of these classes is on the market that all share, and by a maker in the province; what stands in a sandbox supplies nobody. */
export async function supplyOfClasses(tx: Tx, classIds: readonly string[]): Promise<ClassSupply[]> {
  if (classIds.length === 0) return [];
  return tx.query<ClassSupply>(
    `select c as "classId", exists (select from matching_product where active and class_id = c and not starts_with(organisation_id, 'sbx_')) as supplied,
            exists (select from matching_product where active and provincial_maker and class_id = c and not starts_with(organisation_id, 'sbx_')) as "madeInProvince"
     from unnest($1::text[]) as c`, [classIds]);
}

/** Classes of these whose supply is not what the lines that want them were told last. */
export async function changedSupply(tx: Tx, classIds: readonly string[]): Promise<ClassSupply[]> {
  const now = await supplyOfClasses(tx, classIds);
  const told = await tx.query<ClassSupply>(
    `select class_id as "classId", supplied, made_in_province as "madeInProvince" from matching_class_supply where class_id = any($1)`, [classIds]);
  const known = new Map(told.map((one) => [one.classId, one]));
  return now.filter((one) => one.supplied !== (known.get(one.classId)?.supplied ?? false) || one.madeInProvince !== (known.get(one.classId)?.madeInProvince ?? false));
}

export async function noteSupplyTold(tx: Tx, supply: readonly ClassSupply[]): Promise<void> {
  await tx.query(
    `insert into matching_class_supply (class_id, supplied, made_in_province)
     select s."classId", s.supplied, s."madeInProvince" from jsonb_to_recordset($1::jsonb) as s("classId" text, supplied boolean, "madeInProvince" boolean)
     on conflict (class_id) do update set supplied = excluded.supplied, made_in_province = excluded.made_in_province`, [JSON.stringify(supply)]);
}

/** One page of the ids of products held to be on the market, or still to be judged, by id. */
export async function pageOfHeldProducts(tx: Tx, which: 'ACTIVE' | 'PENDING', limit: number, after: string | null): Promise<string[]> {
  const rows = await tx.query<{ product_id: string }>(
    `select product_id from matching_product where ${which === 'ACTIVE' ? 'active' : 'pending_classes is not null'} and ($2::text is null or product_id > $2)
     order by product_id limit $1`, [limit, after]);
  return rows.map((row) => row.product_id);
}

/** One page of the ids of an organisation's copied products, by id. */
export async function pageOfSuppliersProducts(tx: Tx, organisationId: string, limit: number, after: string | null): Promise<string[]> {
  const rows = await tx.query<{ product_id: string }>(
    'select product_id from matching_product where organisation_id = $1 and ($3::text is null or product_id > $3) order by product_id limit $2', [organisationId, limit, after]);
  return rows.map((row) => row.product_id);
}

/** Notes products as pending whose offer ended before `today` and that are still recommended, at most 1,000. */
export async function noteExpiredProducts(tx: Tx, today: string): Promise<void> {
  await tx.query(
    `update matching_product set pending_classes = coalesce(pending_classes, '{}')
     where product_id in (select p.product_id from matching_product p where p.active and p.offered->>'validUntil' < $1 and p.pending_classes is null
       and exists (select from matching_recommendation r where r.product_id = p.product_id and r.retired_at is null) limit 1000)`, [today]);
}
