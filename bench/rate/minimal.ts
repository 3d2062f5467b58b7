import type { PlannedStatement } from './replay.js';

/**
 * The best figure: for each operation the fewest statements a hand would write for the same answer under the same rights, in one round trip. The session
 * is looked up and becomes the tenant in one statement; row-level security binds what follows, as it binds the product.
 */
const SESSION = `select s.session_id, s.revoked_at, s.last_seen_at, set_config('app.org', s.organisation_id, true), set_config('app.kind', s.kind, true), set_config('app.branch', s.branch, true),
  set_config('app.approved', (s.state = 'APPROVED')::text, true), set_config('app.account', s.account_id, true) from organisation_session_of($1) s`;

const SHOWN = `p.id, p.name, p.model, p.class_id, p.owner_id, p.energy_grade, p.published_at, o.price_kind, o.price_cny, o.price_max_cny, o.price_visibility, o.unit, o.lead_time_days, g.name as supplier`;
const LISTED = 'join catalogue_product p on p.id = h.product_id join catalogue_offer o on o.product_id = p.id join organisation g on g.id = p.owner_id';
const LIVE = 's.generation = (select live from platform_search_generation) and not s.deleted';

const STATEMENTS = {
  search: `select ${SHOWN} from (select s.product_id, case when right(s.name, char_length($2)) = $2 then 130 when strpos(s.name, $2) > 0 then 100 else 10 end as score
      from platform_search_product s where ${LIVE} and s.words @@ $1::tsquery order by 2 desc, 1 desc limit 21) h ${LISTED} order by h.score desc, h.product_id desc`,
  facets: `with r as materialized (select s.class_ids[1] as class_id, s.energy_grade, s.supplier_id, s.price_cny, s.regions, s.certificates from platform_search_product s
      where ${LIVE} and s.words @@ $1::tsquery limit 10000)
    select class_id, energy_grade::text, supplier_id, count(*), min(price_cny), max(price_cny) from r group by grouping sets ((class_id), (energy_grade), (supplier_id), ())
    union all (select 'regions', v, null, count(*), null, null from r cross join unnest(regions) v group by v limit 100)
    union all (select 'certificates', v, null, count(*), null, null from r cross join unnest(certificates) v group by v limit 100)`,
  browse: `select ${SHOWN} from (select s.product_id, s.published_ms from platform_search_product s where ${LIVE} and s.class_ids && array[$1]::text[]
      order by s.published_ms desc, s.product_id desc limit 21) h ${LISTED} order by h.published_ms desc, h.product_id desc`,
  detail: `select p.*, o.*, g.name as supplier, g.region_code from catalogue_product p join catalogue_offer o on o.product_id = p.id join organisation g on g.id = p.owner_id where p.id = $1`,
  inbox: `select id, event_type, code, params, subject_id, created_at, read_at, (select count(*) from notification_notice where organisation_id = app_org() and read_at is null) as unread
    from notification_notice where organisation_id = app_org() order by id desc limit 21`,
} as const;

const PUBLISH = [
  `insert into platform_idempotency (organisation_id, deed, key, input_hmac, answer) values (app_org(), 'publishProducts', $1, $2, '{}')`,
  `update catalogue_product set state = 'PUBLISHED', published_at = now(), updated_at = now() where id = $1 and owner_id = app_org() and state <> 'PUBLISHED'`,
  'update catalogue_offer set published = true where product_id = $1 and owner_id = app_org()',
  `insert into platform_audit (id, at, organisation_id, member_id, trace_id, deed, subject_id) values ($1, now(), app_org(), $3, 'bench', 'publishProducts', $2)`,
  `insert into platform_outbox (type, subject_id, organisation_id, trace_id) values ('ProductPublished', $1, app_org(), 'bench')`,
] as const;

const statement = (name: string, text: string, parameters: PlannedStatement['parameters']): PlannedStatement => ({ name, text, parameters });
const session = (tokenHash: string): PlannedStatement => statement('m-session', SESSION, [tokenHash]);

export type ReadName = keyof typeof STATEMENTS;

/** A hot read by hand; `parameters` are those of the statement of that name. */
export function minimalRead(name: ReadName, tokenHash: string, parameters: readonly string[]): PlannedStatement[] {
  return [session(tokenHash), statement(`m-${name}`, STATEMENTS[name], parameters)];
}

/** Publishing one product by hand, in one transaction: repeats known by their key, audited and announced. */
export function minimalPublish(tokenHash: string, { productId, key, auditId, memberId }: { readonly productId: string; readonly key: string; readonly auditId: string; readonly memberId: string }): PlannedStatement[] {
  const [idempotency, product, offer, audit, outbox] = PUBLISH;
  return [
    session(tokenHash), statement('m-key', idempotency, [key, { base64: Buffer.alloc(32).toString('base64') }]), statement('m-product', product, [productId]), statement('m-offer', offer, [productId]),
    statement('m-audit', audit, [auditId, productId, memberId]), statement('m-outbox', outbox, [productId]),
  ];
}
