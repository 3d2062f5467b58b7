import type { Settings } from '../../platform/config/settings.js';
import { createLogger } from '../../platform/logging/logger.js';
import { LANES } from '../../platform/queue/job-queue.port.js';
import { Engine, ENGINE_TIMES } from '../../platform/search/meilisearch/engine.js';
import { engineAddress } from '../../platform/search/open-search-index.js';
import { openQueue } from '../open-queue.js';
import type { VerifiedThings } from './invariants.js';

const FAILED_MAX = 100;

/** Queue and search engine where they are not the database's own. */
export function enginesOf(settings: Settings): Pick<VerifiedThings, 'failedInRedis' | 'engine'> {
  const address = engineAddress(settings);
  return { failedInRedis: settings.redisUrl === null ? null : () => failedJobs(settings), engine: address === null ? null : new Engine(address, ENGINE_TIMES) };
}

async function failedJobs(settings: Settings): Promise<string[]> {
  const queue = await openQueue(settings, createLogger({ process: 'worker', level: 'silent' }));
  try {
    const failed = await Promise.all(LANES.map(async (lane) => (await queue.failed(lane, FAILED_MAX)).map(({ job }) => `${lane.toLowerCase()} ${job.id}`)));
    return failed.flat();
  } finally {
    await queue.close();
  }
}
