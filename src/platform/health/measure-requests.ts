import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

/**
 * Counts and times every answered request by method, route pattern and status. Call it on the root instance before it
 * listens; what matches no route is one series, so that scanners cannot grow the figures.
 */
export function measureRequests(fastify: FastifyInstance, metrics: Metrics): void {
  const seconds = metrics.histogram({
    name: 'http_request_duration_seconds', help: 'Time from the request line to the end of the answer.', labels: ['method', 'route', 'status'],
  });
  fastify.addHook('onResponse', (request, reply, next) => {
    const route = request.routeOptions.url;
    seconds.observe(reply.elapsedTime / 1000, { method: route === undefined ? '' : request.method, route: route ?? 'unmatched', status: reply.statusCode });
    next();
  });
}
