import { setTimeout as pause } from 'node:timers/promises';
import { RequestReindex } from '../../catalogue/index.js';
import { DatabaseClock } from '../../platform/clock/clock.js';
import { askDatabase } from '../../platform/clock/database-time.store.js';
import { RandomIds } from '../../platform/clock/ids.js';
import { CannotStart } from '../../platform/config/cannot-start.js';
import { AppDatabase, Database, SYSTEM_SCOPE } from '../../platform/db/database.js';
import { Deeds } from '../../platform/deed/deeds.js';
import { IdempotencyKeys } from '../../platform/idempotency/idempotency.js';
import type { JobQueue } from '../../platform/queue/job-queue.port.js';
import { areUndelivered } from '../../platform/verify/platform.store.js';
import { ENTITIES } from '../entities.js';

const TRACE = 'reindex';
const LOOK_EVERY_MS = 500;

/** Asks for the rebuild as `reindex` of the admin API does, in the name of the operator. */
export async function requestRebuild(appDatabaseUrl: string): Promise<void> {
  const database = new AppDatabase(await Database.open({ url: appDatabaseUrl, applicationName: 'duijie reindex', entities: ENTITIES, connections: 2 }));
  try {
    const clock = await DatabaseClock.start(askDatabase((sql) => database.dataSource.query(sql)));
    try {
      // No key of repeats is used, so none is needed to sign one with.
      const requesting = new RequestReindex(new Deeds(database, new IdempotencyKeys(''), new RandomIds(clock)));
      await requesting.run({
        viewer: { kind: 'SYSTEM', because: '命令 reindex' }, receivedAt: clock.now(), idempotencyKey: null, traceId: TRACE, locale: 'zh-CN',
      }, ['npm run reindex']);
    } finally {
      clock.stop();
    }
  } finally {
    await database.close();
  }
}

/** Waits until the worker has done what was asked; `progress` is called while it works. @throws CannotStart when the job failed for good or time is over. */
export async function rebuilt(database: Database, queue: JobQueue, withinMs: number, progress: () => Promise<void>): Promise<void> {
  const failedBefore = new Set((await queue.failed('HOUSEKEEPING', 100)).map(({ job }) => job.id));
  for (const end = Date.now() + withinMs; ; await pause(LOOK_EVERY_MS)) {
    const undelivered = await database.read(SYSTEM_SCOPE, areUndelivered);
    const { waiting, active, delayed } = (await queue.depth()).HOUSEKEEPING;
    const failed = (await queue.failed('HOUSEKEEPING', 100)).find(({ job }) => job.handler === 'RebuildProductIndex' && !failedBefore.has(job.id));
    if (failed !== undefined) throw new CannotStart(`重建失败（${failed.reason}）：排除原因后重试。`, `The rebuild failed (${failed.reason}): remove the cause and try again.`);
    if (!undelivered && waiting + active + delayed === 0) return;
    if (Date.now() > end) throw new CannotStart('重建未在限定时间内完成：请看管理端 queues 的 HOUSEKEEPING 队列，或加大 --wait。', 'The rebuild did not end in time: see HOUSEKEEPING in `queues` of the admin API, or raise --wait.');
    await progress();
  }
}
