import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { requestFacts } from '../logging/request-facts.js';
import type { RequestContext } from './context.js';
import type { KnownOperation, KnownOperations } from './known-operations.js';
import { assertWithinLimits } from './limits.js';
import type { OperationFigures } from './operation-figures.js';

/** What the engine sends with an answer of one result. */
const CONTENT_TYPE = 'application/json; charset=utf-8';
const PLAIN_ACCEPTS = new Set([undefined, '*/*', 'application/json']);

interface Asked {
  readonly source: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The short way of a query that is known word for word: session, limits, guards and resolvers as ever, without the engine's pipeline
 * around them. It answers what came out without an error and nothing else: for whatever is refused or fails on the way the engine
 * runs the query from its beginning, so that there is one place which words errors.
 */
export class KnownLane {
  constructor(
    private readonly schema: GraphQLSchema, private readonly known: KnownOperations, private readonly figures: OperationFigures,
    private readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<RequestContext>,
  ) {}

  /** True when the answer was sent. */
  async answers(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const asked = plainlyAsked(request);
    const known = asked === null ? null : this.known.find(asked.source, asked.operationName);
    if (asked === null || known === null) return false;
    const body = await this.bodyOf(known, asked, request, reply);
    if (body === null) {
      this.known.failed(asked.source, asked.operationName);
      return false;
    }
    void reply.code(200).header('content-type', CONTENT_TYPE).send(body);
    return true;
  }

  private async bodyOf({ document, operation, run }: KnownOperation, asked: Asked, request: FastifyRequest, reply: FastifyReply): Promise<string | null> {
    const startedMs = performance.now();
    try {
      const context = await this.contextOf(request, reply);
      requestFacts(request.raw).operation = operation.name?.value ?? null;
      assertWithinLimits(this.schema, document, operation.name?.value, asked.variables);
      const { data, errors } = await run(context, asked.variables);
      if (errors !== undefined || data === undefined || data === null) return null;
      this.figures.answered(operation, (performance.now() - startedMs) / 1_000, true);
      this.figures.tookShortWay();
      return `${JSON.stringify({ data })}\n`;
    } catch {
      return null;
    }
  }
}

/** A question of the usual form; everything else (stored queries, other media types, forms of a body that are to be refused) is the engine's to judge. */
function plainlyAsked({ method, headers, body }: FastifyRequest): Asked | null {
  if (method !== 'POST' || headers['content-type']?.startsWith('application/json') !== true || !PLAIN_ACCEPTS.has(headers.accept)) return null;
  if (typeof body !== 'object' || body === null) return null;
  const { query, operationName, variables, extensions } = body as Readonly<Record<string, unknown>>;
  if (typeof query !== 'string' || extensions !== undefined) return null;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return null;
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables))) return null;
  return { source: query, operationName: operationName ?? null, variables: (variables ?? {}) as Readonly<Record<string, unknown>> };
}
