import type { GraphQLError} from 'graphql';
import { type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../logging/logger.js';
import type { Messages } from '../messages/messages.js';
import type { RequestContext } from './context.js';
import type { OperationFigures } from './operation-figures.js';

/** Codes of the engine that are the caller's own and safe to show. */
const CALLERS_OWN = new Set([
  'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE', 'PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** What leaves the house of an error: refusals with their sentence, the caller's own mistakes as they are, everything else as INTERNAL with a trace id. */
export class Faults {
  constructor(private readonly messages: Messages, private readonly logger: Logger, private readonly figures: OperationFigures) {}

  shown(error: GraphQLFormattedError, context: Pick<RequestContext, 'traceId' | 'locale'> | null): GraphQLFormattedError {
    const code = codeOf(error);
    const locale = context?.locale ?? 'zh-CN';
    const place = { ...(error.path === undefined ? {} : { path: error.path }), ...(error.locations === undefined ? {} : { locations: error.locations }) };
    const { params, field } = (error.extensions ?? {}) as { params?: Readonly<Record<string, string | number>>; field?: string | null };
    if (params !== undefined) return { message: this.messages.render(code, params, locale), ...place, extensions: { code, field: field ?? null } };
    // The engine wraps a value that does not fit in an error without a code of its own; its text names the variable and our scalar's words.
    if (CALLERS_OWN.has(code)) return { message: error.message, ...place, extensions: { code } };
    const traceId = context?.traceId ?? '';
    return { message: this.messages.render('INTERNAL', { traceId }, locale), ...place, extensions: { code: 'INTERNAL', traceId } };
  }

  /** Logs what the caller is not told. */
  report(errors: readonly GraphQLError[], context: Pick<RequestContext, 'traceId'> | null): void {
    for (const error of errors) {
      const code = codeOf(error);
      this.figures.refused(code);
      if (CALLERS_OWN.has(code) || 'params' in error.extensions) continue;
      this.logger.error({ err: error.originalError ?? error, path: error.path?.join('.'), traceId: context?.traceId }, 'a resolver failed');
    }
  }
}

/** What execution says of an argument that the variables leave without a fitting value; validation cannot know, and the engine gives it no code. */
const ARGUMENT_FAULT = /^Argument "\w+" (?:of (?:required|non-null) type "|has invalid value )/;

function codeOf(error: Pick<GraphQLFormattedError, 'extensions' | 'message'>): string {
  if (ARGUMENT_FAULT.test(error.message)) return 'BAD_USER_INPUT';
  const code = error.extensions?.['code'];
  return typeof code === 'string' ? code : 'INTERNAL';
}
