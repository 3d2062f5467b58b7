import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';
import type { Readiness } from './readiness.js';

export interface HealthParts {
  readonly process: 'market' | 'admin' | 'worker' | (string & {});
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  /** Hears of figures that could not be read at a scrape. */
  readonly onError?: (error: unknown) => void;
}

/**
 * The three routes every process has, for a supervisor, a balancer and a collector; nobody signs in for them and they tell
 * no business facts. `/health/live`: 200 while the process answers at all. `/health/ready`: 200, or 503 when one check
 * fails, with `{ ready, process, checks: [{ name, ok, ms, detail }] }`. `/metrics`: text for Prometheus.
 * Call it on the root instance (market and admin: `app.getHttpAdapter().getInstance()`) before it listens.
 */
export function serveHealth(fastify: FastifyInstance, { process: name, readiness, metrics, onError }: HealthParts): void {
  const fresh = { 'cache-control': 'no-store' };
  fastify.get('/health/live', (_request, reply) => reply.headers(fresh).send({ status: 'ok', process: name, uptimeSeconds: Math.round(process.uptime()) }));
  fastify.get('/health/ready', async (_request, reply) => {
    const report = await readiness.look();
    return reply.code(report.ready ? 200 : 503).headers(fresh).send({ ready: report.ready, process: name, checks: report.checks });
  });
  fastify.get('/metrics', async (_request, reply) => {
    const text = await metrics.render(onError);
    return reply.headers({ ...fresh, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).send(text);
  });
}
