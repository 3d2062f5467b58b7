import { isDeepStrictEqual } from 'node:util';
import { candidateNeeds } from '../core/matching/candidate-needs.js';
import { asOthersSee, judgePair, matchesForLine } from '../core/matching/judge-pair.js';
import { BEST_PER_LINE } from '../core/matching/line-changes.js';
import type { OfferedProduct, WantedLine } from '../core/matching/pair.js';
import { MATCHING_RULE_VERSION, rulesBy, type Weights } from '../core/matching/rules.js';
import type { DateText } from '../core/time/dates.js';
import type { Tx } from '../platform/db/tx.js';
import { candidatePairs, offeredProducts } from './matching-product.store.js';
import { weightsInForce, weightsOfVersion } from './matching-weights.store.js';
import { linesToJudge, someOpenLines, standingOf, type Standing } from './verify.store.js';

/**
 * Judges some open lines again: what stands must be what the rule in force says of it by the weights and as of the day it was judged, with
 * its reasons, and whatever the rule would choose today must stand while there is room. Answers what differs.
 */
export async function* judgedOtherwise(tx: Tx, lines: number, salt: string, today: DateText): AsyncGenerator<string> {
  const inForce = await weightsInForce(tx);
  const known = new Map<string, Weights | null>([[inForce.version, inForce]]);
  for (const line of await linesToJudge(tx, await someOpenLines(tx, salt, lines))) {
    const { pairs: [pair] } = await candidatePairs(tx, [{ lineId: line.lineId, ...candidateNeeds(line) }], null);
    const standing = await standingOf(tx, [line.lineId]);
    const offered = new Map((await offeredProducts(tx, [...new Set([...pair?.productIds ?? [], ...standing.map(({ productId }) => productId)])]))
      .map(({ offered }) => [offered.productId, offered]));
    for (const one of standing) {
      if (!known.has(one.weightsVersion)) known.set(one.weightsVersion, await weightsOfVersion(tx, one.weightsVersion));
      if (!isJudgedSo(one, line, offered.get(one.productId), known.get(one.weightsVersion) ?? null)) yield one.id;
    }
    if (standing.length >= BEST_PER_LINE) continue;
    const chosen = matchesForLine(line, offered.values(), rulesBy(inForce), today, BEST_PER_LINE);
    for (const { productId } of chosen) if (!standing.some((one) => one.productId === productId)) yield `${line.lineId} ${productId}`;
  }
}

function isJudgedSo({ score, supplierScore, factors, asOf, ruleVersion }: Standing, line: WantedLine, product: OfferedProduct | undefined, weights: Weights | null): boolean {
  if (product === undefined || weights === null || ruleVersion !== MATCHING_RULE_VERSION) return false;
  const verdict = judgePair(product, line, rulesBy(weights), asOf);
  // As it comes back from the database.
  return verdict.matched && verdict.score === score && asOthersSee(verdict).score === supplierScore && isDeepStrictEqual(JSON.parse(JSON.stringify(verdict.factors)), factors);
}
