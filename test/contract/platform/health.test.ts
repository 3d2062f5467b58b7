import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { serveHealth } from '../../../src/platform/health/health.routes.js';
import { measureRequests } from '../../../src/platform/health/measure-requests.js';
import { Metrics } from '../../../src/platform/health/metrics.js';
import { measureProcess } from '../../../src/platform/health/process-metrics.js';
import { Readiness } from '../../../src/platform/health/readiness.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { logRequests } from '../../../src/platform/logging/log-requests.js';
import { requestFacts } from '../../../src/platform/logging/request-facts.js';

@Module({})
class EmptyModule {}

/** What a process has around its routes, and switches for the test to turn. */
function surroundings() {
  const lines: Record<string, unknown>[] = [];
  const state = { database: null as Error | null };
  const metrics = new Metrics();
  const process = measureProcess(metrics);
  const readiness = new Readiness([
    { name: 'database', check: () => (state.database === null ? Promise.resolve() : Promise.reject(state.database)) },
    { name: 'queue', check: () => Promise.resolve('3 waiting') },
  ], 200);
  const log = createLogger({ process: 'market', level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
  const furnish = (fastify: FastifyInstance): void => {
    logRequests(fastify, log);
    measureRequests(fastify, metrics);
    serveHealth(fastify, { process: 'market', readiness, metrics });
    fastify.post('/deeds/:id', (request) => {
      Object.assign(requestFacts(request.raw), { organisationId: 'org_7', operation: 'PublishProducts' });
      return { traceId: requestFacts(request.raw).traceId };
    });
    fastify.get('/broken', () => { throw new Error('broken'); });
    fastify.get('/slow', async () => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return {};
    });
  };
  return { lines, state, furnish, stop: () => process.stop() };
}

const openings: readonly (readonly [string, (furnish: (fastify: FastifyInstance) => void) => Promise<{ url: string; close: () => Promise<unknown> }>])[] = [
  ['a bare Fastify', async (furnish) => {
    const fastify = Fastify({ forceCloseConnections: true });
    furnish(fastify);
    await fastify.listen({ host: '127.0.0.1', port: 0 });
    return { url: `http://127.0.0.1:${(fastify.server.address() as AddressInfo).port}`, close: () => fastify.close() };
  }],
  ['Nest', async (furnish) => {
    const app = await NestFactory.create<NestFastifyApplication>(EmptyModule, new FastifyAdapter({ forceCloseConnections: true }), { logger: false });
    furnish(app.getHttpAdapter().getInstance());
    await app.listen(0, '127.0.0.1');
    return { url: await app.getUrl(), close: () => app.close() };
  }],
];

describe.each(openings)('health, figures and request lines on %s', (_name, open) => {
  let around: ReturnType<typeof surroundings>;
  let url: string;
  let close: () => Promise<unknown>;
  beforeEach(async () => {
    around = surroundings();
    ({ url, close } = await open(around.furnish));
  });
  afterEach(async () => {
    around.stop();
    await close();
  });

  const lineOf = async (route: string): Promise<Record<string, unknown> | undefined> => {
    for (let tries = 0; tries < 100; tries++) {
      const line = around.lines.find((one) => one['route'] === route);
      if (line !== undefined) return line;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return undefined;
  };

  it('is live as long as it answers', async () => {
    around.state.database = new Error('down');
    const response = await fetch(`${url}/health/live`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok', process: 'market', uptimeSeconds: expect.any(Number) }]);
  });

  it('is ready while all checks pass, names the one that fails with 503, and is ready again afterwards', async () => {
    const look = async () => {
      const response = await fetch(`${url}/health/ready`);
      expect(response.headers.get('cache-control')).toBe('no-store');
      return [response.status, await response.json()];
    };
    const queue = { name: 'queue', ok: true, ms: expect.any(Number), detail: '3 waiting' };
    const well = [200, { ready: true, process: 'market', checks: [{ name: 'database', ok: true, ms: expect.any(Number), detail: null }, queue] }];
    expect(await look()).toEqual(well);
    around.state.database = new Error('connect ECONNREFUSED postgres://u:canary@h');
    expect(await look()).toEqual([503, {
      ready: false, process: 'market',
      checks: [{ name: 'database', ok: false, ms: expect.any(Number), detail: 'connect ECONNREFUSED postgres://u:[redacted]@h' }, queue],
    }]);
    around.state.database = null;
    expect(await look()).toEqual(well);
  });

  it('tells figures of the process and of requests by route, not by address', async () => {
    for (const path of ['/deeds/1', '/deeds/2']) await fetch(url + path, { method: 'POST' });
    for (const path of ['/scan/1', '/scan/2']) await fetch(url + path);
    const response = await fetch(`${url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain('http_request_duration_seconds_count{method="POST",route="/deeds/:id",status="200"} 2\n');
    expect(text).toContain('http_request_duration_seconds_count{method="",route="unmatched",status="404"} 2\n');
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).not.toContain('scan');
  });

  it('writes one line per request: what was asked and by which organisation, and nothing of its content', async () => {
    const response = await fetch(`${url}/deeds/42?q=canary`, { method: 'POST', headers: { authorization: 'Bearer canary', 'content-type': 'application/json' }, body: '{"a":"canary"}' });
    const { traceId } = await response.json() as { traceId: string };
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(response.headers.get('x-request-id')).toBe(traceId);
    expect(await lineOf('/deeds/:id')).toEqual({
      level: 'info', time: expect.any(String), process: 'market', method: 'POST', route: '/deeds/:id', operation: 'PublishProducts', status: 200,
      ms: expect.any(Number), traceId, organisationId: 'org_7', msg: 'request',
    });
    expect(JSON.stringify(around.lines)).not.toContain('canary');
  });

  it.each([
    ['trace-0001:a.b', true],
    ['short', false],
    ['has space in it', false],
    ['x'.repeat(65), false],
    ['"><script>alert', false],
  ])('takes the caller’s request id %s: %s', async (id, taken) => {
    const response = await fetch(`${url}/health/live`, { headers: { 'x-request-id': id } });
    expect(response.headers.get('x-request-id') === id).toBe(taken);
  });

  it('writes faults loud and probes quiet', async () => {
    await fetch(`${url}/broken`);
    await fetch(`${url}/health/live`);
    await fetch(`${url}/nowhere`);
    expect(await lineOf('/broken')).toMatchObject({ level: 'error', status: 500 });
    expect(await lineOf('/health/live')).toMatchObject({ level: 'debug', status: 200 });
    expect(await lineOf('unmatched')).toMatchObject({ level: 'info', status: 404 });
  });

  it('writes one line for a request whose sender did not wait', async () => {
    const abort = new AbortController();
    const asked = fetch(`${url}/slow`, { signal: abort.signal });
    setTimeout(() => abort.abort(), 40);
    await expect(asked).rejects.toThrow('abort');
    expect(await lineOf('/slow')).toMatchObject({ level: 'info', status: 499, msg: 'request abandoned' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(around.lines.filter((line) => line['route'] === '/slow')).toHaveLength(1);
  });
});
