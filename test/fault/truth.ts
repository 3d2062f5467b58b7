import { isOnMarket, mayTrade, offeredProduct, type Listing, type Supplier } from '../../src/core/matching/offered-product.js';
import type { OfferedProduct, WantedLine } from '../../src/core/matching/pair.js';
import { isOpenLine, wantedLine, type LineOfDemand } from '../../src/core/matching/wanted-line.js';
import type { UpgradePath } from '../../src/core/policy/reference.js';
import type { DateText } from '../../src/core/time/dates.js';
import { machineLaw } from '../../src/policy/index.js';
import type { Remains } from './invariant.js';

interface ListingRow extends Listing {
  readonly supplier: Supplier;
  readonly gradeKind: string | null;
}

/** All products on the market as the rule reads them: from catalogue, organisation and policy, past everything that matching keeps. */
export async function offeredNow(house: Remains['house'], asOf: DateText): Promise<OfferedProduct[]> {
  const rows = await house.sql<ListingRow>(
    `select p.id, p.owner_id as "ownerId", p.class_id as "classId", p.kind_key as "kindKey", p.name, p.model, p.specs, p.certificates,
            p.energy_grade as "energyGrade", p.state, p.published_at as "publishedAt",
            json_build_object('priceCny', o.price_cny::text, 'priceMaxCny', o.price_max_cny::text, 'priceVisibility', o.price_visibility, 'leadTimeDays', o.lead_time_days,
              'regionsServed', o.regions_served, 'validUntil', o.valid_until) as offer,
            json_build_object('state', g.state, 'regionCode', g.region_code, 'trades', g.trades) as supplier, c.energy_grade_kind as "gradeKind"
     from catalogue_product p join catalogue_offer o on o.product_id = p.id join organisation g on g.id = p.owner_id left join policy_class c on c.id = p.class_id`);
  const law = await machineLaw();
  return rows.filter((row) => isOnMarket(row, row.supplier)).map((row) => offeredProduct(row, row.supplier, row.gradeKind, asOf, law));
}

interface LineRow extends LineOfDemand {
  readonly state: string;
  readonly ownerState: string;
}

/** All lines that products are looked for, as the rule reads them. */
export async function wantedNow(house: Remains['house']): Promise<WantedLine[]> {
  const rows = await house.sql<LineRow>(
    `select l.id, l.demand_id as "demandId", l.owner_id as "ownerId", l.visibility, l.class_ids as "classIds", l.item_id as "itemId", l.quantity, l.requirements,
            l.energy_grade_at_most as "energyGradeAtMost", l.budget_cny as "budgetCny", l.state, g.state as "ownerState",
            json_build_object('neededBy', d.needed_by, 'regionCode', d.region_code) as demand
     from demand_line l join demand_demand d on d.id = l.demand_id join organisation g on g.id = l.owner_id`);
  const items = new Map((await house.sql<{ id: string; clause: string }>('select id, clause from policy_demand_item')).map((item) => [item.id, item]));
  const clauses = new Map((await house.sql<{ id: string; clause: string }>('select id, clause from policy_class')).map(({ id, clause }) => [id, clause]));
  const paths = await house.sql<UpgradePath>(
    `select demand_item_id as "demandItemId", class_id as "classId", relation, strength, because_zh as "becauseZh", because_en as "becauseEn" from policy_upgrade_path`);
  return rows.filter((row) => isOpenLine(row.state) && mayTrade({ state: row.ownerState })).map((row) => wantedLine(row, {
    item: items.get(row.itemId ?? '') ?? null, paths: paths.filter((path) => path.demandItemId === row.itemId), clauseOf: (classId) => clauses.get(classId) ?? null,
  }));
}
