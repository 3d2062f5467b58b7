import { noRow, type Invariant } from './invariant.js';
import type { Ledger } from './ledger.js';

const products = (ledger: Ledger): object[] => [...ledger.published].map((id) => ({ id, state: ledger.withdrawn.has(id) ? 'WITHDRAWN' : 'PUBLISHED' }));
const regions = (ledger: Ledger): object[] => [...ledger.regions].map(([id, { codes, times }]) => ({ id, codes, times }));
const organisations = (ledger: Ledger): object[] => [...ledger.organisations].map(([id, { suspended, reinstated }]) => ({ id, state: suspended > reinstated ? 'SUSPENDED' : 'APPROVED' }));
const answers = (ledger: Ledger): object[] => ledger.answers.map(({ input: { idempotencyKey }, answer }) => ({ key: idempotencyKey, ids: idsIn(answer) }));
const demands = (ledger: Ledger): object[] => [...ledger.demands].map(([id, demand]) => ({ id, ...demand }));

/** Whatever the API said was done is done, and nothing is done that it did not say. */
export const ACKNOWLEDGED: readonly Invariant[] = [
  noRow('products are as they were acknowledged to be', `
    select w.id, w.state as told, p.state from jsonb_to_recordset($1::jsonb) as w(id text, state text)
    full join (select * from catalogue_product where state <> 'DRAFT') p on p.id = w.id
    where p.state is distinct from w.state`, products),
  noRow('an offer is public as long as its product is', `
    select p.id, p.state from catalogue_product p join catalogue_offer o on o.product_id = p.id where o.published <> (p.state = 'PUBLISHED')`),
  noRow('regions served are those set last', `
    select w.id, w.codes, o.regions_served from jsonb_to_recordset($1::jsonb) as w(id text, codes text[])
    full join (select * from catalogue_offer where regions_served is not null) o on o.product_id = w.id
    where o.regions_served is distinct from w.codes`, regions),
  noRow('demands are there with their lines, published or closed', `
    select w.id, w.lines, w.closed, l.count, l.states from jsonb_to_recordset($1::jsonb) as w(id text, lines integer, closed boolean)
    full join (select demand_id, count(*), array_agg(distinct state) as states from demand_line group by demand_id) l on l.demand_id = w.id
    where l.count is distinct from w.lines or l.states is distinct from array[case when w.closed then 'CLOSED' else 'PUBLISHED' end]`, demands),
  noRow('a revised demand is needed by the day set last', `
    select w.id, w."neededBy", d.needed_by from jsonb_to_recordset($1::jsonb) as w(id text, "neededBy" date)
    left join demand_demand d on d.id = w.id where w."neededBy" is not null and d.needed_by is distinct from w."neededBy"`, demands),
  noRow('imports are there, and nobody else’s', `
    select w.id, i.id as kept from jsonb_to_recordset($1::jsonb) as w(id text) full join catalogue_import i on i.id = w.id where w.id is null or i.id is null`,
  (ledger) => ledger.imports.map(({ id }) => ({ id }))),
  noRow('organisations are suspended as they were acknowledged to be', `
    select w.id, w.state as told, o.state from jsonb_to_recordset($1::jsonb) as w(id text, state text)
    full join (select id, state from organisation where state = 'SUSPENDED') o on o.id = w.id
    where o.state is distinct from nullif(w.state, 'APPROVED')`, organisations),
  noRow('each key keeps the answer that was given to it, and no other key was taken', `
    select w.key, w.ids as told, k.* from (
      select key, array(select jsonb_array_elements_text(ids) order by 1) as ids from jsonb_to_recordset($1::jsonb) as w(key text, ids jsonb)) w
    full join (
      select key, array(select one->'value'->>'id' from jsonb_array_elements(answer) one where one->>'ok' = 'true' order by 1) as kept from platform_idempotency) k on k.key = w.key
    where w.ids is distinct from k.kept`, answers),
  { holds: 'no process logged a fault', broken: ({ house }) => Promise.resolve(house.faults) },
];

/** The ids of what an answer holds: of one thing, or of a batch. */
function idsIn(answer: object): string[] {
  if ('id' in answer) return [String(answer.id)];
  return Object.values(answer).flatMap((one: unknown) => (Array.isArray(one) ? one.flatMap(idsIn) : typeof one === 'object' && one !== null ? idsIn(one) : []));
}
