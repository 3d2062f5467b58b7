import { pageOfPublishedOfClasses, productsByIds } from '../catalogue/index.js';
import type { DemandLineId, ProductId } from '../core/ids/ids.js';
import type { BundleCandidate } from '../core/matching/bundle.js';
import { matchesForLine, withoutBudget } from '../core/matching/judge-pair.js';
import type { Factor } from '../core/matching/pair.js';
import { rulesBy } from '../core/matching/rules.js';
import { softwareLine } from '../core/matching/software-line.js';
import type { DateText } from '../core/time/dates.js';
import type { DemandLineEntity } from '../demand/index.js';
import type { Tx } from '../platform/db/tx.js';
import type { Classes } from '../policy/index.js';
import { weightsInForce } from './matching-weights.store.js';
import { linesNow, productsNow } from './read-truth.js';

/** Products judged of each class of software: a class has some dozens. */
const PRODUCTS_MAX = 200;
/** Best products of each class. */
const BEST = 50;

/** A class of software that lines of a demand name, and for which lines. */
export interface SoftwarePosition {
  readonly positionId: string;
  readonly classId: string;
  readonly lineIds: readonly DemandLineId[];
}

export interface SoftwareCandidate extends BundleCandidate {
  readonly classId: string;
  readonly productId: ProductId;
  readonly factors: readonly Factor[];
}

export interface SoftwareSupply {
  readonly positions: readonly SoftwarePosition[];
  /** Best first within a position. */
  readonly candidates: readonly SoftwareCandidate[];
}

/**
 * Products that supply the software which lines name, judged now by the rule itself: each class once for all lines of one demand, which
 * have buyer, place, day and visibility in common. Nobody is told of it as of a recommendation. `whole`: the viewer may
 * learn a price shown to approved buyers only; otherwise it counts as neutral.
 */
export async function softwareSupply(tx: Tx, classes: Classes, lines: readonly DemandLineEntity[], whole: boolean, asOf: DateText): Promise<SoftwareSupply> {
  const named = [...new Set(lines.flatMap(({ softwareClassIds }) => softwareClassIds))].sort();
  const positions: SoftwarePosition[] = [];
  const candidates: SoftwareCandidate[] = [];
  if (named.length === 0) return { positions, candidates };
  const definitions = await classes.all(tx);
  const rules = rulesBy(await weightsInForce(tx));
  for (const classId of named) {
    const naming = lines.filter(({ softwareClassIds }) => softwareClassIds.includes(classId));
    const [wanted] = await linesNow(tx, classes, naming.slice(0, 1));
    if (wanted === undefined) continue;
    const asked = softwareLine(wanted, classId, definitions.get(classId)?.definition.clause ?? '');
    const products = await productsByIds(tx, await pageOfPublishedOfClasses(tx, [classId], PRODUCTS_MAX, null));
    const offered = (await productsNow(tx, classes, products, asOf)).filter(({ onMarket }) => onMarket).map((one) => one.offered);
    positions.push({ positionId: asked.lineId, classId, lineIds: naming.map(({ id }) => id) });
    candidates.push(...matchesForLine(asked, offered, rules, asOf, BEST).map((match) => {
      const { score, factors } = whole ? match : withoutBudget(match);
      return { positionId: asked.lineId, classId, supplierId: match.supplierId, productId: match.productId as ProductId, score, factors };
    }));
  }
  return { positions, candidates };
}
