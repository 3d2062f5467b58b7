import { NestFactory } from '@nestjs/core';
import fastify from 'fastify';
import { readSettings, type Settings } from '../platform/config/settings.js';
import { AuditChain } from '../platform/audit/audit-chain.js';
import { Database, MatcherDatabase } from '../platform/db/database.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import { MatchIndex } from '../matching/index.js';
import { serveHealth } from '../platform/health/health.routes.js';
import { measurePool } from '../platform/health/pool-metrics.js';
import { backlogCheck, freshnessCheck, Readiness, type HealthCheck } from '../platform/health/readiness.js';
import { NestLog } from '../platform/logging/nest-log.js';
import { OutboxRelay } from '../platform/outbox/relay.js';
import { LANES, type Job, type JobQueue, type Lane } from '../platform/queue/job-queue.port.js';
import { startEngineWriter } from '../platform/search/meilisearch/start-engine-writer.js';
import { engineAddress } from '../platform/search/open-search-index.js';
import { dispatch, sweepJobs } from './dispatch.js';
import { ENTITIES } from './entities.js';
import { commonChecks } from './health-checks.js';
import { openPlatform, type Platform } from './open-platform.js';
import { openWorkerQueue } from './open-queue.js';
import { stopOnSignals } from './stop-on-signals.js';
import { handlerClasses } from './switchboard.js';
import { measureBackground, measureMatchIndex } from './worker-metrics.js';
import { WorkerModule } from './worker.module.js';

/** Jobs of a lane that run at once. One import holds a connection and the parser; matching is ordered by its own locks; one job sends all webhooks and leaves the others to messages. */
const CONCURRENCY: Readonly<Record<Lane, number>> = { IMPORT: 2, INDEX: 1, MATCH: 2, NOTIFY: 2, DELIVER: 3, HOUSEKEEPING: 1 };
const MATCHER_CONNECTIONS = 8;
/** Rests between two looks at an idle outbox; the first share of the way from publish to push. */
const RELAY_PAUSE_MS = 15;
const CHAIN_PAUSE_MS = 1_000;
const RELAY_FRESH_MS = 15_000;
const SWEEP_EVERY_MS = 60_000;
const JOBS_ABORT_AFTER_MS = 15_000;
const BACKLOG_MAX = 100_000;

/** Runs the worker until it is told to stop: outbox relay, job handlers, clocks, health. */
export async function runWorker(): Promise<void> {
  const settings = readSettings();
  const platform = await openPlatform(settings, 'worker');
  const { logger } = platform;
  const matcher = new MatcherDatabase(await Database.open({
    url: settings.needed('matcherDatabaseUrl'), applicationName: 'duijie matcher', entities: ENTITIES, connections: MATCHER_CONNECTIONS,
  }));
  const queue = await openWorkerQueue(settings, logger, platform.metrics);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(platform, matcher, queue), { logger: new NestLog(logger), abortOnError: false });
  const handlers = new Map(handlerClasses().map((one): [string, EventHandler] => [one.name, app.get(one)]));
  for (const lane of LANES) await queue.work(lane, (job) => run(job, handlers), { concurrency: CONCURRENCY[lane] });
  const pushed = platform.metrics.counter({ name: 'duijie_push_sent_total', help: 'Words sent to those who watch live.' });
  const relay = new OutboxRelay(settings.needed('relayDatabaseUrl'), async (events) => pushed.add({}, await dispatch(events, queue, platform.push)), {
    pauseMs: RELAY_PAUSE_MS, onError: (error) => logger.error({ err: error }, 'the relay stumbled'),
  });
  relay.start();
  const chain = new AuditChain(settings.needed('relayDatabaseUrl'), { pauseMs: CHAIN_PAUSE_MS, onError: (error) => logger.error({ err: error }, 'the audit was not chained') });
  chain.start();
  measureBackground(platform.metrics, queue, settings.needed('relayDatabaseUrl'));
  measurePool(platform.metrics, 'matcher', MATCHER_CONNECTIONS, () => matcher.poolUse());
  const index = app.get(MatchIndex);
  measureMatchIndex(platform.metrics, index);
  // SQL answers until it is filled, and goes on to where that fails.
  index.fill(matcher).then(() => logger.info(index.sizes, 'matching from memory'), (error: unknown) => logger.warn({ err: error }, 'the index of matching was not filled'));
  const sweeps = startSweeps(queue, platform);
  const address = engineAddress(settings);
  const engine = address === null ? null
    : startEngineWriter({ url: settings.needed('matcherDatabaseUrl'), address, database: platform.database, metrics: platform.metrics, logger });
  const health = await serveWorkerHealth(settings, platform, queue, relay, engine === null ? [] : [engine.check]);
  stopOnSignals(logger, async () => {
    clearInterval(sweeps);
    await engine?.stop();
    await Promise.all([relay.stop(), chain.stop()]);
    await queue.close({ abortAfterMs: JOBS_ABORT_AFTER_MS });
    await health.close();
    await app.close();
    await matcher.close();
    await platform.close();
  });
  logger.info({ port: settings.workerPort }, 'working');
}

async function run(job: Job, handlers: ReadonlyMap<string, EventHandler>): Promise<void> {
  const handler = handlers.get(job.handler);
  // A job of a handler that a later version took away fails visibly instead of vanishing.
  if (handler === undefined) throw new Error(`No handler ${job.handler} in this version.`);
  await handler.handle(job.events);
}

function startSweeps(queue: JobQueue, { clock, logger }: Platform): NodeJS.Timeout {
  const sweep = (): void => void queue.enqueue(sweepJobs(clock.now())).catch((error: unknown) => logger.warn({ err: error }, 'sweeps were not enqueued'));
  sweep();
  return setInterval(sweep, SWEEP_EVERY_MS);
}

async function serveWorkerHealth(settings: Settings, platform: Platform, queue: JobQueue, relay: OutboxRelay, more: readonly HealthCheck[]) {
  const { metrics, logger } = platform;
  const server = fastify({ forceCloseConnections: true });
  const waiting = async (): Promise<number> => Object.values(await queue.depth()).reduce((sum, { waiting }) => sum + waiting, 0);
  const readiness = new Readiness([
    ...commonChecks(platform), backlogCheck('queue', waiting, BACKLOG_MAX), freshnessCheck('relay', () => relay.lastLookAt, RELAY_FRESH_MS), ...more,
  ]);
  serveHealth(server, { process: 'worker', readiness, metrics, onError: (error) => logger.warn({ err: error }, 'a figure could not be read') });
  await server.listen({ port: settings.workerPort, host: settings.host });
  return server;
}
