import { Injectable } from '@nestjs/common';
import { pageOfPublishedOfClasses, productsByIds } from '../catalogue/index.js';
import { isMember, type Viewer } from '../core/access/viewer.js';
import type { DemandLineId, RecommendationId } from '../core/ids/ids.js';
import { bundles, type Bundle } from '../core/matching/bundle.js';
import { closestProduct, type StoppedProduct } from '../core/matching/closest.js';
import { DEFAULT_RULES } from '../core/matching/rules.js';
import { supplyGap, type SupplyGap } from '../core/matching/supply-gap.js';
import { isOpenLine } from '../core/matching/wanted-line.js';
import { whyNot } from '../core/matching/why-not.js';
import { shanghaiDate } from '../core/time/dates.js';
import { lineWithDemand, linesWithDemand, type VisibleDemand } from '../demand/index.js';
import { Clock } from '../platform/clock/clock.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import { Classes } from '../policy/index.js';
import { candidatesOfLines, type StandingCandidate } from './bundle.store.js';
import { supplyOfLines } from './matching-line.store.js';
import { linesNow, productsNow } from './read-truth.js';
import { softwareSupply, type SoftwareCandidate, type SoftwarePosition } from './software-candidates.js';
import { recommendationsByIds, type VisibleRecommendation } from './recommendation-reads.store.js';

/** Uncovered lines whose products are looked at for the reason, and products of each. */
const EXPLAINED_LINES = 10;
const EXPLAINED_PRODUCTS = 50;

/** A line that nobody covers, and what is known of why. */
export interface UncoveredLine {
  readonly lineId: DemandLineId;
  readonly number: number;
  readonly gap: SupplyGap | null;
  /** Of the products that are on the market the one that came furthest; null where there is none or nobody looked. */
  readonly closest: StoppedProduct | null;
}

/** Software of a bundle, and the lines that name it. */
export interface PickedSoftware extends SoftwarePosition {
  readonly pick: SoftwareCandidate;
}

export type ComposedBundle = Omit<Bundle<StandingCandidate>, 'picks'> & {
  readonly picks: readonly StandingCandidate[];
  readonly software: readonly PickedSoftware[];
  readonly recommendations: ReadonlyMap<RecommendationId, VisibleRecommendation>;
};

export interface ComposedBundles {
  /** Open lines. */
  readonly positions: number;
  /** Classes of software that they name. */
  readonly software: number;
  readonly bundles: readonly ComposedBundle[];
  readonly uncovered: readonly UncoveredLine[];
  readonly uncoveredSoftware: readonly SoftwarePosition[];
  readonly smallest: boolean;
  readonly best: boolean;
}

/** Sets of suppliers that together answer the open lines of a demand, from what stands recommended for them. */
@Injectable()
export class ComposeBundles {
  constructor(private readonly database: AppDatabase, private readonly classes: Classes, private readonly clock: Clock) {}

  /** Null for who is neither the owner nor a department: a supplier is told of itself alone. */
  async of(viewer: Viewer, demand: VisibleDemand, limit: number): Promise<ComposedBundles | null> {
    const officer = viewer.kind === 'DEPARTMENT' || viewer.kind === 'SYSTEM';
    if (!officer && !(isMember(viewer) && viewer.organisationId === demand.ownerId)) return null;
    return this.database.read(scopeOf(viewer), async (tx) => {
      const lines = demand.lines.filter(({ state }) => isOpenLine(state));
      const whole = officer || (isMember(viewer) && viewer.approved);
      const candidates = await candidatesOfLines(tx, lines.map(({ id }) => id), whole);
      const naming = (await linesWithDemand(tx, [demand.id])).filter(({ state }) => isOpenLine(state));
      const software = await softwareSupply(tx, this.classes, naming, whole, shanghaiDate(this.clock.now()));
      const found = bundles<StandingCandidate | SoftwareCandidate>(
        [...lines.map(({ id }) => id), ...software.positions.map(({ positionId }) => positionId)], [...candidates, ...software.candidates], limit);
      const composed = found.bundles.map((one) => apart(one, software.positions));
      const picked = await recommendationsByIds(tx, viewer, [...new Set(composed.flatMap(({ picks }) => picks.map(({ id }) => id)))]);
      const recommendations = new Map(picked.map((one) => [one.id, one]));
      const uncovered = lines.filter(({ id }) => found.uncovered.includes(id)).map(({ id, number }) => ({ lineId: id, number }));
      return {
        positions: lines.length, software: software.positions.length, bundles: composed.map((one) => ({ ...one, recommendations })), smallest: found.smallest, best: found.best,
        uncovered: await this.explained(tx, uncovered), uncoveredSoftware: software.positions.filter(({ positionId }) => found.uncovered.includes(positionId)),
      };
    });
  }

  private async explained(tx: Tx, uncovered: readonly Pick<UncoveredLine, 'lineId' | 'number'>[]): Promise<UncoveredLine[]> {
    const supply = new Map((await supplyOfLines(tx, uncovered.map(({ lineId }) => lineId))).map((one) => [one.lineId, one]));
    const lines: UncoveredLine[] = [];
    let looks = 0;
    for (const { lineId, number } of uncovered) {
      const facts = supply.get(lineId);
      const gap = facts === undefined ? null : supplyGap(facts);
      const offered = gap !== null && !gap.nothingOnPlatform && looks++ < EXPLAINED_LINES;
      lines.push({ lineId, number, gap, closest: offered ? await this.closest(tx, lineId, facts?.classIds ?? []) : null });
    }
    return lines;
  }

  private async closest(tx: Tx, lineId: DemandLineId, classIds: readonly string[]): Promise<StoppedProduct | null> {
    const asOf = shanghaiDate(this.clock.now());
    const line = await lineWithDemand(tx, lineId);
    const [wanted] = line === null ? [] : await linesNow(tx, this.classes, [line]);
    if (wanted === undefined) return null;
    const products = await productsByIds(tx, await pageOfPublishedOfClasses(tx, classIds, EXPLAINED_PRODUCTS, null));
    return closestProduct((await productsNow(tx, this.classes, products, asOf)).flatMap(({ offered, onMarket }) => {
      const verdict = whyNot(offered, wanted, { productOnMarket: onMarket, lineOpen: true }, DEFAULT_RULES, asOf);
      return verdict.matched ? [] : [{ productId: offered.productId, classId: offered.classId, gate: verdict.gate }];
    }));
  }
}

/** Machines and the software beside them, each as it is shown. */
function apart({ picks, ...bundle }: Bundle<StandingCandidate | SoftwareCandidate>, positions: readonly SoftwarePosition[]): Omit<ComposedBundle, 'recommendations'> {
  return {
    ...bundle, picks: picks.filter((pick) => 'id' in pick),
    software: picks.flatMap((pick) => ('id' in pick ? [] : positions.filter(({ positionId }) => positionId === pick.positionId).map((position) => ({ ...position, pick })))),
  };
}
