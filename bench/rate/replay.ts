import { createHash } from 'node:crypto';
import type { Exchange } from './wire.js';

/** A statement to be run again. Buffers are written as base64, since plans go to another process as JSON. */
export interface PlannedStatement {
  readonly name: string | null;
  readonly text: string;
  readonly parameters: readonly (string | { readonly base64: string } | null)[];
}

/** What one request asked of the database: turns, one after another; the lanes of a turn, each on a connection of its own, at the same time. */
export interface Plan {
  /** Exchanges of a lane, each the statements of one synchronisation; `waits` false: sent with the one before it. */
  readonly turns: readonly (readonly (readonly { readonly statements: readonly PlannedStatement[]; readonly waits: boolean }[])[])[];
  readonly roundTrips: number;
  readonly statements: number;
}

/** The plan of a request from what was noted on the wire while it ran alone. */
export function planOf(exchanges: readonly Exchange[]): Plan {
  const lanes = lanesOf(exchanges);
  const turns: Exchange[][][] = [];
  for (const lane of lanes) {
    const together = turns.at(-1)?.some((other) => (other.at(-1)?.answeredMs ?? 0) > (lane[0]?.sentMs ?? 0)) === true && turns.at(-1)?.every((other) => other[0]?.connection !== lane[0]?.connection) === true;
    if (together) turns.at(-1)?.push(lane);
    else turns.push([lane]);
  }
  return {
    turns: turns.map((turn) => turn.map((lane) => lane.map(({ statements, waited }) => ({
      waits: waited, statements: statements.map(({ text, parameters, simple }): PlannedStatement => ({
        text, name: simple ? null : `s${createHash('sha256').update(text).digest('hex').slice(0, 16)}`,
        parameters: parameters.map((one) => (Buffer.isBuffer(one) ? { base64: one.toString('base64') } : one)),
      })),
    })))),
    roundTrips: exchanges.filter(({ waited }) => waited).length,
    statements: exchanges.reduce((sum, { statements }) => sum + statements.length, 0),
  };
}

/** Exchanges of one transaction, or single ones, in the order in which they began. */
function lanesOf(exchanges: readonly Exchange[]): Exchange[][] {
  const lanes: Exchange[][] = [];
  const open = new Map<number, Exchange[]>();
  for (const exchange of exchanges) {
    const texts = exchange.statements.map(({ text }) => text);
    const lane = open.get(exchange.connection);
    if (lane !== undefined) lane.push(exchange);
    else {
      const begun = [exchange];
      lanes.push(begun);
      if (texts.some((text) => /^\s*(start transaction|begin)/i.test(text))) open.set(exchange.connection, begun);
    }
    if (texts.some((text) => /^\s*(commit|rollback\s*$)/i.test(text))) open.delete(exchange.connection);
  }
  return lanes;
}
