import { setTimeout as pause } from 'node:timers/promises';
import type { RunningHouse } from '../api/harness.js';
import type { QueueView } from './queue-view.js';

const LOOK_EVERY_MS = 150;
/** So many looks in a row must find nothing to do and nothing new. */
const LOOKS = 3;
/** A job that runs for so many of them, and announces nothing, runs no more. */
const LOOKS_AT_LOCKS = 12;

/** What is asked whether it rests. */
export interface AtWork {
  readonly sql: RunningHouse['sql'];
  readonly queue: QueueView;
}

export interface Freeing {
  readonly over: () => boolean;
  /** Whether the worker runs. */
  readonly atWork: () => boolean;
  readonly free: () => Promise<void>;
}

/** Calls `free` whenever a worker holds jobs and an import gets nowhere: the locks of what died with a connection would hold everybody up for most of a minute. */
export async function freeing(house: AtWork, { over, atWork, free }: Freeing): Promise<void> {
  let patience = LOOKS_AT_LOCKS;
  for (let stood = 0, before = ''; !over(); await pause(LOOK_EVERY_MS)) {
    const { locked } = await house.queue.work();
    const [now] = await house.sql<{ at: string }>(`select string_agg(id || state || rows_read, ' ' order by id) as at from catalogue_import where state not in ('FINISHED', 'REFUSED')`);
    // Of the imports alone: other jobs come and go all the while.
    const at = now?.at ?? '';
    stood = atWork() && at !== '' && locked > 0 && at === before ? stood + 1 : 0;
    before = at;
    if (stood < patience) continue;
    await free();
    // A machine that is only slow must get on in the end.
    [stood, patience] = [0, 2 * patience];
  }
}

interface Work {
  readonly events: string;
  readonly undelivered: number;
  readonly imports: number;
  readonly jobs: number;
  readonly locked: number;
  readonly listed: number;
}

/**
 * Waits until whatever lives has done all that it can: nothing is left but jobs that are locked, by processes or connections
 * that are gone. So the worker proves that it works on after a fault, before anybody starts it again. Rejects when that does not come.
 */
export async function nothingButLocks(house: AtWork, withinMs: number): Promise<boolean> {
  let quiet = 0;
  let before = '';
  for (const end = Date.now() + withinMs; ; await pause(LOOK_EVERY_MS)) {
    const work = await workOf(house);
    quiet = work.undelivered === 0 && work.jobs === work.locked && work.events === before ? quiet + 1 : 0;
    before = work.events;
    if (quiet >= LOOKS && work.jobs === 0 && work.imports === 0) return false;
    if (quiet >= LOOKS_AT_LOCKS) return true;
    if (Date.now() > end) throw new Error(`Nothing goes on within ${withinMs} ms: ${JSON.stringify(work)}`);
  }
}

/** Waits until outbox, queue and imports have nothing left to do; a job that failed for good is no work. Rejects when that does not come. */
export async function atRest(house: AtWork, withinMs: number): Promise<void> {
  let quiet = 0;
  let before = '';
  for (const end = Date.now() + withinMs; quiet < LOOKS; await pause(LOOK_EVERY_MS)) {
    const work = await workOf(house);
    quiet = work.undelivered === 0 && work.imports === 0 && work.jobs === 0 && work.listed === 0 && work.events === before ? quiet + 1 : 0;
    before = work.events;
    if (Date.now() > end) throw new Error(`Not at rest within ${withinMs} ms: ${JSON.stringify(work)}`);
  }
}

async function workOf(house: AtWork): Promise<Work> {
  const [row] = await house.sql<Omit<Work, 'jobs' | 'locked' | 'listed'>>(
    `select (select count(*) from platform_outbox) as events,
            (select count(*)::integer from platform_outbox where position is null or position > (select delivered from platform_relay)) as undelivered,
            (select count(*)::integer from catalogue_import where state not in ('FINISHED', 'REFUSED')) as imports`);
  if (row === undefined) throw new Error('The database did not answer.');
  // Where Redis holds the queue: its list in the database, where a finished job is struck a little later.
  const [{ listed } = { listed: 0 }] = await house.sql<{ listed: number }>('select count(*)::integer as listed from platform_pending_job');
  // After the outbox: what was delivered meanwhile is in the queue by now.
  const { jobs, locked } = await house.queue.work();
  return { ...row, listed, jobs, locked };
}
