/** A child process that takes jobs of the lane MATCH, says so on standard output, and never ends them. Its argument is the URL of database or Redis. */
import { openPostgresQueue } from '../../../src/platform/queue/bullmq-postgres/open-postgres-queue.js';
import { openRedisQueue } from '../../../src/platform/queue/bullmq-redis/open-redis-queue.js';
import type { QueueFault } from '../../../src/platform/queue/job-queue.port.js';
import { SHORT_LOCKS } from './short-locks.js';

const [url] = process.argv.slice(2);
if (url === undefined) throw new Error('hanging-worker: a URL is missing');
const options = { url, locks: SHORT_LOCKS, onFault: ({ error }: QueueFault) => void process.stderr.write(`${String(error)}\n`), onWarning: () => undefined };
const queue = await (url.startsWith('redis:') ? openRedisQueue(options) : openPostgresQueue(options));
await queue.work('MATCH', async (job) => {
  process.stdout.write(`${job.id}\n`);
  await new Promise(() => undefined);
}, { concurrency: 2 });
