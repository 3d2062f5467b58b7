import { Injectable } from '@nestjs/common';
import { asOthersSee, matchesForLine, matchesForProduct, type Match } from '../core/matching/judge-pair.js';
import { BEST_PER_LINE, lineChanges } from '../core/matching/line-changes.js';
import type { OfferedProduct } from '../core/matching/pair.js';
import { MATCHING_RULE_VERSION, rulesBy } from '../core/matching/rules.js';
import { shanghaiDate } from '../core/time/dates.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import type { Tx } from '../platform/db/tx.js';
import { writeOutbox } from '../platform/outbox/outbox.js';
import { stampedPosition } from '../platform/outbox/stamped-position.js';
import { Classes, lawVersions } from '../policy/index.js';
import { FindCandidates, type Judging, type LineCandidates } from './find-candidates.js';
import { lockLines, settleLines, type JudgedLine, type LockedLine } from './matching-line.store.js';
import { supplyOfClasses } from './matching-product.store.js';
import { weightsInForce } from './matching-weights.store.js';
import type { MatchRunEntity } from './match-run.entity.js';
import { insertRun } from './match-run.store.js';
import type { OfferedCopies } from './offered-copies.js';
import { resultDigest } from './result-digest.js';
import { recommendationsMade } from './recommendations-made.js';
import { keepRecommendations, liveRecommendations, retireRecommendations, type RecommendationToKeep } from './recommendation.store.js';

/** What is looked at: these products (REVERSE), or all candidates of lines that are pending (FORWARD, `productIds` null). */
export interface Look {
  readonly productIds: readonly string[] | null;
  readonly copies: OfferedCopies;
  readonly traceId: string;
}

/** What a look came to, and all that it must record to be judged again. */
interface Judged {
  readonly judging: Judging;
  /** The snapshot in which products and lines were read; null where nothing was. */
  readonly seen: string | null;
  readonly lineIds: readonly string[];
  readonly looked: number;
  readonly matches: readonly Match[];
}

/** Decides what is recommended for some lines, in one transaction. */
@Injectable()
export class JudgeLines {
  constructor(private readonly ids: Ids, private readonly clock: Clock, private readonly classes: Classes, private readonly candidates: FindCandidates) {}

  /**
   * Judges lines against the products of a look and writes what came of it: recommendations made, changed and retired, events, a
   * run. The lines are locked first and everything else is read afterwards, so that of two looks at a line the later one knows all
   * that the earlier one knew. Answers the lines whose list may lack somebody and that are pending now for a look at all candidates.
   */
  async judge(tx: Tx, lineIds: readonly string[], look: Look): Promise<string[]> {
    const lines = await lockLines(tx, lineIds, look.productIds === null);
    if (lines.length === 0) return [];
    const at = this.clock.now();
    const { changes, offered, ...judged } = await this.decide(tx, lines, look, { weights: await weightsInForce(tx), asOf: shanghaiDate(at) });
    const run = await this.record(tx, look, at, judged);
    const kept = changes.flatMap((change) => change.kept).map((match): RecommendationToKeep =>
      ({ ...match, id: this.ids.next('recommendation'), supplierScore: asOthersSee(match).score }));
    const made = await keepRecommendations(tx, run.id, at, kept);
    await retireRecommendations(tx, at, changes.flatMap(({ line, retired }) => retired.map((productId) => ({ lineId: line.lineId, productId }))));
    const incomplete = changes.filter((change) => change.incomplete).map(({ line }) => line.lineId);
    await settleLines(tx, await this.settled(tx, lines, look, incomplete));
    const classes = await this.classes.all(tx);
    await writeOutbox(tx, recommendationsMade(kept.filter(({ id }) => made.has(id)), lines, offered, (id) => classes.get(id)?.definition), look.traceId);
    return incomplete;
  }

  /**
   * What becomes of each line. Everything is judged as one snapshot saw it, so that a replay can find it again, and the products that
   * get a place are held so; when one has changed since, everything is judged again, and what is held already cannot change any more.
   */
  private async decide(tx: Tx, lines: readonly LockedLine[], look: Look, judging: Judging) {
    const live = await liveRecommendations(tx, lines.map((line) => line.lineId));
    const judged = look.productIds === null ? null : new Set(look.productIds);
    const open = lines.filter((line) => line.active).map(({ wanted }) => wanted);
    for (;;) {
      const { seen, pairs } = await (look.productIds === null ? this.candidates.forLines(tx, open, judging) : this.candidates.among(tx, open, look.productIds));
      const offered = await look.copies.of(tx, [...new Set(pairs.flatMap((pair) => pair.productIds))], seen);
      if (offered === null) continue;
      const matches = matchesOf(lines, pairs, offered, look.productIds !== null, judging);
      const changes = lines.map((line) => ({ line, ...lineChanges(live.get(line.lineId) ?? [], judged, matches.filter((match) => match.lineId === line.lineId)) }));
      const placed = [...new Set(changes.flatMap(({ kept }) => kept.map(({ productId }) => productId)))];
      if (await look.copies.hold(tx, placed)) {
        return { changes, offered, judging, seen, lineIds: lines.map((line) => line.lineId), matches, looked: pairs.reduce((sum, pair) => sum + pair.looked, 0) };
      }
    }
  }

  /** Keeps the run of a look at products that no line wants. */
  async recordNothing(tx: Tx, look: Look): Promise<void> {
    const at = this.clock.now();
    await this.record(tx, look, at, { judging: { weights: await weightsInForce(tx), asOf: shanghaiDate(at) }, seen: null, lineIds: [], looked: 0, matches: [] });
  }

  /** Keeps a run: what was looked at, by which versions and in which snapshot, and what came of it. */
  private async record(tx: Tx, look: Look, at: Date, { judging, seen, lineIds, looked, matches }: Judged): Promise<MatchRunEntity> {
    const law = await lawVersions(tx);
    const run: MatchRunEntity = {
      id: this.ids.next('matchRun'), direction: look.productIds === null ? 'FORWARD' : 'REVERSE', subjectIds: [...(look.productIds ?? lineIds)],
      outboxPosition: await stampedPosition(tx), ruleVersion: MATCHING_RULE_VERSION, weightsVersion: judging.weights.version,
      pathsVersion: law.paths, classesVersion: law.classes, energyVersion: law.energy, asOf: judging.asOf, pairsJudged: looked, pairsMatched: matches.length, at,
      seen, lineIds: look.productIds === null ? [] : [...lineIds], result: resultDigest(matches),
    };
    await insertRun(tx, run);
    return run;
  }

  /** The lines that come out of a look other than they went in. */
  private async settled(tx: Tx, lines: readonly LockedLine[], look: Look, incomplete: readonly string[]): Promise<JudgedLine[]> {
    const supply = new Map((await supplyOfClasses(tx, [...new Set(lines.flatMap((line) => line.classIds))])).map((one) => [one.classId, one]));
    return lines.flatMap((line): JudgedLine[] => {
      const judged = {
        lineId: line.lineId, pending: look.productIds === null ? false : line.pending || incomplete.includes(line.lineId),
        supplied: line.classIds.some((classId) => supply.get(classId)?.supplied === true),
        madeInProvince: line.classIds.some((classId) => supply.get(classId)?.madeInProvince === true),
      };
      const same = judged.pending === line.pending && judged.supplied === line.supplied && judged.madeInProvince === line.madeInProvince;
      return same ? [] : [judged];
    });
  }
}

/** Forward a line keeps its best; in reverse a product keeps every line, since it is each line that decides who holds its places. */
function matchesOf(lines: readonly LockedLine[], pairs: readonly LineCandidates[], offered: readonly OfferedProduct[], reverse: boolean, { weights, asOf }: Judging): Match[] {
  const rules = rulesBy(weights);
  const wanted = new Map(lines.map((line) => [line.lineId, line.wanted]));
  const products = new Map(offered.map((product) => [product.productId, product]));
  if (!reverse) {
    return pairs.flatMap(({ lineId, productIds }) => {
      const line = wanted.get(lineId);
      return line === undefined ? [] : matchesForLine(line, productIds.flatMap((id) => products.get(id) ?? []), rules, asOf, BEST_PER_LINE);
    });
  }
  return offered.flatMap((product) => {
    const candidates = pairs.filter(({ productIds }) => productIds.includes(product.productId)).flatMap(({ lineId }) => wanted.get(lineId) ?? []);
    return matchesForProduct(product, candidates, rules, asOf, candidates.length);
  });
}
