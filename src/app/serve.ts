import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { SessionCookie } from '../platform/access/session-cookie.js';
import { readSettings, type Settings } from '../platform/config/settings.js';
import type { Download } from '../platform/files/download.js';
import { DownloadController } from '../platform/files/download.controller.js';
import { EvidenceDownloads } from '../platform/files/evidence-downloads.js';
import { FilesController } from '../platform/files/files.controller.js';
import { serveGraphiql, type GraphiqlPage } from '../platform/graphql/graphiql.js';
import { refuseUpgrades } from '../platform/graphql/refuse-upgrades.js';
import { measureRequests } from '../platform/health/measure-requests.js';
import { serveHealth } from '../platform/health/health.routes.js';
import { Readiness } from '../platform/health/readiness.js';
import { logRequests } from '../platform/logging/log-requests.js';
import { NestLog } from '../platform/logging/nest-log.js';
import { requestFacts } from '../platform/logging/request-facts.js';
import { RestController } from '../platform/rest/rest.controller.js';
import type { RestRoute } from '../platform/rest/rest-route.js';
import { openPlatform, type Platform } from './open-platform.js';
import { commonChecks } from './health-checks.js';
import { stopOnSignals } from './stop-on-signals.js';

/** A value of another type is refused and never bent, a field of no name never dropped. */
const SCHEMAS = { coerceTypes: false, removeAdditional: false, allowUnionTypes: true } as const;
const BODY_MAX_BYTES = 1_048_576;
const HEADERS_WITHIN_MS = 10_000;
const BODY_WITHIN_MS = 60_000;

export interface Api {
  readonly name: 'market' | 'admin';
  readonly port: 'marketPort' | 'adminPort';
  readonly module: (platform: Platform, settings: Settings) => DynamicModule | Promise<DynamicModule>;
  readonly graphiql: GraphiqlPage;
  /** What this process gives out as files; providers of its module. */
  readonly downloads?: readonly Type<Download>[];
  /** What this process answers by REST; providers of its module. */
  readonly routes?: readonly Type<RestRoute>[];
}

/** Runs an API process until it is told to stop: GraphQL, files, health, GraphiQL on one port. */
export async function serve(api: Api): Promise<void> {
  const settings = readSettings();
  const platform = await openPlatform(settings, api.name);
  const adapter = new FastifyAdapter({ bodyLimit: BODY_MAX_BYTES, forceCloseConnections: true, connectionTimeout: BODY_WITHIN_MS, trustProxy: settings.trustProxy, ajv: { customOptions: SCHEMAS }, requestTimeout: BODY_WITHIN_MS, http: { headersTimeout: HEADERS_WITHIN_MS } });
  const app = await NestFactory.create<NestFastifyApplication>(await api.module(platform, settings), adapter, { logger: new NestLog(platform.logger), abortOnError: false });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  prepare(fastify, platform, api);
  const cookie = app.get(SessionCookie).name;
  app.get(FilesController).serve(fastify, platform.logger, cookie);
  app.get(DownloadController).serve(fastify, (api.downloads ?? []).map((download) => app.get(download)), platform.logger, cookie);
  app.get(EvidenceDownloads).serve(fastify, cookie);
  app.get(RestController).serve(fastify, (api.routes ?? []).map((route) => app.get(route)), platform.logger, cookie);
  stopOnSignals(platform.logger, async () => {
    // What is live ends first: a reader woken now would ask a database that is about to close.
    await platform.push.close();
    await app.close();
    await platform.close();
  });
  refuseUpgrades(fastify.server);
  await app.listen(settings[api.port], settings.host);
  platform.logger.info({ port: settings[api.port] }, 'listening');
}

function prepare(fastify: FastifyInstance, platform: Platform, api: Api): void {
  const { logger, metrics, clock, name } = platform;
  logRequests(fastify, logger);
  measureRequests(fastify, metrics);
  // Runs once the body is parsed: what a deadline is judged by.
  fastify.addHook('preValidation', (request, _reply, next) => {
    requestFacts(request.raw).receivedAt = clock.now();
    next();
  });
  serveHealth(fastify, {
    process: name, metrics, readiness: new Readiness(commonChecks(platform)), onError: (error) => logger.warn({ err: error }, 'a figure could not be read'),
  });
  serveGraphiql(fastify, api.graphiql);
}
