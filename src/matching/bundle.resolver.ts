import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { VisibleDemand } from '../demand/index.js';
import { DemandNode } from '../demand/demand.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { Messages } from '../platform/messages/messages.js';
import { ClassCards } from '../policy/index.js';
import { BundlesArgs, DemandBundlesNode, type BundleGapNode, type BundleSoftwareGapNode, type DemandBundleNode } from './bundle.types.js';
import { ComposeBundles, type ComposedBundles, type UncoveredLine } from './compose-bundles.js';
import { Explanations } from './explanations.js';
import type { SoftwarePosition } from './software-candidates.js';

/** What matching adds to a demand as a whole. The same for the market and the departments. */
@Resolver(() => DemandNode)
export class BundleResolver {
  constructor(
    private readonly composing: ComposeBundles, private readonly explanations: Explanations, private readonly messages: Messages, private readonly cards: ClassCards,
  ) {}

  @ResolveField(() => DemandBundlesNode, {
    nullable: true,
    description: '供应商组合：由各行现有推荐（每行至多 50 个）及各行指明的配套软件得出，供应商最少、得分最高的在前；仅需求单位和主管部门可见。Sets of suppliers for the whole demand, from what stands recommended for its lines (50 each at most) and the software that they name, the fewest suppliers first; null unless it is yours or you are a department.',
  })
  async bundles(@Parent() demand: VisibleDemand, @Args() { first }: BundlesArgs, @Context() context: RequestContext): Promise<DemandBundlesNode | null> {
    const found = await this.composing.of(context.viewer, demand, first);
    if (found === null) return null;
    return {
      positions: found.positions, smallest: found.smallest, best: found.best, bundles: found.bundles.map((bundle) => this.bundle(bundle, found, context)),
      gaps: await Promise.all(found.uncovered.map((line) => this.gap(line, context))),
      softwareGaps: await Promise.all(found.uncoveredSoftware.map((position) => this.softwareGap(position, context))),
    };
  }

  private bundle(
    { supplierIds, score, picks, software, recommendations }: ComposedBundles['bundles'][number], { positions, smallest, software: wanted }: ComposedBundles, { locale }: RequestContext,
  ): DemandBundleNode {
    const counts = { suppliers: supplierIds.length, answered: picks.length, positions };
    const because = this.messages.render(smallest ? 'BUNDLE_SMALLEST' : 'BUNDLE_NOT_PROVEN', counts, locale);
    return {
      supplierIds, score, picks: picks.flatMap(({ id, positionId }) => {
        const recommendation = recommendations.get(id);
        return recommendation === undefined ? [] : [{ lineId: positionId, recommendation }];
      }),
      software: software.map(({ classId, lineIds, pick }) => ({ classId, lineIds, productId: pick.productId, score: pick.score })),
      because: wanted === 0 ? because : this.messages.render('BUNDLE_WITH_SOFTWARE', { because, supplied: software.length, wanted }, locale),
    };
  }

  private async softwareGap({ classId, lineIds }: SoftwarePosition, { locale }: RequestContext): Promise<BundleSoftwareGapNode> {
    const card = await this.cards.one(classId);
    const className = card === null ? classId : `${locale === 'en' ? card.en : card.zh} ${classId}`;
    return { classId, lineIds, because: this.messages.render('BUNDLE_SOFTWARE_NONE', { className }, locale) };
  }

  private async gap({ lineId, number, gap, closest }: UncoveredLine, { locale }: RequestContext): Promise<BundleGapNode> {
    const gate = closest === null ? null : await this.explanations.one(closest.gate, closest.classId, locale);
    const missing = gap === null ? [] : this.explanations.gap(gap, locale);
    return { lineId, number, closestProductId: closest?.productId ?? null, gate, because: [...(gate === null ? [] : [this.messages.render('BUNDLE_NONE_PASSES', {}, locale), gate.because]), ...missing] };
  }
}
