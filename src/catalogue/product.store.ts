import type { Viewer } from '../core/access/viewer.js';
import { listingVisibleTo } from '../core/catalogue/visible-listing.js';
import { priceVisibleTo } from '../core/catalogue/visible-price.js';
import type { OrganisationId, ProductId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { OfferEntity} from './product.entity.js';
import { ProductEntity, type ProductState } from './product.entity.js';

/** A product as its viewer may see it: price and private columns are taken out here, before any resolver holds them. */
export type VisibleProduct = ProductEntity & { readonly offer: OfferEntity & { readonly priceHidden: boolean } };

function visibleTo(viewer: Viewer, product: ProductEntity): VisibleProduct {
  return { ...listingVisibleTo(viewer, product), offer: priceVisibleTo(viewer, product.offer) };
}

/** Products with these ids that the viewer may see, in the order of the ids; at most 1,000. */
export async function visibleProducts(tx: Tx, viewer: Viewer, ids: readonly ProductId[]): Promise<VisibleProduct[]> {
  const rows = await productsByIds(tx, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [visibleTo(viewer, row)];
  });
}

/** The columns of both entities under their own names, the offer's behind a prefix. By hand: TypeORM takes longer to make a page of rows than PostgreSQL to find it. */
const PRODUCT = `p.id, p.owner_id as "ownerId", p.owner_branch as "ownerBranch", p.name, p.model, p.model_key as "modelKey", p.class_id as "classId", p.kind_key as "kindKey",
  p.specs, p.spec_originals as "specOriginals", p.description, p.certificates, p.energy_grade as "energyGrade", p.labels, p.state, p.state_reason as "stateReason", p.revision,
  p.external_ref as "externalRef", p.created_at as "createdAt", p.updated_at as "updatedAt", p.published_at as "publishedAt", p.recommended_at as "recommendedAt"`;
const OFFER = `o.id as "o_id", o.product_id as "o_productId", o.owner_id as "o_ownerId", o.published as "o_published", o.price_kind as "o_priceKind", o.price_cny as "o_priceCny",
  o.price_max_cny as "o_priceMaxCny", o.price_visibility as "o_priceVisibility", o.currency as "o_currency", o.tax_included as "o_taxIncluded", o.tax_rate_percent as "o_taxRatePercent",
  o.unit as "o_unit", o.minimum_quantity as "o_minimumQuantity", o.lead_time_days as "o_leadTimeDays", o.warranty_months as "o_warrantyMonths", o.regions_served as "o_regionsServed",
  o.valid_until::text as "o_validUntil", o.revision as "o_revision"`;

/** Products with their offers, unfiltered by column: for deeds and job handlers, never for a resolver. */
export async function productsByIds(tx: Tx, ids: readonly ProductId[]): Promise<ProductEntity[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<Record<string, unknown>>(`select ${PRODUCT}, ${OFFER} from catalogue_product p left join catalogue_offer o on o.product_id = p.id where p.id = any($1)`, [ids]);
  return rows.map(withOffer);
}

function withOffer(row: Readonly<Record<string, unknown>>): ProductEntity {
  const product: Record<string, unknown> = {};
  const offer: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    if (name.startsWith('o_')) offer[name.slice(2)] = value;
    else product[name] = value;
  }
  // Row-level security may show a product without its offer.
  return Object.assign(product, { offer: offer['id'] === null ? null : offer }) as unknown as ProductEntity;
}

/** The tenant's own products among these models, locked until the transaction ends, keyed by model. */
export async function ownProductsByModel(tx: Tx, ownerId: OrganisationId, modelKeys: readonly string[]): Promise<Map<string, ProductEntity>> {
  if (modelKeys.length === 0) return new Map();
  // In the order of their ids, so that two changes of the same products wait for one another and never for each other.
  const locked = await tx.query<{ id: ProductId }>(
    'select id from catalogue_product where owner_id = $1 and model_key = any($2) order by id for update', [ownerId, modelKeys]);
  return new Map((await productsByIds(tx, locked.map(({ id }) => id))).map((row) => [row.modelKey, row]));
}

/** The tenant's own products with these ids, locked until the transaction ends. */
export async function ownProductsForChange(tx: Tx, ownerId: OrganisationId, ids: readonly ProductId[]): Promise<Map<ProductId, ProductEntity>> {
  if (ids.length === 0) return new Map();
  const locked = await tx.query<{ id: ProductId }>('select id from catalogue_product where owner_id = $1 and id = any($2) order by id for update', [ownerId, ids]);
  return new Map((await productsByIds(tx, locked.map(({ id }) => id))).map((row) => [row.id, row]));
}

/** The tenant's own products that stand under one of these numbers of its own software or are of one of these models, locked until the transaction ends. */
export async function ownProductsByRefOrModel(tx: Tx, ownerId: OrganisationId, refs: readonly string[], modelKeys: readonly string[]): Promise<ProductEntity[]> {
  const locked = await tx.query<{ id: ProductId }>(
    'select id from catalogue_product where owner_id = $1 and (external_ref = any($2) or model_key = any($3)) order by id for update', [ownerId, refs, modelKeys]);
  return productsByIds(tx, locked.map(({ id }) => id));
}

/** The tenant's own product under this number of its own software, as its viewer may see it; null when there is none. */
export async function ownProductByRef(tx: Tx, viewer: Viewer, ownerId: OrganisationId, ref: string): Promise<VisibleProduct | null> {
  const [row] = await tx.query<{ id: ProductId }>('select id from catalogue_product where owner_id = $1 and external_ref = $2', [ownerId, ref]);
  return row === undefined ? null : (await visibleProducts(tx, viewer, [row.id]))[0] ?? null;
}

/** One page of the tenant's own products, newest first. */
export async function pageOfOwnProducts(
  tx: Tx, viewer: Viewer, ownerId: OrganisationId, state: ProductState | null, limit: number, after: string | null,
): Promise<VisibleProduct[]> {
  const query = tx.manager.createQueryBuilder(ProductEntity, 'p').innerJoinAndSelect('p.offer', 'o')
    .where('p.ownerId = :ownerId', { ownerId }).orderBy('p.id', 'DESC').take(limit);
  if (state !== null) query.andWhere('p.state = :state', { state });
  if (after !== null) query.andWhere('p.id < :after', { after });
  return (await query.getMany()).map((row) => visibleTo(viewer, row));
}

/** One page of all products that the tenant may see, newest first: the department's list. */
export async function pageOfProducts(
  tx: Tx, viewer: Viewer, filter: { state: ProductState | null; ownerId: string | null }, limit: number, after: string | null,
): Promise<VisibleProduct[]> {
  const query = tx.manager.createQueryBuilder(ProductEntity, 'p').innerJoinAndSelect('p.offer', 'o').orderBy('p.id', 'DESC').take(limit);
  if (filter.state !== null) query.andWhere('p.state = :state', { state: filter.state });
  if (filter.ownerId !== null) query.andWhere('p.ownerId = :ownerId', { ownerId: filter.ownerId });
  if (after !== null) query.andWhere('p.id < :after', { after });
  return (await query.getMany()).map((row) => visibleTo(viewer, row));
}

const CHANGED = `name = c.name, class_id = c."classId", kind_key = c."kindKey", specs = c.specs, spec_originals = c."specOriginals",
  description = c.description, certificates = array(select jsonb_array_elements_text(c.certificates)), energy_grade = c."energyGrade",
  external_ref = c."externalRef", state = c.state, state_reason = c."stateReason", revision = c.revision, updated_at = c."updatedAt", published_at = c."publishedAt"`;

const OFFER_CHANGED = `published = c.published, price_kind = c."priceKind", price_cny = c."priceCny", price_max_cny = c."priceMaxCny",
  price_visibility = c."priceVisibility", tax_included = c."taxIncluded", tax_rate_percent = c."taxRatePercent", unit = c.unit,
  minimum_quantity = c."minimumQuantity", lead_time_days = c."leadTimeDays", warranty_months = c."warrantyMonths",
  regions_served = case when c."regionsServed" is null then null else array(select jsonb_array_elements_text(c."regionsServed")) end,
  valid_until = c."validUntil", revision = c.revision`;

/** Writes new products with their offers in two statements, whatever their number up to 1,000. */
export async function insertProducts(tx: Tx, products: readonly ProductEntity[]): Promise<void> {
  if (products.length === 0) return;
  await tx.query(
    `insert into catalogue_product (id, owner_id, owner_branch, name, model, model_key, class_id, kind_key, specs, spec_originals, description, certificates,
       energy_grade, labels, state, state_reason, revision, external_ref, created_at, updated_at, published_at)
     select id, "ownerId", "ownerBranch"::ltree, name, model, "modelKey", "classId", "kindKey", specs, "specOriginals", description,
       array(select jsonb_array_elements_text(certificates)), "energyGrade", array(select jsonb_array_elements_text(labels)), state, "stateReason", revision,
       "externalRef", "createdAt", "updatedAt", "publishedAt"
     from json_to_recordset($1::json) as p(id text, "ownerId" text, "ownerBranch" text, name text, model text, "modelKey" text, "classId" text, "kindKey" text,
       specs jsonb, "specOriginals" jsonb, description text, certificates jsonb, "energyGrade" smallint, labels jsonb, state text, "stateReason" text,
       revision integer, "externalRef" text, "createdAt" timestamptz, "updatedAt" timestamptz, "publishedAt" timestamptz)`,
    [JSON.stringify(products.map(({ offer: _offer, ...product }) => product))]);
  await tx.query(
    `insert into catalogue_offer (id, product_id, owner_id, published, price_kind, price_cny, price_max_cny, price_visibility, currency, tax_included,
       tax_rate_percent, unit, minimum_quantity, lead_time_days, warranty_months, regions_served, valid_until, revision)
     select id, "productId", "ownerId", published, "priceKind", "priceCny", "priceMaxCny", "priceVisibility", currency, "taxIncluded", "taxRatePercent", unit,
       "minimumQuantity", "leadTimeDays", "warrantyMonths",
       case when "regionsServed" is null then null else array(select jsonb_array_elements_text("regionsServed")) end, "validUntil", revision
     from json_to_recordset($1::json) as o(id text, "productId" text, "ownerId" text, published boolean, "priceKind" text, "priceCny" numeric,
       "priceMaxCny" numeric, "priceVisibility" text, currency text, "taxIncluded" boolean, "taxRatePercent" numeric, unit text, "minimumQuantity" numeric,
       "leadTimeDays" integer, "warrantyMonths" integer, "regionsServed" jsonb, "validUntil" date, revision integer)`,
    [JSON.stringify(products.map(({ offer }) => offer))]);
}

/** Writes changed products and offers in two statements, whatever their number up to 1,000. */
export async function updateProducts(tx: Tx, products: readonly ProductEntity[]): Promise<void> {
  if (products.length === 0) return;
  await tx.query(
    `update catalogue_product p set ${CHANGED}
     from jsonb_to_recordset($1::jsonb) as c(id text, name text, "classId" text, "kindKey" text, specs jsonb, "specOriginals" jsonb, description text,
       certificates jsonb, "energyGrade" smallint, "externalRef" text, state text, "stateReason" text, revision integer, "updatedAt" timestamptz, "publishedAt" timestamptz)
     where p.id = c.id`, [JSON.stringify(products.map(({ offer: _offer, ...product }) => product))]);
  await tx.query(
    `update catalogue_offer o set ${OFFER_CHANGED}
     from jsonb_to_recordset($1::jsonb) as c(id text, published boolean, "priceKind" text, "priceCny" numeric, "priceMaxCny" numeric, "priceVisibility" text,
       "taxIncluded" boolean, "taxRatePercent" numeric, unit text, "minimumQuantity" numeric, "leadTimeDays" integer, "warrantyMonths" integer,
       "regionsServed" jsonb, "validUntil" date, revision integer)
     where o.id = c.id`, [JSON.stringify(products.map((product) => product.offer))]);
}

export interface RevisionRow {
  readonly id: string;
  readonly ofId: string;
  readonly ownerId: string;
  readonly revision: number;
  readonly content: unknown;
  readonly at: Date;
  readonly memberId: string | null;
}

/** Writes immutable revisions; a revision that is there already is an error, never an overwrite. */
export async function insertProductRevisions(tx: Tx, rows: readonly RevisionRow[]): Promise<void> {
  await tx.query(
    `insert into catalogue_product_revision (id, product_id, owner_id, revision, content, at, member_id)
     select id, "ofId", "ownerId", revision, content, at, "memberId"
     from json_to_recordset($1::json) as r(id text, "ofId" text, "ownerId" text, revision integer, content jsonb, at timestamptz, "memberId" text)`,
    [JSON.stringify(rows)]);
}

export async function insertOfferRevisions(tx: Tx, rows: readonly RevisionRow[]): Promise<void> {
  await tx.query(
    `insert into catalogue_offer_revision (id, offer_id, owner_id, revision, content, at)
     select id, "ofId", "ownerId", revision, content, at
     from json_to_recordset($1::json) as r(id text, "ofId" text, "ownerId" text, revision integer, content jsonb, at timestamptz)`,
    [JSON.stringify(rows)]);
}
