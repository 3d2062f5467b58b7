import type { IncomingMessage } from 'node:http';
import { randomBytes } from 'node:crypto';

/** What a log line and an answer tell about one request; who learns more of it writes it here. */
export interface RequestFacts {
  /** Names the request in logs, answers and outbox rows: the caller's `x-request-id` when it is sane, else 16 random bytes in hex. */
  readonly traceId: string;
  /** The organisation the session acts for, once it is read. */
  organisationId: string | null;
  /** What was asked where one route serves many deeds: the name of a GraphQL operation. */
  operation: string | null;
  /** When the last byte of the body was read, by the database's clock; deadlines are judged by it. Null until then. */
  receivedAt: Date | null;
}

const SANE_ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{7,63}$/;
const known = new WeakMap<IncomingMessage, RequestFacts>();

/** The facts of a request (`request.raw` in Fastify): the same object for everyone who asks about the same request. */
export function requestFacts(raw: IncomingMessage): RequestFacts {
  const facts = known.get(raw) ?? { traceId: traceIdOf(raw.headers['x-request-id']), organisationId: null, operation: null, receivedAt: null };
  known.set(raw, facts);
  return facts;
}

function traceIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && SANE_ID.test(header) ? header : randomBytes(16).toString('hex');
}
