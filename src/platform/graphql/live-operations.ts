import { getOperationAST, GraphQLError, parse, validate, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { RequestContext } from './context.js';
import type { Faults } from './faults.js';
import { assertWithinLimits } from './limits.js';
import type { OperationFigures } from './operation-figures.js';

const TOKENS_MAX = 5_000;
const FRAME_MAX_BYTES = 262_144;
/** A connection that never says who it is has this long. */
const INIT_WITHIN_MS = 10_000;

interface Subscribe {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

/** Options of graphql-ws: the same limits and the same errors as over HTTP, subscriptions alone. `schema` is asked for once a client speaks. */
export function liveOperations(faults: Faults, figures: OperationFigures, schema: () => GraphQLSchema) {
  return {
    path: '/graphql',
    connectionInitWaitTimeout: INIT_WITHIN_MS,
    maxPayload: FRAME_MAX_BYTES,
    onSubscribe: (_connection: unknown, _id: string, payload: Subscribe) => prepared(schema(), payload),
    onError: (_connection: unknown, _id: string, _payload: unknown, errors: readonly GraphQLError[]) => {
      faults.report(errors, null);
      return errors.map((error) => faults.shown(error.toJSON(), null));
    },
    onNext: (_connection: unknown, _id: string, _payload: unknown, args: ExecutionArgs, result: { errors?: readonly GraphQLError[] }) => {
      figures.sentLive();
      if (result.errors === undefined) return undefined;
      const context = args.contextValue as RequestContext;
      faults.report(result.errors, context);
      return { ...result, errors: result.errors.map((error) => faults.shown(error.toJSON(), context)) };
    },
  };
}

/** Parsed, validated and within the limits, or why not; queries and mutations belong to HTTP, where their time of arrival is stamped. */
export function prepared(schema: GraphQLSchema, { query, operationName, variables }: Subscribe): ExecutionArgs | GraphQLError[] {
  try {
    const document = parse(query, { maxTokens: TOKENS_MAX });
    const errors = validate(schema, document);
    if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    if (getOperationAST(document, operationName)?.operation !== 'subscription') {
      return [new GraphQLError('Only subscriptions run on a live connection; send queries and mutations by POST.', { extensions: { code: 'BAD_REQUEST' } })];
    }
    assertWithinLimits(schema, document, operationName ?? undefined, variables ?? {});
    return { schema, document, ...(operationName ? { operationName } : {}), variableValues: variables ?? {} };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [error.extensions['code'] === undefined ? withCode(error, 'GRAPHQL_PARSE_FAILED') : error];
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, source: error.source ?? null, positions: error.positions ?? null, extensions: { code } });
}
