import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProcessLogger } from '../platform/logging/process-logger.js';
import { requestFacts } from '../platform/logging/request-facts.js';
import { localeOf } from '../platform/messages/locale.js';
import { Messages } from '../platform/messages/messages.js';

const CODES: Readonly<Record<number, string>> = { 404: 'ROUTE_NOT_FOUND', 413: 'REQUEST_TOO_LARGE', 415: 'REQUEST_TYPE', 503: 'STOPPING' };

/** What HTTP itself refuses, before any resolver: a body that is no JSON, too large a one, an address that is none. Faults become INTERNAL with a trace id. */
@Catch()
export class HttpFaultFilter implements ExceptionFilter {
  static readonly provider: Provider = { provide: APP_FILTER, useClass: HttpFaultFilter };

  constructor(private readonly messages: Messages, private readonly log: ProcessLogger) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    // A resolver's errors are formatted by the GraphQL server.
    if (host.getType<string>() !== 'http') throw error;
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { traceId } = requestFacts(request.raw);
    const status = statusOf(error);
    const code = status >= 500 && status !== 503 ? 'INTERNAL' : CODES[status] ?? 'REQUEST_MALFORMED';
    if (code === 'INTERNAL') this.log.logger.error({ err: error, traceId }, 'a request failed');
    const message = this.messages.render(code, { traceId }, localeOf(request.headers['accept-language']));
    return reply.code(status).header('cache-control', 'no-store').send({ errors: [{ message, extensions: { code, traceId } }] });
  }
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
