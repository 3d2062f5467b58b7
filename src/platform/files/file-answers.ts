import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalData } from '../../core/outcome/outcome.js';
import type { Logger } from '../logging/logger.js';
import { requestFacts } from '../logging/request-facts.js';
import { localeOf } from '../messages/locale.js';
import { Messages } from '../messages/messages.js';

/** Statuses of refusals whose code alone decides. */
const STATUS: Readonly<Record<string, number>> = {
  FILE_TOO_LARGE: 413, FILE_KIND_NOT_ALLOWED: 415, XLS_NOT_SUPPORTED: 415, XLSX_HAS_MACROS: 415, CROSS_SITE_REQUEST: 403,
  WRONG_KIND: 403, ROLE_MISSING: 403, NOT_APPROVED: 403, FILE_GONE: 410, DOWNLOADS_BUSY: 503,
};
const STATUS_OF_KIND: Readonly<Record<RefusalData['kind'], number>> = { NOT_ALLOWED: 401, NOT_FOUND: 404, INPUT: 400, STATE: 409, CONFLICT: 409 };

/** How file routes say no: `{ code, message, field }`, a fault `{ code: INTERNAL, message, field, traceId }` with 500. */
@Injectable()
export class FileAnswers {
  constructor(private readonly messages: Messages) {}

  refuse(request: FastifyRequest, reply: FastifyReply, { kind, code, field, params }: RefusalData): FastifyReply {
    const status = STATUS[code] ?? STATUS_OF_KIND[kind];
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    if (status === 503) reply.header('retry-after', '10');
    const message = this.messages.render(code, params, localeOf(request.headers['accept-language']));
    return reply.code(status).header('cache-control', 'no-store').send({ code, message, field });
  }

  /** Logs the fault under `what`. */
  fault(request: FastifyRequest, reply: FastifyReply, error: unknown, logger: Logger, what: string): FastifyReply {
    const { traceId } = requestFacts(request.raw);
    logger.error({ err: error, traceId }, what);
    const message = this.messages.render('INTERNAL', { traceId }, localeOf(request.headers['accept-language']));
    return reply.code(500).header('cache-control', 'no-store').send({ code: 'INTERNAL', message, field: null, traceId });
  }
}
