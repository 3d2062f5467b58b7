import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refused, type RefusalData } from '../../core/outcome/outcome.js';
import type { Logger } from '../logging/logger.js';
import { requestFacts } from '../logging/request-facts.js';
import { localeOf } from '../messages/locale.js';
import { Messages } from '../messages/messages.js';
import type { ItemProblem } from './rest-route.js';

/** Statuses of refusals whose code alone decides. */
const STATUS: Readonly<Record<string, number>> = {
  SCOPE_MISSING: 403, TOKEN_NOT_HERE: 403, WRONG_KIND: 403, ROLE_MISSING: 403, NOT_APPROVED: 403, CROSS_SITE_REQUEST: 403,
  REST_BODY_TOO_LARGE: 413, REST_MEDIA_TYPE: 415,
};
const STATUS_OF_KIND: Readonly<Record<RefusalData['kind'], number>> = { NOT_ALLOWED: 401, NOT_FOUND: 404, INPUT: 400, STATE: 409, CONFLICT: 409 };
const FAULT_BODY_TOO_LARGE = 413;
const FAULT_MEDIA_TYPE = 415;

interface Violation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** How the REST interface says no: `application/problem+json` (RFC 9457) with our code, the field and a sentence in the caller's language. */
@Injectable()
export class RestAnswers {
  constructor(private readonly messages: Messages) {}

  refuse(request: FastifyRequest, reply: FastifyReply, refusal: RefusalData): FastifyReply {
    const status = STATUS[refusal.code] ?? STATUS_OF_KIND[refusal.kind];
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    return this.send(request, reply, status, this.item(request, refusal));
  }

  item(request: FastifyRequest, { code, field, params }: RefusalData): ItemProblem {
    return { code, field, message: this.messages.render(code, params, localeOf(request.headers['accept-language'])) };
  }

  /** What Fastify refuses is the sender's and told in our words; the rest is ours, logged, and told with its trace. */
  fault(request: FastifyRequest, reply: FastifyReply, error: unknown, logger: Logger): FastifyReply {
    const { statusCode, validation, validationContext } = error as { readonly statusCode?: number; readonly validation?: readonly Violation[]; readonly validationContext?: string };
    if (validation !== undefined) return this.refuse(request, reply, violationOf(validation[0], validationContext));
    if (statusCode === FAULT_BODY_TOO_LARGE) return this.refuse(request, reply, refused('INPUT', 'REST_BODY_TOO_LARGE').refusal);
    if (statusCode === FAULT_MEDIA_TYPE) return this.refuse(request, reply, refused('INPUT', 'REST_MEDIA_TYPE').refusal);
    if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return this.refuse(request, reply, refused('INPUT', 'REST_JSON_MALFORMED').refusal);
    const { traceId } = requestFacts(request.raw);
    logger.error({ err: error, traceId }, 'a REST request failed');
    const message = this.messages.render('INTERNAL', { traceId }, localeOf(request.headers['accept-language']));
    return this.send(request, reply, 500, { code: 'INTERNAL', field: null, message });
  }

  private send(request: FastifyRequest, reply: FastifyReply, status: number, { code, field, message }: ItemProblem): FastifyReply {
    const problem = { type: `urn:duijie:problem:${code}`, title: code, status, detail: message, code, field, message, traceId: requestFacts(request.raw).traceId };
    return reply.code(status).header('content-type', 'application/problem+json; charset=utf-8').header('cache-control', 'no-store').send(JSON.stringify(problem));
  }
}

/** The first violation of a schema, its place in dots as GraphQL says it. */
function violationOf(violation: Violation | undefined, context: string | undefined): RefusalData {
  const { instancePath = '', keyword = '', params = {} } = violation ?? {};
  const place = instancePath.split('/').filter(Boolean);
  const named = params['missingProperty'] ?? params['additionalProperty'];
  const field = [...place, ...(typeof named === 'string' ? [named.slice(0, 100)] : [])].join('.') || (context === 'body' ? null : context ?? null);
  if (keyword === 'required') return refused('INPUT', 'VALUE_MISSING', field, { detail: '' }).refusal;
  if (keyword === 'additionalProperties') return refused('INPUT', 'REST_FIELD_UNKNOWN', field).refusal;
  if (keyword === 'type') return refused('INPUT', 'REST_TYPE_WRONG', field, { expected: String(params['type']).replaceAll(',', ' / ') }).refusal;
  if (keyword === 'minItems' || keyword === 'maxItems') return refused('INPUT', 'REST_LIST_LENGTH', field, { limit: Number(params['limit']) }).refusal;
  if (keyword === 'enum') return refused('INPUT', 'REST_VALUE_UNKNOWN', field, { allowed: String(params['allowedValues']).replaceAll(',', ' / ') }).refusal;
  return refused('INPUT', 'REST_VALUE_WRONG', field, { rule: `${keyword} ${String(Object.values(params)[0] ?? '')}`.trim() }).refusal;
}
