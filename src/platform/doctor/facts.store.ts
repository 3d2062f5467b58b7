import type { Tx } from '../db/tx.js';
import { WORKING_ROLES } from '../db/migrate.js';
import { UNDELIVERED } from '../outbox/undelivered.js';
import { QUEUE_SCHEMA } from '../queue/bullmq-postgres/schema.js';

/** What waits and what failed in a job queue, wherever it lies. */
export interface JobFacts {
  readonly failed: number;
  /** Seconds that the oldest waiting job of each lane has waited. */
  readonly waiting: readonly { readonly queue: string; readonly count: number; readonly seconds: number }[];
}

/** What a doctor asks of the database, in one look. Names and numbers alone. */
export interface DatabaseFacts {
  readonly version: number;
  readonly encoding: string;
  /** True when trigrams of a Chinese word are not empty. */
  readonly chinese: boolean;
  readonly migrations: readonly string[];
  /** Working roles that are missing, or that may bypass row-level security. */
  readonly missingRoles: readonly string[];
  readonly mightyRoles: readonly string[];
  /** Tables of ours without row-level security. */
  readonly openTables: readonly string[];
  /** Events that are not delivered, and the age of the oldest. */
  readonly undelivered: number;
  readonly undeliveredSeconds: number;
  /** Sessions that hold a transaction open and do nothing, for more than 30 s. */
  readonly idleInTransaction: number;
  /** Of the queue in PostgreSQL. */
  readonly jobs: JobFacts;
  /** How far a search engine has followed, and what it should hold. */
  readonly engine: { readonly copy: string | null; readonly behindSeconds: number | null; readonly documents: number };
  readonly now: Date;
}

const IDLE = `interval '30 seconds'`;

export async function databaseFacts(tx: Tx): Promise<DatabaseFacts> {
  const [row] = await tx.query<DatabaseFacts>(
    `select current_setting('server_version_num')::integer / 10000 as version, pg_encoding_to_char((select encoding from pg_database where datname = current_database())) as encoding,
       cardinality(show_trgm('破碎机')) > 0 as chinese,
       array(select name::text from platform_migration order by id) as migrations,
       array(select r from unnest($1::text[]) r where not exists (select from pg_roles where rolname = r)) as "missingRoles",
       array(select rolname::text from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls)) as "mightyRoles",
       array(select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity and relname <> 'platform_migration' order by 1) as "openTables",
       (select count::integer from ${UNDELIVERED}) as undelivered,
       (select coalesce(extract(epoch from clock_timestamp() - since), 0)::integer from ${UNDELIVERED}) as "undeliveredSeconds",
       (select count(*)::integer from pg_stat_activity where datname = current_database() and state like 'idle in transaction%' and state_change < clock_timestamp() - ${IDLE}) as "idleInTransaction",
       jsonb_build_object('failed', (select count(*) from ${QUEUE_SCHEMA}.job where state = 'failed'),
         'waiting', (select coalesce(jsonb_agg(w), '[]') from (select queue, count(*) as count, (extract(epoch from clock_timestamp()) - min(added_at_ms) / 1000.0)::integer as seconds
            from ${QUEUE_SCHEMA}.job where state = 'waiting' group by queue order by queue) w)) as jobs,
       (select jsonb_build_object('copy', copy, 'behindSeconds', round(extract(epoch from clock_timestamp() - followed_at)), 'documents', (select count(*) from platform_search_product
          where generation = (select live from platform_search_generation) and not deleted)) from platform_search_engine) as engine,
       clock_timestamp() as now`, [WORKING_ROLES]);
  if (row === undefined) throw new Error('The database answered nothing.');
  return row;
}
