import { CHUNK_ROWS } from '../../src/catalogue/import-table.js';
import { noRow, type Invariant } from './invariant.js';
import type { Ledger } from './ledger.js';

interface ExpectedEvent {
  readonly type: string;
  readonly id: string;
  readonly least: number;
  readonly most: number;
}

/** Events of what was acknowledged. A listing at another price is announced only when it was public by then. */
function expectedEvents(ledger: Ledger): ExpectedEvent[] {
  const event = (type: string, id: string, least = 1, most = least): ExpectedEvent => ({ type, id, least, most });
  const repricings = ledger.imports.filter(({ catalogue }) => catalogue.rows.some(({ repriced }) => repriced)).length;
  return [
    ...ledger.imports.flatMap(({ id, catalogue }) => [
      event('ProductImportRequested', id), event('ProductImportFinished', id), event('ProductImportProgressed', id, 1 + Math.ceil(catalogue.rows.length / CHUNK_ROWS)),
    ]),
    ...[...ledger.published].flatMap((id) => {
      const regions = ledger.regions.get(id)?.times ?? 0;
      return [event('ProductPublished', id), event('ProductRevised', id, regions, regions + repricings)];
    }),
    ...[...ledger.organisations].flatMap(([id, { suspended, reinstated }]) => [event('OrganisationSuspended', id, suspended), event('OrganisationReinstated', id, reinstated)]),
    ...[...ledger.withdrawn].map((id) => event('ProductWithdrawn', id)),
    ...[...ledger.demands].flatMap(([id, { revisions, closed }]) => [
      event('DemandPublished', id), event('DemandRevised', id, revisions), event('DemandClosed', id, closed ? 1 : 0),
    ]),
  ];
}

const TOLD_OF = `'ProductImportRequested', 'ProductImportFinished', 'ProductImportProgressed', 'ProductPublished', 'ProductRevised', 'ProductWithdrawn',
  'DemandPublished', 'DemandRevised', 'DemandClosed', 'OrganisationSuspended', 'OrganisationReinstated'`;

/** Handlers that take each event once from the inbox, and the events that wake them. */
const TAKEN_BY = `(values ('MatchProducts', 'ProductPublished'), ('MatchProducts', 'ProductRevised'), ('MatchProducts', 'ProductWithdrawn'),
  ('MatchDemands', 'DemandPublished'), ('MatchDemands', 'DemandRevised'), ('MatchDemands', 'DemandClosed')) as wakes(handler, type)`;

/** Events that a handler has not taken yet, in SQL. */
export const NOT_TAKEN = `
    select wakes.handler, o.id, o.type from platform_outbox o join ${TAKEN_BY} on wakes.type = o.type
    where not exists (select from platform_inbox i where i.handler = wakes.handler and i.outbox_id = o.id)
    union all
    select 'PostNotices', o.id, o.type from platform_outbox o
    where o.notice is not null and not exists (select from platform_inbox i where i.handler = 'PostNotices' and i.outbox_id = o.id)`;

/** Every event is announced once, delivered, handled, and told to whom it names once. */
export const EVENTS: readonly Invariant[] = [
  noRow('every effect was announced once', `
    select w.*, coalesce(o.times, 0) as times, o.type as of, o.subject_id from jsonb_to_recordset($1::jsonb) as w(type text, id text, least integer, most integer)
    full join (select type, subject_id, count(*) as times from platform_outbox where type in (${TOLD_OF}) group by type, subject_id) o on o.type = w.type and o.subject_id = w.id
    where w.id is null or coalesce(o.times, 0) not between w.least and w.most`, expectedEvents),
  noRow('every event is stamped, without a gap', `
    select * from (select count(*), count(position) as stamped, coalesce(min(position), 1) as first, coalesce(max(position), 0) as last from platform_outbox) o
    where o.stamped <> o.count or o.first <> 1 or o.last <> o.count`),
  noRow('every event is delivered', `
    select stamped, delivered from platform_relay where delivered <> stamped or stamped <> (select count(*) from platform_outbox)`),
  noRow('every event was taken by the handlers it wakes', NOT_TAKEN),
  { holds: 'no job is left, and none failed for good', broken: ({ house }) => house.queue.left() },
  noRow('everybody named has one notice of each event, and nobody another', `
    select o.id, o.recipient, n.outbox_id, n.organisation_id, n.times
    from (select o.id, recipient from platform_outbox o, jsonb_array_elements_text(o.notice->'recipients') as recipient where o.notice is not null) o
    full join (select outbox_id, organisation_id::text, count(*) as times from notification_notice group by outbox_id, organisation_id) n
      on n.outbox_id = o.id and n.organisation_id = o.recipient
    where n.times is distinct from 1 or o.id is null`),
  noRow('every notice was announced once', `
    select n.id, o.subject_id, o.times from notification_notice n
    full join (select subject_id, count(*) as times from platform_outbox where type = 'NoticePosted' group by subject_id) o on o.subject_id = n.id
    where o.times is distinct from 1 or n.id is null`),
  noRow('the search index holds what is public, and nothing else', `
    select p.id, s.product_id from (select id from catalogue_product where state = 'PUBLISHED') p
    full join (select product_id from platform_search_product s, platform_search_generation g where s.generation = g.live and not s.deleted) s on s.product_id = p.id
    where p.id is null or s.product_id is null`),
  { holds: 'the search engine holds what the index in the database holds', broken: ({ house }) => house.engine.different() },
];
