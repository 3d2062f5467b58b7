import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { exchange, type Exchanged, type Statement } from './exchange.js';
import { breakOff, isSilence } from './silence.js';
import { codeOf, type OpenTransaction } from './transaction.js';
import type { Tx } from './tx.js';

const LATE = '57014';

interface Waiting {
  readonly statement: Statement;
  readonly resolve: (rows: readonly object[]) => void;
  readonly reject: (error: unknown) => void;
}

export interface Reading {
  readonly tx: Tx;
  /** These end what the manager began. */
  commit(): Promise<void>;
  rollback(error: unknown): Promise<void>;
  release(): Promise<void>;
}

/**
 * A read. Each statement goes to the server in one round trip together with what binds it to its tenant and makes it read only: outside of BEGIN
 * PostgreSQL takes them for one transaction, and READ COMMITTED would show each statement of a longer one its own moment anyway. Statements asked
 * at the same moment go together. Who wants the manager gets a transaction of the usual kind, from there on.
 * `bind` binds a transaction to its tenant and lets it only read.
 */
export function openReading(pool: Pool, bind: Statement, usual: () => OpenTransaction): Reading {
  let opened: OpenTransaction | null = null;
  let limitMs: number | null = null;
  let waiting: Waiting[] = [];

  const flush = async (): Promise<void> => {
    const asked = waiting;
    waiting = [];
    const limit = limitMs === null ? [] : [{ text: `select set_config('statement_timeout', $1, true)`, parameters: [String(limitMs)] }];
    const opening = [bind, ...limit];
    try {
      const { rows, error } = await exchanged(pool, [...opening, ...asked.map(({ statement }) => statement)]);
      for (const [n, one] of asked.entries()) {
        const answer = rows[opening.length + n];
        if (answer === undefined) one.reject(error ?? new Error('The database answered fewer statements than it was sent.'));
        else one.resolve(answer);
      }
    } catch (error) {
      for (const one of asked) one.reject(error);
    }
  };
  const query = (text: string, parameters: readonly unknown[] = []): Promise<readonly object[]> => {
    if (opened !== null) return opened.tx.query(text, parameters);
    return new Promise((resolve, reject) => {
      waiting.push({ statement: { text, parameters }, resolve, reject });
      if (waiting.length === 1) queueMicrotask(() => void flush());
    });
  };
  return {
    tx: {
      query: query as Tx['query'],
      get manager(): EntityManager {
        opened ??= usual();
        return opened.tx.manager;
      },
      within: async (ms, work) => {
        if (opened !== null) return opened.tx.within(ms, work);
        limitMs = Math.max(1, Math.trunc(ms));
        try {
          return await work();
        } catch (error) {
          if (codeOf(error) !== LATE) throw error;
          return null;
        } finally {
          limitMs = null;
        }
      },
    },
    commit: async () => opened?.commit(),
    rollback: async (error) => opened?.rollback(error),
    release: async () => opened?.release(),
  };
}

/** Sends statements on a connection of the pool. */
async function exchanged(pool: Pool, statements: readonly Statement[]): Promise<Exchanged> {
  const client = await pool.connect();
  // A connection lost on the way tells by the statement; without a listener it would end the process.
  const lost = (): void => undefined;
  client.on('error', lost);
  const answer = await exchange(client, statements, true);
  if (isSilence(answer.error)) await breakOff(client);
  client.removeListener('error', lost);
  // After a fatal fault the server is about to close the connection: nobody else shall meet it.
  client.release((answer.error as { readonly severity?: string } | null)?.severity === 'FATAL');
  return answer;
}
