import { Pool } from 'pg';
import type { Job, JobEvent, Lane } from '../job-queue.port.js';

export interface JobKey {
  readonly lane: Lane;
  readonly id: string;
}

/** A job as it is listed; its events are those the outbox still has. */
export interface PendingJob {
  /** Rises in the order in which jobs were noted; decimal digits of a bigint. */
  readonly place: string;
  readonly job: Job;
}

const CONNECTIONS = 2;

/**
 * The list, in the database, of jobs that a queue outside of it holds and that are not done. Ids alone: what a job brings is
 * read from the outbox again. Sweeps are not on it, since the clock hands them in anew.
 */
export class PendingJobs {
  private readonly pool: Pool;

  /** `url`: of the role duijie_relay. */
  constructor(url: string, onError: (error: unknown) => void) {
    this.pool = new Pool({ connectionString: url, application_name: 'duijie pending jobs', max: CONNECTIONS, keepAlive: true, connectionTimeoutMillis: 10_000, statement_timeout: 30_000 });
    this.pool.on('error', onError);
  }

  /** What this installation is told apart by. */
  async installation(): Promise<string> {
    const { rows } = await this.pool.query<{ installation: string }>('select installation from platform_relay');
    if (rows[0] === undefined) throw new Error('The database has no relay.');
    return rows[0].installation;
  }

  /** Whether the outbox has just this event. */
  async knows({ id, subjectId, traceId }: Pick<JobEvent, 'id' | 'subjectId' | 'traceId'>): Promise<boolean> {
    const { rowCount } = await this.pool.query('select from platform_outbox where id = $1::bigint and subject_id = $2 and trace_id = $3', [id, subjectId, traceId]);
    return rowCount === 1;
  }

  /** Lists jobs; those listed already stay as they are. */
  async note(jobs: readonly Job[]): Promise<void> {
    const rows = jobs.filter(({ events }) => events.length > 0)
      .map(({ lane, id, handler, events, runAt }) => ({ lane, id, handler, outbox_ids: events.map((event) => event.id), run_at: runAt?.toISOString() ?? null }));
    if (rows.length === 0) return;
    await this.pool.query(
      `insert into platform_pending_job (lane, id, handler, outbox_ids, run_at)
       select j.lane, j.id, j.handler, j.outbox_ids, j.run_at
       from jsonb_to_recordset($1::jsonb) as j(lane text, id text, handler text, outbox_ids bigint[], run_at timestamptz)
       on conflict do nothing`, [JSON.stringify(rows)]);
  }

  /** Strikes jobs off the list: they are done. */
  async strike(keys: readonly JobKey[]): Promise<void> {
    if (keys.length === 0) return;
    await this.pool.query(
      `delete from platform_pending_job p using unnest($1::text[], $2::text[]) as done(lane, id) where p.lane = done.lane and p.id = done.id`,
      [keys.map(({ lane }) => lane), keys.map(({ id }) => id)]);
  }

  /** The next `limit` jobs behind a place (`0`: from the first), noted at least so long ago. */
  async after(place: string, limit: number, notedBeforeMs = 0): Promise<PendingJob[]> {
    const { rows } = await this.pool.query<{ place: string; lane: Lane; id: string; handler: string; runAt: Date | null; events: JobEvent[] }>(
      `select p.place, p.lane, p.id, p.handler, p.run_at as "runAt", coalesce(e.events, '[]') as events
       from platform_pending_job p
       left join lateral (
         select jsonb_agg(jsonb_build_object('id', o.id::text, 'type', o.type, 'subjectId', o.subject_id, 'organisationId', o.organisation_id, 'traceId', o.trace_id) order by b.n) as events
         from unnest(p.outbox_ids) with ordinality as b(id, n) join platform_outbox o on o.id = b.id) e on true
       where p.place > $1::bigint and p.noted_at <= clock_timestamp() - $3::double precision * interval '1 millisecond'
       order by p.place limit $2`, [place, limit, notedBeforeMs]);
    return rows.map(({ runAt, place, ...job }) => ({ place, job: runAt === null ? job : { ...job, runAt } }));
  }

  /**
   * Takes over what the queue in PostgreSQL has not done, when Redis takes its place: listed here and gone from there, at
   * once. Answers how many jobs that were.
   */
  async takeFromPostgresQueue(): Promise<number> {
    const { rows } = await this.pool.query<{ there: boolean }>(`select to_regclass('jobs.job') is not null as there`);
    if (rows[0]?.there !== true) return 0;
    const { rowCount } = await this.pool.query(
      `with taken as (delete from jobs.job where state <> 'completed' returning queue, id, name, data)
       insert into platform_pending_job (lane, id, handler, outbox_ids, run_at)
       select upper(queue), id, name, array(select (e->>'id')::bigint from jsonb_array_elements(data->'events') e), (data->>'runAt')::timestamptz
       from taken where data->'events' <> '[]'
       on conflict do nothing`);
    return rowCount ?? 0;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
