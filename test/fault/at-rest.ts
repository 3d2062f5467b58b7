import { setTimeout as pause } from 'node:timers/promises';
import type { RunningHouse } from '../api/harness.js';

const LOOK_EVERY_MS = 150;
/** So many looks in a row must find nothing to do and nothing new. */
const LOOKS = 3;

interface Work {
  readonly events: string;
  readonly undelivered: number;
  readonly imports: number;
  readonly jobs: number;
}

/** Waits until outbox, queue and imports have nothing left to do; a job that failed for good is no work. Rejects when that does not come. */
export async function atRest(house: RunningHouse, withinMs: number): Promise<void> {
  let quiet = 0;
  let before = '';
  for (const end = Date.now() + withinMs; quiet < LOOKS; await pause(LOOK_EVERY_MS)) {
    const work = await workOf(house);
    quiet = work.undelivered === 0 && work.imports === 0 && work.jobs === 0 && work.events === before ? quiet + 1 : 0;
    before = work.events;
    if (Date.now() > end) throw new Error(`Not at rest within ${withinMs} ms: ${JSON.stringify(work)}`);
  }
}

async function workOf(house: RunningHouse): Promise<Work> {
  const [row] = await house.sql<Work>(
    `select (select count(*) from platform_outbox) as events,
            (select count(*)::integer from platform_outbox where position is null or position > (select delivered from platform_relay)) as undelivered,
            (select count(*)::integer from catalogue_import where state not in ('FINISHED', 'REFUSED')) as imports,
            (select count(*)::integer from jobs.job where state not in ('completed', 'failed')) as jobs`);
  if (row === undefined) throw new Error('The database did not answer.');
  return row;
}
