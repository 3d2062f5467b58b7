import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { visibleProducts } from '../catalogue/index.js';
import { isMember } from '../core/access/viewer.js';
import type { DemandLineId } from '../core/ids/ids.js';
import { shanghaiDate } from '../core/time/dates.js';
import { lineWithDemand, type VisibleLine } from '../demand/index.js';
import { DemandLineNode } from '../demand/demand.types.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { Classes } from '../policy/index.js';
import { Explanations } from './explanations.js';
import { softwareSupply, type SoftwareCandidate } from './software-candidates.js';
import { SoftwareOfferNode, SoftwareOffersArgs } from './software-offer.types.js';

/** Each offer judges and explains eight factors. */
const OFFERS_COUNTED = 5;

/** Who supplies the software that a line names. The same for the market and the departments. */
@Resolver(() => DemandLineNode)
export class SoftwareOfferResolver {
  constructor(private readonly database: AppDatabase, private readonly classes: Classes, private readonly explanations: Explanations) {}

  @ResolveField(() => [SoftwareOfferNode], {
    description: '可配套的软件产品，按品类、得分排列；仅需求单位和主管部门可见。Products of the software that the line names, by class and then the best first; for the owner and the departments, empty for others.',
    complexity: ({ childComplexity }) => 1 + OFFERS_COUNTED * childComplexity,
  })
  async softwareOffers(@Parent() line: VisibleLine, @Args() { first }: SoftwareOffersArgs, @Context() context: RequestContext): Promise<SoftwareOfferNode[]> {
    const { viewer, locale, receivedAt } = context;
    if (!line.ownSide || line.softwareClassIds.length === 0) return [];
    const whole = viewer.kind === 'DEPARTMENT' || (isMember(viewer) && viewer.approved);
    const { best, products } = await this.database.read(scopeOf(viewer), async (tx) => {
      const own = await lineWithDemand(tx, line.id as DemandLineId);
      const { candidates } = await softwareSupply(tx, this.classes, own === null ? [] : [own], whole, shanghaiDate(receivedAt));
      const best = firstOfEach(candidates, first);
      return { best, products: new Map((await visibleProducts(tx, viewer, best.map(({ productId }) => productId))).map((one) => [one.id, one])) };
    });
    return Promise.all(best.map(async ({ classId, productId, score, factors }) =>
      ({ classId, productId, score, product: products.get(productId) ?? null, factors: await this.explanations.factors(factors, classId, locale) })));
  }
}

function firstOfEach(candidates: readonly SoftwareCandidate[], first: number): SoftwareCandidate[] {
  const taken = new Map<string, number>();
  return candidates.filter(({ classId }) => {
    const count = taken.get(classId) ?? 0;
    taken.set(classId, count + 1);
    return count < first;
  });
}
