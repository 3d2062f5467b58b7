import { existsSync } from 'node:fs';
import { CannotStart } from '../../platform/config/cannot-start.js';
import type { Settings } from '../../platform/config/settings.js';
import { Database, SYSTEM_SCOPE } from '../../platform/db/database.js';
import { databaseFacts, type DatabaseFacts, type JobFacts } from '../../platform/doctor/facts.store.js';
import { hasCluster } from '../../platform/embedded/cluster.js';
import { createLogger } from '../../platform/logging/logger.js';
import { LANES } from '../../platform/queue/job-queue.port.js';
import { openEmbeddedHome } from '../../platform/supervisor/data-home.js';
import { takeOrNull, withOwnerDatabase } from '../../platform/supervisor/owner-database.js';
import { openQueue } from '../open-queue.js';
import type { Surroundings } from './check.js';

type Asked = Pick<Surroundings, 'database' | 'jobs' | 'clockAheadMs'>;

const NOT_ASKED: Asked = { database: null, jobs: null, clockAheadMs: null };

/** Finds what there is to look at, and makes nothing: `start` alone lets it start the embedded database for the look. */
export async function surroundings(settings: Settings, start: boolean): Promise<Surroundings> {
  const there = existsSync(settings.dataDir);
  if (!settings.embedded) return { settings, folder: there ? settings.dataDir : null, running: false, ...await ask(settings) };
  if (!there) return { settings, folder: null, running: false, ...NOT_ASKED };
  const home = openEmbeddedHome(settings.dataDir);
  const lock = await takeOrNull(home);
  lock?.release();
  const running = lock === null;
  const asked = running || start && await hasCluster(home.folder) ? await ask(settings) : NOT_ASKED;
  return { settings, folder: home.folder, running, ...asked };
}

async function ask(settings: Settings): Promise<Asked> {
  try {
    return await withOwnerDatabase(settings, async ({ ownerUrl }) => {
      const database = new Database(await Database.open({ url: ownerUrl, applicationName: 'duijie doctor', entities: [], connections: 1 }));
      try {
        return { ...await factsOf(database), jobs: settings.redisUrl === null ? null : await jobsInRedis(settings) };
      } finally {
        await database.close();
      }
    });
  } catch (error) {
    return { database: reasonOf(error), jobs: null, clockAheadMs: null };
  }
}

async function factsOf(database: Database): Promise<{ database: DatabaseFacts; clockAheadMs: number }> {
  const look = (): Promise<DatabaseFacts> => database.read(SYSTEM_SCOPE, databaseFacts);
  await look();
  const before = Date.now();
  const facts = await look();
  const after = Date.now();
  // The server's moment lies in the look; what the round trip leaves open is given to the machine.
  const ahead = before > facts.now.getTime() ? before - facts.now.getTime() : after < facts.now.getTime() ? after - facts.now.getTime() : 0;
  return { database: facts, clockAheadMs: ahead };
}

async function jobsInRedis(settings: Settings): Promise<JobFacts | string> {
  try {
    const queue = await openQueue(settings, createLogger({ process: 'worker', level: 'silent' }));
    try {
      const depths = await queue.depth();
      const waiting = await Promise.all(LANES.filter((lane) => depths[lane].waiting > 0).map(async (lane) => {
        const since = await queue.oldestWaiting(lane);
        return { queue: lane.toLowerCase(), count: depths[lane].waiting, seconds: since === null ? 0 : Math.round((Date.now() - since.getTime()) / 1_000) };
      }));
      return { failed: LANES.reduce((sum, lane) => sum + depths[lane].failed, 0), waiting };
    } finally {
      await queue.close();
    }
  } catch (error) {
    return error instanceof CannotStart ? 'redis' : reasonOf(error);
  }
}

/** By code alone where the words might hold an address. */
function reasonOf(error: unknown): string {
  if (error instanceof CannotStart) return error.message;
  const { code } = error as { code?: string };
  return code ?? 'no answer';
}
