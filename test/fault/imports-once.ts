import { CHUNK_ROWS } from '../../src/catalogue/import-table.js';
import { modelKey } from '../../src/core/text/fold.js';
import { noRow, type Invariant, type Remains } from './invariant.js';
import type { Ledger } from './ledger.js';

const rows = (ledger: Ledger): object[] => ledger.imports.map(({ id, catalogue }) => ({ id, rows: catalogue.rows.length }));

interface TakenRow {
  readonly importId: string;
  readonly number: number;
  readonly productId: string;
  readonly modelKey: string | null;
  /** It names another unit than that of its class: its price is not taken. */
  readonly unpriced: boolean;
  readonly priceCny: string | null;
}

/** Rows that became or met a product, with the product as it is kept. */
function takenRows(house: Remains['house']): Promise<TakenRow[]> {
  return house.sql<TakenRow>(
    `select r.import_id as "importId", r.number, r.product_id as "productId", p.model_key as "modelKey", o.price_cny as "priceCny",
            r.remarks @> '[{"code": "UNIT_MISMATCH", "column": "计价单位"}]' as unpriced
     from catalogue_import_row r left join catalogue_product p on p.id = r.product_id left join catalogue_offer o on o.product_id = p.id where r.product_id is not null`);
}

/** The row of a file by its number in a spreadsheet: the heading is row 1. */
function rowOf(ledger: Ledger, importId: string, number: number) {
  return ledger.imports.find(({ id }) => id === importId)?.catalogue.rows[number - 2];
}

async function otherProducts({ house, ledger }: Remains): Promise<object[]> {
  return (await takenRows(house)).filter((row) => row.modelKey !== modelKey(rowOf(ledger, row.importId, row.number)?.model ?? ''));
}

/** A list that was sent later decides: imports of one supplier are in the order in which they were acknowledged. */
async function otherPrices({ house, ledger }: Remains): Promise<object[]> {
  const said = new Map<string, { readonly told: number; readonly kept: string | null }>();
  const order = new Map(ledger.imports.map(({ id }, n) => [id, n]));
  const inOrder = (await takenRows(house)).sort((a, b) => (order.get(a.importId) ?? 0) - (order.get(b.importId) ?? 0));
  for (const { importId, number, productId, unpriced, priceCny } of inOrder) {
    const told = rowOf(ledger, importId, number)?.priceCny ?? null;
    if (told !== null && !unpriced) said.set(productId, { told, kept: priceCny });
  }
  return [...said].filter(([, { told, kept }]) => Number(kept) !== told).map(([id, prices]) => ({ id, ...prices }));
}

/** Listings begin at revision 1; a row at another price makes one more of product and offer, regions one more of the offer. */
async function otherRevisions({ house, ledger }: Remains): Promise<object[]> {
  const repriced = new Map<string, number>();
  for (const { importId, number, productId, unpriced } of await takenRows(house)) {
    if (!unpriced && rowOf(ledger, importId, number)?.repriced === true) repriced.set(productId, (repriced.get(productId) ?? 0) + 1);
  }
  const found = await house.sql<{ id: string; product: number; offer: number; kept: string }>(
    `select p.id, p.revision as product, o.revision as offer,
            (select count(*) || ' ' || min(revision) || ' ' || max(revision) from catalogue_product_revision r where r.product_id = p.id) || ' ' ||
            (select count(*) || ' ' || min(revision) || ' ' || max(revision) from catalogue_offer_revision r where r.offer_id = o.id) as kept
     from catalogue_product p join catalogue_offer o on o.product_id = p.id`);
  return found.flatMap((row) => {
    const product = 1 + (repriced.get(row.id) ?? 0);
    const offer = product + (ledger.regions.get(row.id)?.times ?? 0);
    const kept = `${product} 1 ${product} ${offer} 1 ${offer}`;
    return row.product === product && row.offer === offer && row.kept === kept ? [] : [{ ...row, expected: kept }];
  });
}

/** Deeds by which people came to be, and files that were sent up, perhaps in vain. */
const OF_THE_CAST = `'foundOrganisation', 'signIn', 'enrolAuthenticator', 'confirmAuthenticator', 'registerFile'`;

/** What the audit must say of everything that the ledger holds, by deed and row. */
async function otherAudit({ house, ledger }: Remains): Promise<object[]> {
  const expected = new Map<string, number>();
  const add = (deed: string, id: string, times = 1): void => { if (times > 0) expected.set(`${deed} ${id}`, (expected.get(`${deed} ${id}`) ?? 0) + times); };
  for (const { id, catalogue } of ledger.imports) {
    for (const deed of ['requestProductImport', 'startProductImport', 'finishProductImport']) add(deed, id);
    add('importProducts', id, Math.ceil(catalogue.rows.length / CHUNK_ROWS));
  }
  for (const { productId } of await takenRows(house)) add('saveProducts', productId);
  for (const id of ledger.published) add('publishProducts', id);
  for (const id of ledger.withdrawn) add('withdrawProducts', id);
  for (const [id, { times }] of ledger.regions) add('setOffers', id, times);
  for (const [id, { suspended, reinstated }] of ledger.organisations) {
    add('suspendOrganisations', id, suspended);
    add('reinstateOrganisations', id, reinstated);
  }
  for (const [id, { revisions, closed }] of ledger.demands) {
    for (const deed of ['createDemands', 'publishDemands']) add(deed, id);
    add('reviseDemands', id, revisions);
    add('closeDemands', id, closed ? 1 : 0);
  }
  const found = await house.sql<{ what: string; times: number }>(
    `select deed || ' ' || subject_id as what, count(*)::integer as times from platform_audit where deed not in (${OF_THE_CAST}) group by 1`);
  const kept = new Map(found.map(({ what, times }) => [what, times]));
  return [...new Set([...expected.keys(), ...kept.keys()])].filter((what) => expected.get(what) !== kept.get(what))
    .map((what) => ({ what, expected: expected.get(what) ?? 0, kept: kept.get(what) ?? 0 }));
}

/** Every row of every file has its effect, once. */
export const IMPORTS: readonly Invariant[] = [
  noRow('an import is finished with all rows of its file read', `
    select w.*, i.state, i.rows_total, i.rows_read from jsonb_to_recordset($1::jsonb) as w(id text, rows integer) left join catalogue_import i on i.id = w.id
    where i.state is distinct from 'FINISHED' or i.rows_total <> w.rows or i.rows_read <> w.rows`, rows),
  noRow('each row of a file has one verdict', `
    select w.*, r.* from jsonb_to_recordset($1::jsonb) as w(id text, rows integer)
    left join (select import_id, count(*), min(number), max(number) from catalogue_import_row group by import_id) r on r.import_id = w.id
    where (r.count, r.min, r.max) is distinct from (w.rows, 2, w.rows + 1)`, rows),
  noRow('the figures of an import are those of its rows', `
    select i.id, i.rows_taken, i.rows_rejected, r.* from catalogue_import i
    join (select import_id, count(product_id) as taken, count(*) filter (where verdict = 'REJECT') as rejected from catalogue_import_row group by import_id) r on r.import_id = i.id
    where i.rows_taken <> r.taken or i.rows_rejected <> r.rejected`),
  noRow('no two rows of a file share a product', `
    select import_id, product_id, count(*) from catalogue_import_row where product_id is not null group by import_id, product_id having count(*) > 1`),
  noRow('a supplier has each model once', 'select owner_id, model_key, count(*) from catalogue_product group by owner_id, model_key having count(*) > 1'),
  noRow('every product comes from a row and has one offer', `
    select p.id from catalogue_product p where not exists (select from catalogue_import_row r where r.product_id = p.id)
      or (select count(*) from catalogue_offer o where o.product_id = p.id) <> 1`),
  { holds: 'a row that was taken is the product of its model', broken: otherProducts },
  { holds: 'a listing has the price that was told last', broken: otherPrices },
  { holds: 'listings have the revisions that were told of, each once', broken: otherRevisions },
  { holds: 'the audit has one row for each effect', broken: otherAudit },
];
