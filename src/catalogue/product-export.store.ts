import type { TableListing } from '../core/catalogue/import/product-columns.js';
import type { OrganisationId, ProductId } from '../core/ids/ids.js';
import type { Specs } from '../core/policy/class-definition.js';
import type { Tx } from '../platform/db/tx.js';
import type { ProductState } from './product.entity.js';

/** Which listings are meant; an empty list means all. */
export interface ExportFilter {
  readonly states: readonly ProductState[];
  readonly classIds: readonly string[];
}

const MEANT = `owner_id = $1 and (cardinality($2::text[]) = 0 or state = any($2)) and (cardinality($3::text[]) = 0 or class_id = any($3))`;

/** How many listings of an organisation there are, class by class in the order of their ids. */
export async function countsByClass(tx: Tx, ownerId: OrganisationId, { states, classIds }: ExportFilter): Promise<{ classId: string; count: number }[]> {
  return tx.query(
    `select class_id as "classId", count(*)::int as count from catalogue_product where ${MEANT} group by class_id order by class_id collate "C"`,
    [ownerId, states, classIds]);
}

/** Listings of an organisation in one class, in the order in which they were first saved; the owner's own, so prices are not cut. */
export async function pageOfListings(
  tx: Tx, ownerId: OrganisationId, { states, classIds }: ExportFilter, limit: number, after: string | null,
): Promise<(TableListing & { readonly id: ProductId })[]> {
  const rows = await tx.query<ListedRow>(
    `select p.id, p.name, p.model, p.class_id as "classId", p.specs, p.description, p.certificates, p.energy_grade as "energyGrade",
            o.price_cny as "priceCny", o.unit, o.lead_time_days as "leadTimeDays", o.warranty_months as "warrantyMonths"
     from (select * from catalogue_product where ${MEANT} and ($4::text is null or id > $4) order by id limit $5) p join catalogue_offer o on o.product_id = p.id
     order by p.id`, [ownerId, states, classIds, after, limit]);
  return rows.map(({ priceCny, unit, leadTimeDays, warrantyMonths, ...listing }) => ({ ...listing, offer: { priceCny, unit, leadTimeDays, warrantyMonths } }));
}

interface ListedRow {
  readonly id: ProductId;
  readonly name: string;
  readonly model: string;
  readonly classId: string;
  readonly specs: Specs;
  readonly description: string;
  readonly certificates: string[];
  readonly energyGrade: number | null;
  readonly priceCny: string | null;
  readonly unit: string;
  readonly leadTimeDays: number | null;
  readonly warrantyMonths: number | null;
}
