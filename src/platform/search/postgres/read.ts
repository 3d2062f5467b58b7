import type { Tx } from '../../db/tx.js';
import type { FacetValue, SearchCount, SearchFacets, SearchFilter, SearchHit, SearchRequest } from '../search-index.port.js';
import { Parameters } from './conditions.js';
import { matching, orderOf, type Taken } from './relation.js';

/** Hits beyond this are counted as "at least", and facets count the first so many. */
const COUNTED = 10_000;
const FACET_VALUES = 100;
/** All there are: whoever adds them up to branches of the tree must miss none. */
const FACET_CLASSES = 1_000;

/** One page of hits in the order asked for. */
export async function readHits(tx: Tx, taken: Taken, { filter, sort, first, after }: Pick<SearchRequest, 'filter' | 'sort' | 'first' | 'after'>): Promise<SearchHit[]> {
  if (first === 0) return [];
  const parameters = new Parameters();
  const { key, descending, type } = orderOf(sort, taken);
  const relation = matching(taken, filter, true, parameters);
  const beyond = after === null ? '' : `where (${key}, r.product_id) ${descending ? '<' : '>'} (${parameters.add(after[0], type)}, ${parameters.add(after[1], 'text')})`;
  const direction = descending ? 'desc' : 'asc';
  const rows = await tx.query<{ id: string; key: string }>(
    `select r.product_id as id, (${key})::text as key from (${relation} ${walksOrder(taken, filter) ? '' : 'offset 0'}) r ${beyond}
     order by ${key} ${direction}, r.product_id ${direction} limit ${parameters.add(first, 'integer')}`, parameters.values);
  return rows.map((row) => ({ id: row.id, key: [row.key, row.id] }));
}

/**
 * True when so much passes that the index of the order itself may be walked. Otherwise `offset 0` keeps PostgreSQL from it:
 * class and price go together, which it does not know, and it would walk all cheap things to reach the locomotives.
 */
function walksOrder(taken: Taken, { classIds, specs, certificates, supplierIds }: SearchFilter): boolean {
  return taken.how === 'EVERYTHING' && [classIds, specs, certificates, supplierIds].every((some) => some === undefined || some === null);
}

/** As `readHits` without any ranking: what can still be answered when the ranked page was too slow. */
export async function readUnranked(tx: Tx, taken: Taken, { filter, first, after }: Pick<SearchRequest, 'filter' | 'first' | 'after'>): Promise<SearchHit[]> {
  const parameters = new Parameters();
  const relation = matching(taken, filter, false, parameters);
  const beyond = after === null ? '' : `where r.product_id < ${parameters.add(after[1], 'text')}`;
  const rows = await tx.query<{ id: string }>(
    `select r.product_id as id from (${relation}) r ${beyond} order by r.product_id desc limit ${parameters.add(first, 'integer')}`, parameters.values);
  return rows.map((row) => ({ id: row.id, key: ['0', row.id] }));
}

export async function readCount(tx: Tx, taken: Taken, filter: SearchFilter): Promise<SearchCount> {
  const parameters = new Parameters();
  const relation = matching(taken, filter, false, parameters);
  const [row] = await tx.query<{ n: string }>(`select count(*) as n from (select 1 from (${relation}) r limit ${COUNTED + 1}) counted`, parameters.values);
  const count = Number(row?.n ?? 0);
  return { count: Math.min(count, COUNTED), exact: count <= COUNTED };
}

type FacetName = 'classes' | 'energyGrades' | 'regions' | 'certificates' | 'suppliers' | 'prices';

export async function readFacets(tx: Tx, taken: Taken, filter: SearchFilter): Promise<SearchFacets> {
  const parameters = new Parameters();
  const relation = matching(taken, filter, false, parameters);
  const spread = (facet: FacetName, value: string, from: string, limit = FACET_VALUES): string =>
    `(select '${facet}' as facet, ${value} as value, count(*) as n from ${from} group by 2 order by 3 desc, 2 limit ${limit})`;
  const rows = await tx.query<{ facet: FacetName; value: string | null; n: string }>(
    `with r as materialized (select class_ids[1] as class_id, energy_grade, regions, certificates, supplier_id, price_cny from (${relation}) m limit ${COUNTED})
     ${[
       spread('classes', 'class_id', 'r', FACET_CLASSES),
       spread('energyGrades', 'energy_grade::text', 'r where energy_grade is not null'),
       spread('regions', 'region', 'r cross join unnest(regions) region'),
       spread('certificates', 'certificate', 'r cross join unnest(certificates) certificate'),
       spread('suppliers', 'supplier_id', 'r'),
       `(select 'prices', bound::text, 0 from (select min(price_cny) as low, max(price_cny) as high from r) p, unnest(array[low, high]) bound)`,
     ].join(' union all ')}`, parameters.values);
  const valuesOf = (facet: FacetName): FacetValue[] => rows.flatMap((row) => (row.facet === facet && row.value !== null ? [{ value: row.value, count: Number(row.n) }] : []));
  const [low, high] = valuesOf('prices').map(({ value }) => value).sort((a, b) => Number(a) - Number(b));
  return {
    classes: valuesOf('classes'), energyGrades: valuesOf('energyGrades').sort((a, b) => a.value.localeCompare(b.value, 'en')), regions: valuesOf('regions'),
    certificates: valuesOf('certificates'), suppliers: valuesOf('suppliers'),
    prices: low === undefined || high === undefined ? null : { minCny: low, maxCny: high },
  };
}

/** True when a product of the index, whatever the filter, matches. */
export async function matchesAny(tx: Tx, taken: Taken): Promise<boolean> {
  const parameters = new Parameters();
  const relation = matching(taken, {}, false, parameters);
  const [row] = await tx.query<{ found: boolean }>(`select exists (${relation}) as found`, parameters.values);
  return row?.found === true;
}
