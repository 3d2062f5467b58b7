import type { Settings } from '../platform/config/settings.js';
import { askDatabase } from '../platform/clock/database-time.store.js';
import { DatabaseClock } from '../platform/clock/clock.js';
import { RandomIds } from '../platform/clock/ids.js';
import { AppDatabase, Database } from '../platform/db/database.js';
import { DiskFileStore } from '../platform/files/disk-file-store.js';
import { Metrics } from '../platform/health/metrics.js';
import { measurePool } from '../platform/health/pool-metrics.js';
import { measureProcess } from '../platform/health/process-metrics.js';
import { IdempotencyKeys } from '../platform/idempotency/idempotency.js';
import { createLogger, type Logger } from '../platform/logging/logger.js';
import { openMailer } from '../platform/mail/open-mailer.js';
import { MessageCatalogue } from '../platform/messages/messages.js';
import { openPush } from '../platform/push/open-push.js';
import { RedisProbe } from '../platform/redis/redis-probe.js';
import { openRobots } from '../platform/robot/open-robots.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { engineAddress, openSearchIndex } from '../platform/search/open-search-index.js';
import { openSmsSender } from '../platform/sms/open-sms-sender.js';
import { openWebhooks } from '../platform/webhook/open-webhooks.js';
import { ENTITIES } from './entities.js';
import { MESSAGES } from './messages.js';

export type ProcessName = 'market' | 'admin' | 'worker';

/** Connections of a process's pool: two cores cannot keep more of them busy, and the embedded server allows 100 in all. */
const CONNECTIONS = 10;

/** What a process holds open: made before Nest, closed after it, in the other order. */
export type Platform = Awaited<ReturnType<typeof openPlatform>>;

/** Opens what every process needs. Rejects, and leaves nothing open, when the database cannot be reached. */
export async function openPlatform(settings: Settings, name: ProcessName) {
  const logger = createLogger({ process: name, level: settings.logLevel });
  const closers: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const url = settings.needed('appDatabaseUrl');
    const database = new AppDatabase(await Database.open({ url, applicationName: `duijie ${name}`, entities: ENTITIES, connections: CONNECTIONS }));
    closers.push(() => database.close());
    const clock = await DatabaseClock.start(askDatabase((sql) => database.dataSource.query(sql)), { onError: (error) => logger.warn({ err: error }, 'the clock was not corrected') });
    closers.push(() => clock.stop());
    const push = await openPush({ databaseUrl: url, redisUrl: settings.redisUrl, onError: (error) => logger.warn({ err: error }, 'live push') });
    closers.push(() => push.close());
    const metrics = new Metrics();
    measurePool(metrics, 'app', CONNECTIONS, () => database.poolUse());
    const engine = engineAddress(settings);
    const measured = measureProcess(metrics);
    closers.push(() => measured.stop());
    const redis = settings.redisUrl === null ? null : await RedisProbe.open(settings.redisUrl);
    closers.push(() => redis?.close());
    redis?.measure(metrics);
    return {
      name, settings, logger, database, clock, push, redis, metrics, close,
      ids: new RandomIds(clock),
      keys: new IdempotencyKeys(settings.needed('idempotencySecret')),
      files: await DiskFileStore.open(settings.dataDir),
      messages: catalogue(logger),
      search: openSearchIndex(undefined, engine === null ? null : { address: engine, metrics, onFault: (error) => logger.warn({ err: error }, 'the search engine did not answer') }),
      sms: await openSmsSender(settings),
      mailer: await openMailer(settings),
      robots: await openRobots(settings),
      webhooks: openWebhooks(settings),
      sealer: new Sealer(settings.needed('idempotencySecret')),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A missing sentence is a fault to be repaired, and no reason to leave a user without an answer. */
function catalogue(logger: Logger): MessageCatalogue {
  return new MessageCatalogue(MESSAGES, (fault) => logger.error({ fault }, 'a message is missing'));
}
