import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from './logger.js';
import { requestFacts } from './request-facts.js';

/** Routes asked every few seconds by machines: their lines would bury the others. */
const QUIET = /^\/(health\/|metrics$)/;

/**
 * Writes one line per answered or abandoned request: method, route (never the URL, which may carry search words), status,
 * milliseconds, trace id, organisation; never bodies, headers or addresses. Answers carry the trace id as `x-request-id`.
 * Call it on the root instance before it listens.
 */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', (request, reply, next) => {
    reply.header('x-request-id', requestFacts(request.raw).traceId);
    next();
  });
  fastify.addHook('onResponse', (request, reply, next) => {
    const line = lineOf(request, reply, reply.statusCode);
    if (reply.statusCode >= 500) logger.error(line, 'request failed');
    else if (QUIET.test(line.route)) logger.debug(line, 'request');
    else logger.info(line, 'request');
    next();
  });
  fastify.addHook('onRequestAbort', (request, next) => {
    // 499, as reverse proxies write it: the client left before it had its answer.
    logger.info({ ...lineOf(request, null, 499) }, 'request abandoned');
    next();
  });
}

function lineOf(request: FastifyRequest, reply: FastifyReply | null, status: number): { readonly route: string } & Record<string, unknown> {
  const facts = requestFacts(request.raw);
  return {
    method: request.method,
    route: request.routeOptions.url ?? 'unmatched',
    ...(facts.operation === null ? {} : { operation: facts.operation }),
    status,
    ...(reply === null ? {} : { ms: Math.round(reply.elapsedTime * 10) / 10 }),
    traceId: facts.traceId,
    ...(facts.organisationId === null ? {} : { organisationId: facts.organisationId }),
  };
}
