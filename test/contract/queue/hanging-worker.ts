/** A child process that takes jobs of the lane MATCH, says so on standard output, and never ends them. Its argument is the database's URL. */
import { openPostgresQueue } from '../../../src/platform/queue/bullmq-postgres/open-postgres-queue.js';
import { SHORT_LOCKS } from './short-locks.js';

const [url] = process.argv.slice(2);
if (url === undefined) throw new Error('hanging-worker: a URL is missing');
const queue = await openPostgresQueue({ url, locks: SHORT_LOCKS, onFault: ({ error }) => process.stderr.write(`${String(error)}\n`) });
await queue.work('MATCH', async (job) => {
  process.stdout.write(`${job.id}\n`);
  await new Promise(() => undefined);
}, { concurrency: 2 });
