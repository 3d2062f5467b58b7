import { isSandbox } from '../../../core/access/sandbox.js';
import { deletionsOf } from '../../../core/search/misspelling.js';
import type { Tx } from '../../db/tx.js';
import type { Normaliser } from '../normaliser.js';
import type { GoneProduct, IndexedVersion, SearchDocument } from '../search-index.port.js';

/** The index in use and, while it is filled, the next one. */
const GENERATIONS = '(select unnest(array[live, next]) as generation from platform_search_generation) g';
/** Where the entry of a product lies: one of a sandbox behind the half of the index, see `LIVE`. */
const SIDE = `(case when starts_with(d."supplierId", 'sbx_') then -g.generation else g.generation end)::smallint`;

/** Writes rows newer than what is there (`always`: whatever is there), in the order of their ids: two writers must not wait for each other. */
export async function writeDocuments(tx: Tx, documents: readonly SearchDocument[], normaliser: Normaliser, always: boolean): Promise<void> {
  const rows = [...documents].sort((a, b) => (a.id < b.id ? -1 : 1)).map((document) => rowOf(document, normaliser));
  await tx.query(
    `insert into platform_search_product as s (generation, product_id, version, edition, name, models, called, words, class_ids, specs, price_cny, energy_grade,
       regions, certificates, supplier_id, published_ms)
     select ${SIDE}, d.id, d.version, $2, d.name, d.models, d.called, array_to_tsvector(array(select jsonb_array_elements_text(d.words))),
       array(select jsonb_array_elements_text(d."classIds")), d.specs, d."priceCny", d."energyGrade", array(select jsonb_array_elements_text(d.regions)),
       array(select jsonb_array_elements_text(d.certificates)), d."supplierId", d."publishedAt"
     from jsonb_to_recordset($1::jsonb) as d(id text, version bigint, name text, models text, called text, words jsonb, "classIds" jsonb, specs jsonb, "priceCny" numeric,
       "energyGrade" smallint, regions jsonb, certificates jsonb, "supplierId" text, "publishedAt" bigint)
     cross join ${GENERATIONS} where g.generation is not null
     order by 1, d.id
     on conflict (generation, product_id) do update set version = excluded.version, edition = excluded.edition, changed = excluded.changed, deleted = false, name = excluded.name,
       models = excluded.models, called = excluded.called, words = excluded.words, class_ids = excluded.class_ids, specs = excluded.specs, price_cny = excluded.price_cny,
       energy_grade = excluded.energy_grade, regions = excluded.regions, certificates = excluded.certificates, supplier_id = excluded.supplier_id,
       published_ms = excluded.published_ms
     where $3 or s.version <= excluded.version`, [JSON.stringify(rows), normaliser.edition, always]);
  await writeWords(tx, documents, normaliser);
}

function rowOf(document: SearchDocument, normaliser: Normaliser) {
  const { name, models, terms, also, called } = normaliser.fields(document);
  const { id, version, classIds, specs, priceCny, energyGrade, certificates, supplierId, publishedAt } = document;
  return {
    id, version: String(version), name, models: `${models.join(' ')} `, called: ` ${called.join(' ')} `, words: [...new Set([...terms, ...models, ...also])], classIds, specs, priceCny, energyGrade,
    regions: document.regions ?? ['000000'], certificates, supplierId, publishedAt,
  };
}

/** Words are taken in and never out: see the table's comment. Those of sandboxes teach the market nothing. */
async function writeWords(tx: Tx, documents: readonly SearchDocument[], normaliser: Normaliser): Promise<void> {
  const words = new Map<string, boolean>();
  for (const document of documents.filter(({ supplierId }) => !isSandbox(supplierId))) for (const { word, closes } of normaliser.vocabulary(document)) words.set(word, closes || words.get(word) === true);
  const rows = [...words].sort(([a], [b]) => (a < b ? -1 : 1)).map(([word, closes]) => ({ word, closes, deletions: deletionsOf(word) }));
  await tx.query(
    `insert into platform_search_word as w (word, closes_names, deletions)
     select word, closes, array(select jsonb_array_elements_text(deletions)) from jsonb_to_recordset($1::jsonb) as r(word text, closes boolean, deletions jsonb)
     where not exists (select from platform_search_word known where known.word = r.word and (known.closes_names or not r.closes))
     on conflict (word) do update set closes_names = true where excluded.closes_names and not w.closes_names`, [JSON.stringify(rows)]);
}

/** Leaves of each product its id and the version as of which it is gone. */
export async function deleteDocuments(tx: Tx, entries: readonly GoneProduct[], always: boolean): Promise<void> {
  await tx.query(
    `insert into platform_search_product as s (generation, product_id, version, edition, deleted, name, models, called, words, class_ids, specs, regions, certificates,
       supplier_id, published_ms)
     select ${SIDE}, d.id, d.version, '', true, '', '', '', '', '{}', '{}', '{}', '{}', '', 0
     from jsonb_to_recordset($1::jsonb) as d(id text, version bigint, "supplierId" text) cross join ${GENERATIONS} where g.generation is not null
     order by 1, d.id
     on conflict (generation, product_id) do update set version = excluded.version, edition = '', changed = excluded.changed, deleted = true, name = '', models = '', called = '', words = '',
       class_ids = '{}', specs = '{}', price_cny = null, energy_grade = null, regions = '{}', certificates = '{}', supplier_id = '', published_ms = 0
     where $2 or s.version <= excluded.version`,
    [JSON.stringify(entries.map(({ id, version, supplierId }) => ({ id, version: String(version), supplierId: supplierId ?? '' }))), always]);
}

/** Entries of the index being filled, or else of the one in use; those of sandboxes among them. */
export async function readVersions(
  tx: Tx, range: { readonly after: string; readonly upTo: string | null; readonly limit: number }, edition: string,
): Promise<IndexedVersion[]> {
  const rows = await tx.query<{ id: string; version: string; current: boolean; deleted: boolean }>(
    `${[1, -1].map((side) => `(select product_id as id, version, edition = $4 as current, deleted from platform_search_product
     where generation = (select ${side} * coalesce(next, live) from platform_search_generation) and product_id > $1 and ($2::text is null or product_id <= $2) and not deleted
     order by product_id limit $3)`).join(' union all ')} order by id limit $3`, [range.after, range.upTo, range.limit, edition]);
  return rows.map((row) => ({ id: row.id, version: row.current ? BigInt(row.version) : null }));
}

export async function lockEntries(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query('select from platform_search_product where product_id = any($1) order by generation, product_id for update', [ids]);
}

export async function openNextGeneration(tx: Tx): Promise<void> {
  await tx.query('update platform_search_generation set next = 3 - live where next is null');
}

export async function useNextGeneration(tx: Tx): Promise<void> {
  const rows = await tx.query<{ live: number }>('update platform_search_generation set live = next, next = null where next is not null returning live');
  if (rows[0] !== undefined) await tx.query('delete from platform_search_product where abs(generation) <> $1', [rows[0].live]);
}
