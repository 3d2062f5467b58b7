import { createHash } from 'node:crypto';
import type { Match } from '../core/matching/judge-pair.js';
import { compareByScore } from '../core/matching/order.js';
import type { Factor } from '../core/matching/pair.js';

/**
 * SHA-256 of everything that a run found to match: pairs in the order of lines and places, scores, factors with their amounts,
 * reasons and parameters. Two runs that came to the same have the same, bit for bit, whatever came first.
 */
export function resultDigest(matches: readonly Match[]): string {
  const hash = createHash('sha256');
  for (const { lineId, productId, classId, clause, score, factors } of ordered(matches)) {
    hash.update(JSON.stringify([lineId, productId, classId, clause, score, factors.map(said)])).update('\n');
  }
  return hash.digest('hex');
}

/** By line, and within a line by place. */
export function ordered(matches: readonly Match[]): Match[] {
  return [...matches].sort((a, b) => (a.lineId === b.lineId
    ? compareByScore({ score: a.score, id: a.productId }, { score: b.score, id: b.productId }) : a.lineId < b.lineId ? -1 : 1));
}

/** A factor without the names of its parts; parameters by name, since a database gives them back in an order of its own. */
function said({ code, amount, maximum, neutral, reason, clause, params, plain }: Factor): unknown[] {
  const named = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return [code, amount, maximum, neutral, reason, clause, named, ...(plain === undefined ? [] : [plain.amount, plain.maximum])];
}
