import { Injectable } from '@nestjs/common';
import { productsByIds } from '../catalogue/index.js';
import { isMember, type Viewer } from '../core/access/viewer.js';
import type { DemandLineId, ProductId } from '../core/ids/ids.js';
import { asOthersSee, withoutBudget } from '../core/matching/judge-pair.js';
import type { Factor, GateStop } from '../core/matching/pair.js';
import { rulesBy } from '../core/matching/rules.js';
import { isOpenLine } from '../core/matching/wanted-line.js';
import { whyNot } from '../core/matching/why-not.js';
import { shanghaiDate } from '../core/time/dates.js';
import { lineWithDemand } from '../demand/index.js';
import { Clock } from '../platform/clock/clock.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Classes } from '../policy/index.js';
import { weightsInForce } from './matching-weights.store.js';
import { linesNow, productsNow } from './read-truth.js';
import { recommendationOfPair, type VisibleRecommendation } from './recommendation-reads.store.js';

/** The answer of the rule on one pair, as its viewer may see it. */
export interface PairAnswer {
  readonly matched: boolean;
  readonly classId: string;
  readonly gate: GateStop | null;
  readonly score: number | null;
  readonly factors: readonly Factor[];
  /** Null though the pair matches: better products hold the places of the line, or it was published this moment. */
  readonly recommendation: VisibleRecommendation | null;
}

/** Judges one product and one line as they stand now, with what the viewer may see of both. */
@Injectable()
export class AskWhyNot {
  constructor(private readonly database: AppDatabase, private readonly classes: Classes, private readonly clock: Clock) {}

  /** Null when the viewer may not see the line or the product. */
  run(viewer: Viewer, lineId: DemandLineId, productId: ProductId): Promise<PairAnswer | null> {
    return this.database.read(scopeOf(viewer), async (tx) => {
      const asOf = shanghaiDate(this.clock.now());
      const line = await lineWithDemand(tx, lineId);
      const [product] = await productsByIds(tx, [productId]);
      if (line === null || product === undefined) return null;
      const [wanted] = await linesNow(tx, this.classes, [line]);
      const [now] = await productsNow(tx, this.classes, [product], asOf);
      if (wanted === undefined || now === undefined) return null;
      const verdict = whyNot(now.offered, wanted, { productOnMarket: now.onMarket, lineOpen: isOpenLine(line.state), lineOfWords: line.wants === 'WORDS' && line.state === 'DRAFT' }, rulesBy(await weightsInForce(tx)), asOf);
      const { classId } = product;
      if (!verdict.matched) return { matched: false, classId, gate: verdict.gate, score: null, factors: [], recommendation: null };
      const officer = viewer.kind === 'DEPARTMENT' || viewer.kind === 'SYSTEM';
      const owner = isMember(viewer) && viewer.organisationId === line.ownerId;
      const { score, factors } = officer || (owner && viewer.approved) ? verdict : owner ? withoutBudget(verdict) : asOthersSee(verdict);
      return { matched: true, classId, gate: null, score, factors, recommendation: await recommendationOfPair(tx, viewer, lineId, productId) };
    });
  }
}
