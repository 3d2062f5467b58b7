/** A content that an invariant must find, made by SQL on what a run has left behind. */
export interface Plant {
  readonly invariant: string;
  readonly what: string;
  readonly sql: string;
}

const plant = (invariant: string, what: string, sql: string): Plant => ({ invariant, what, sql });
const NOBODY = '00000000000000000000000000';
/** Some columns of another row, as a row of its own. */
const copyOf = (table: string, changes: object, where = 'true'): string =>
  `insert into ${table} select (jsonb_populate_record(r, '${JSON.stringify(changes)}')).* from ${table} r where ${where} limit 1`;
const eventAgain = (type: string): string => `
  insert into platform_outbox (type, subject_id, organisation_id, refs, trace_id)
  select type, subject_id, organisation_id, refs, trace_id from platform_outbox where type = '${type}' limit 1`;
const firstOf = (table: string, where = 'true'): string => `ctid = (select ctid from ${table} where ${where} limit 1)`;

const ACKNOWLEDGED: readonly Plant[] = [
  plant('products are as they were acknowledged to be', 'a product that is a draft again', `update catalogue_product set state = 'DRAFT' where ${firstOf('catalogue_product', `state = 'PUBLISHED'`)}`),
  plant('products are as they were acknowledged to be', 'a product that nobody published', `update catalogue_product set state = 'PUBLISHED' where ${firstOf('catalogue_product', `state = 'WITHDRAWN'`)}`),
  plant('an offer is public as long as its product is', 'the offer of another state', 'update catalogue_offer set published = not published'),
  plant('regions served are those set last', 'regions that nobody set', `update catalogue_offer set regions_served = '{140900}' where ${firstOf('catalogue_offer')}`),
  plant('demands are there with their lines, published or closed', 'a line in another state', `update demand_line set state = 'EXPIRED' where ${firstOf('demand_line')}`),
  plant('demands are there with their lines, published or closed', 'a line twice', copyOf('demand_line', { id: `dln_${NOBODY}`, number: 400 })),
  plant('a revised demand is needed by the day set last', 'another day', `update demand_demand set needed_by = '2020-01-01'`),
  plant('imports are there, and nobody else’s', 'an import that nobody asked for', copyOf('catalogue_import', { id: `imp_${NOBODY}` })),
  plant('organisations are suspended as they were acknowledged to be', 'one that nobody suspended', `update organisation set state = 'SUSPENDED' where ${firstOf('organisation', `state = 'APPROVED'`)}`),
  plant('organisations are suspended as they were acknowledged to be', 'all reinstated, and others suspended', `update organisation set state = case state when 'SUSPENDED' then 'APPROVED' else 'SUSPENDED' end`),
  plant('each key keeps the answer that was given to it, and no other key was taken', 'another answer',
    `update platform_idempotency set answer = jsonb_set(answer, '{0,value,id}', '"dmd_${NOBODY}"') where ${firstOf('platform_idempotency', `deed = 'createDemands'`)}`),
  plant('each key keeps the answer that was given to it, and no other key was taken', 'no answer any more', `delete from platform_idempotency where ${firstOf('platform_idempotency')}`),
  plant('each key keeps the answer that was given to it, and no other key was taken', 'a key that nobody used', copyOf('platform_idempotency', { key: 'nobody’s' })),
];

const IMPORTS: readonly Plant[] = [
  plant('an import is finished with all rows of its file read', 'a row not read', `update catalogue_import set rows_read = rows_read - 1 where ${firstOf('catalogue_import')}`),
  plant('an import is finished with all rows of its file read', 'one that still runs', `update catalogue_import set state = 'RUNNING' where ${firstOf('catalogue_import')}`),
  plant('each row of a file has one verdict', 'a row without', `delete from catalogue_import_row where ${firstOf('catalogue_import_row', 'number = 5')}`),
  plant('the figures of an import are those of its rows', 'a row taken too much', `update catalogue_import set rows_taken = rows_taken + 1 where ${firstOf('catalogue_import')}`),
  plant('no two rows of a file share a product', 'rows of one product',
    'update catalogue_import_row r set product_id = (select min(product_id::text) from catalogue_import_row o where o.import_id = r.import_id) where product_id is not null'),
  plant('a supplier has each model once', 'a model twice',
    `alter table catalogue_product drop constraint catalogue_product_owner_id_model_key_key; ${copyOf('catalogue_product', { id: `prd_${NOBODY}` })}`),
  plant('every product comes from a row and has one offer', 'a product from nowhere', copyOf('catalogue_product', { id: `prd_${NOBODY}`, model_key: 'none' })),
  plant('a row that was taken is the product of its model', 'a product of another model', `update catalogue_product set model_key = model_key || 'x' where ${firstOf('catalogue_product')}`),
  plant('a listing has the price that was told last', 'another price', `update catalogue_offer set price_cny = price_cny + 1, price_max_cny = null where ${firstOf('catalogue_offer', 'price_cny is not null')}`),
  plant('listings have the revisions that were told of, each once', 'a revision lost', `delete from catalogue_product_revision where ${firstOf('catalogue_product_revision')}`),
  plant('listings have the revisions that were told of, each once', 'a revision made twice', `
    ${copyOf('catalogue_product_revision', { id: `prv_${NOBODY}`, revision: 3 })}; update catalogue_product set revision = 3 where id = (select product_id from catalogue_product_revision where revision = 3)`),
  plant('the audit has one row for each effect', 'a row twice', copyOf('platform_audit', { id: `aud_${NOBODY}`, position: null, previous: null, hash: null }, `deed = 'saveProducts'`)),
  plant('the audit has one row for each effect', 'a suspension nobody wrote down', `set local session_replication_role = replica; delete from platform_audit where ${firstOf('platform_audit', `deed = 'suspendOrganisations'`)}`),
  plant('the audit has one row for each effect', 'a row lost', `set local session_replication_role = replica; delete from platform_audit where ${firstOf('platform_audit', `deed = 'importProducts'`)}`),
];

const EVENTS: readonly Plant[] = [
  plant('every effect was announced once', 'an event twice', eventAgain('ProductPublished')),
  plant('every effect was announced once', 'an event lost', `delete from platform_outbox where ${firstOf('platform_outbox', `type = 'ProductImportProgressed'`)}`),
  plant('every event is stamped, without a gap', 'an event without position', 'update platform_outbox set position = null where id = (select max(id) from platform_outbox)'),
  plant('every event is stamped, without a gap', 'a gap', 'update platform_outbox set position = position + 1 where id = (select id from platform_outbox order by position desc limit 1)'),
  plant('every event is delivered', 'one that is not', 'update platform_relay set delivered = delivered - 1'),
  plant('every event was taken by the handlers it wakes', 'one not taken by matching', `delete from platform_inbox where ${firstOf('platform_inbox', `handler = 'MatchDemands'`)}`),
  plant('every event was taken by the handlers it wakes', 'one not taken by notification', `delete from platform_inbox where ${firstOf('platform_inbox', `handler = 'PostNotices'`)}`),
  plant('no job is left, and none failed for good', 'one that failed', `update jobs.job set state = 'failed' where ${firstOf('jobs.job')}`),
  plant('no job is left, and none failed for good', 'one that waits', `update jobs.job set state = 'waiting' where ${firstOf('jobs.job')}`),
  plant('everybody named has one notice of each event, and nobody another', 'a notice lost', `delete from notification_notice where ${firstOf('notification_notice')}`),
  plant('everybody named has one notice of each event, and nobody another', 'a notice twice',
    `alter table notification_notice drop constraint notification_notice_organisation_id_outbox_id_key; ${copyOf('notification_notice', { id: `ntc_${NOBODY}` })}`),
  plant('everybody named has one notice of each event, and nobody another', 'a notice of nothing', copyOf('notification_notice', { id: `ntc_${NOBODY}`, outbox_id: 0 })),
  plant('every notice was announced once', 'one announced twice', eventAgain('NoticePosted')),
  plant('the search index holds what is public, and nothing else', 'a product not found', `update platform_search_product set deleted = true where ${firstOf('platform_search_product', 'not deleted')}`),
  plant('the search index holds what is public, and nothing else', 'a product that is gone', copyOf('platform_search_product', { product_id: `prd_${NOBODY}`, deleted: false })),
];

const MATCHING: readonly Plant[] = [
  plant('the best 50 of each open line are recommended as the rule judges them', 'another score', `update matching_recommendation set score = score - 1 where ${firstOf('matching_recommendation', 'retired_at is null')}`),
  plant('the best 50 of each open line are recommended as the rule judges them', 'one that ended', `update matching_recommendation set retired_at = made_at where ${firstOf('matching_recommendation', 'retired_at is null')}`),
  plant('the best 50 of each open line are recommended as the rule judges them', 'other reasons', `update matching_recommendation set factors = '[]' where ${firstOf('matching_recommendation', 'retired_at is null')}`),
  plant('the best 50 of each open line are recommended as the rule judges them', 'a product that is no longer public', `update catalogue_product set state = 'WITHDRAWN' where id = (select product_id from matching_recommendation where retired_at is null limit 1)`),
  plant('a pair is recommended once', 'a pair twice',
    `alter table matching_recommendation drop constraint matching_recommendation_line_id_product_id_key; ${copyOf('matching_recommendation', { id: `rec_${NOBODY}` })}`),
  plant('a recommendation was made once to each side', 'one made twice', eventAgain('RecommendationMade')),
  plant('a recommendation was made once to each side', 'one that a side was not told of', `delete from platform_outbox where ${firstOf('platform_outbox', `type = 'RecommendationMade' and refs ? 'supplierId'`)}`),
  plant('nothing waits to be judged', 'a line that waits', `update matching_line set pending = true where ${firstOf('matching_line')}`),
  plant('nothing waits to be judged', 'a product that waits', `update matching_product set pending_classes = '{}' where ${firstOf('matching_product')}`),
  plant('every recommendation is of a run that is kept', 'another run',
    `alter table matching_recommendation drop constraint matching_recommendation_run_id_fkey; update matching_recommendation set run_id = 'run_${NOBODY}' where ${firstOf('matching_recommendation')}`),
];

/** At least one for each invariant in SQL. */
export const PLANTS: readonly Plant[] = [...ACKNOWLEDGED, ...IMPORTS, ...EVENTS, ...MATCHING];
