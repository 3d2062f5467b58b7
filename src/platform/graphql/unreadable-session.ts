import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { IncomingMessage } from 'node:http';
import { requestFacts } from '../logging/request-facts.js';
import { localeOf } from '../messages/locale.js';
import type { Faults } from './faults.js';

/** A live connection as graphql-ws hands it over. */
export interface LiveConnection {
  readonly connectionParams?: Readonly<Record<string, unknown>>;
  readonly extra: { readonly request: IncomingMessage; readonly socket: { close(code: number, reason: string): void } };
}

/** The close code after which clients come again; they give up for good after 4500, which the engine would send. */
const TRY_AGAIN_LATER = 1013;

/**
 * The database did not say whose request this is, since it was away: a fault, logged with its cause and answered as one. The engine
 * itself would log nothing and show the driver's words.
 */
export function throwUnreadable(faults: Faults, cause: unknown, request: FastifyRequest): never {
  const error = report(faults, cause, request.raw);
  const { message, extensions } = faults.shown(error.toJSON(), { traceId: requestFacts(request.raw).traceId, locale: localeOf(request.headers['accept-language']) });
  throw new GraphQLError(message, { extensions: { ...extensions, http: { status: 500 } } });
}

/** As `throwUnreadable`, for a live connection: it is closed, and its client told to come again. */
export function endUnreadable(faults: Faults, cause: unknown, { extra }: LiveConnection): never {
  extra.socket.close(TRY_AGAIN_LATER, 'Try again later');
  throw report(faults, cause, extra.request);
}

function report(faults: Faults, cause: unknown, request: IncomingMessage): GraphQLError {
  const error = new GraphQLError('The session could not be read.', { originalError: cause instanceof Error ? cause : new Error(String(cause)) });
  faults.report([error], { traceId: requestFacts(request).traceId });
  return error;
}
