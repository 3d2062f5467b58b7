import { CATALOGUE_ENTITIES, PublishProducts, SaveProducts, WithdrawProducts } from '../../../src/catalogue/index.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { ProductDraft } from '../../../src/core/catalogue/import/product-draft.js';
import type { LineDraft } from '../../../src/core/demand/line-content.js';
import type { DemandId, DemandLineId, ProductId, RecommendationId } from '../../../src/core/ids/ids.js';
import type { Factor } from '../../../src/core/matching/pair.js';
import type { Outcome } from '../../../src/core/outcome/outcome.js';
import { modelKey } from '../../../src/core/text/fold.js';
import { CloseDemands, CreateDemands, DEMAND_ENTITIES, PublishDemands, ReviseDemandLines, type DemandToCreate } from '../../../src/demand/index.js';
import { MATCHING_ENTITIES, MatchIndex } from '../../../src/matching/index.js';
import { FindCandidates } from '../../../src/matching/find-candidates.js';
import { JudgeLines } from '../../../src/matching/judge-lines.js';
import { MatchCertificates } from '../../../src/matching/match-certificates.js';
import { MatchDemands } from '../../../src/matching/match-demands.js';
import { MatchProducts } from '../../../src/matching/match-products.js';
import { ProjectLines } from '../../../src/matching/project-lines.js';
import { ProjectProducts } from '../../../src/matching/project-products.js';
import { RematchItems } from '../../../src/matching/rematch-items.js';
import { Refresh } from '../../../src/matching/refresh.js';
import { Rematch } from '../../../src/matching/rematch.js';
import { ReprojectBuyers } from '../../../src/matching/reproject-buyers.js';
import { ReprojectSuppliers } from '../../../src/matching/reproject-suppliers.js';
import { ReviewTopics } from '../../../src/matching/review-topics.js';
import { SweepMatching } from '../../../src/matching/sweep-matching.js';
import { ORGANISATION_ENTITIES } from '../../../src/organisation/index.js';
import { Classes } from '../../../src/policy/index.js';
import { openHouse, type House, type OutboxRow } from '../rooms/house.js';
import { CLASSES } from './sample-listings.js';

export interface RecommendationSeen {
  readonly id: RecommendationId;
  readonly lineId: DemandLineId;
  readonly productId: ProductId;
  readonly model: string;
  readonly score: number;
  readonly clause: string;
  readonly factors: readonly Factor[];
  readonly retired: boolean;
}

export interface FreshClass {
  readonly classId: string;
  readonly zh: string;
  readonly key: string;
  readonly unit: string | null;
  readonly low: number;
  readonly high: number;
}

const PRODUCT_EVENTS = ['ProductPublished', 'ProductRevised', 'ProductWithdrawn'];
const DEMAND_EVENTS = ['DemandPublished', 'DemandRevised', 'DemandClosed'];
const ORGANISATION_EVENTS = ['RegistrationReviewed', 'OrganisationSuspended', 'OrganisationReinstated'];

/** The market as matching meets it: deeds of suppliers and buyers on one side, handlers fed with what stands in the outbox on the other. */
export class Market {
  readonly classes = new Classes();
  /** Not filled, so that SQL answers, until a test fills it. */
  readonly index = new MatchIndex();
  readonly matchProducts: MatchProducts;
  readonly matchDemands: MatchDemands;
  readonly matchCertificates: MatchCertificates;
  readonly reproject: ReprojectSuppliers;
  readonly reprojectBuyers: ReprojectBuyers;
  readonly sweeping: SweepMatching;
  readonly rematchingItems: RematchItems;
  private handled = 0;
  private readonly unused = [...CLASSES.values()].filter((one) => one.energyGradeKind === null && one.attributes.some((attribute) => attribute.type === 'number' && attribute.max !== null));

  constructor(readonly house: House) {
    const { clock, handlers, matcher } = house;
    const products = new ProjectProducts(this.classes, clock);
    const lines = new ProjectLines(this.classes);
    const rematch = rematching(house, this.index, this.classes);
    const refresh = new Refresh(products, lines, rematch);
    this.matchProducts = new MatchProducts(handlers, matcher, products, rematch);
    this.matchDemands = new MatchDemands(handlers, matcher, lines, rematch);
    this.matchCertificates = new MatchCertificates(matcher, refresh);
    this.reproject = new ReprojectSuppliers(matcher, refresh);
    this.reprojectBuyers = new ReprojectBuyers(matcher, refresh);
    this.sweeping = new SweepMatching(matcher, refresh, rematch, clock);
    this.rematchingItems = new RematchItems(matcher, refresh);
  }

  /** A class that no other test of the file uses, without energy grades, with a number that requirements can ask for. */
  freshClass(): FreshClass {
    const definition = this.unused.pop();
    const attribute = definition?.attributes.find((one) => one.type === 'number' && one.max !== null);
    if (definition === undefined || attribute === undefined) throw new Error('no class left');
    return { classId: definition.id, zh: definition.zh, key: attribute.key, unit: attribute.unit, high: attribute.max ?? 0, low: attribute.min ?? 0 };
  }

  /** Publishes listings of a supplier by the deeds; answers the ids by model. */
  async publish(supplier: MemberViewer, drafts: readonly ProductDraft[]): Promise<Map<string, ProductId>> {
    const { house } = this;
    const saved = all(await new SaveProducts(house.deeds, house.ids, this.classes).run(house.request(supplier), drafts));
    all(await new PublishProducts(house.deeds, this.classes).run(house.request(supplier), saved.map(({ id }) => id)));
    return new Map(saved.map(({ id, product }) => [product.model, id]));
  }

  async withdraw(supplier: MemberViewer, ids: readonly ProductId[]): Promise<void> {
    all(await new WithdrawProducts(this.house.deeds).run(this.house.request(supplier), ids));
  }

  /** Publishes a demand by the deeds; answers its id and those of its lines. */
  async demand(buyer: MemberViewer, lines: readonly Partial<LineDraft>[], head: Partial<DemandToCreate> = {}): Promise<{ id: DemandId; lineIds: DemandLineId[] }> {
    const { house } = this;
    const [created] = all(await new CreateDemands(house.deeds, house.ids, this.classes).run(house.request(buyer), [{
      title: '更新需求', words: '', regionCode: '140100', budgetCny: null, neededBy: '2027-06-30', externalRef: null, visibility: 'PUBLIC', purpose: 'RENEWAL',
      noStateSecretConfirmed: true, ...head, lines: lines.map(aLineDraft),
    } as DemandToCreate]));
    if (created === undefined) throw new Error('no demand');
    all(await new PublishDemands(house.deeds).run(house.request(buyer), [created.id]));
    return { id: created.id, lineIds: created.lines.map((line) => line.id) };
  }

  async reviseLine(buyer: MemberViewer, lineId: DemandLineId, line: Partial<LineDraft>): Promise<void> {
    all(await new ReviseDemandLines(this.house.deeds, this.house.ids, this.classes).run(this.house.request(buyer), [{ lineId, revision: null, line: aLineDraft(line) }]));
  }

  async close(buyer: MemberViewer, demandId: DemandId): Promise<void> {
    all(await new CloseDemands(this.house.deeds).run(this.house.request(buyer), [{ demandId, reason: '已采购' }]));
  }

  /** Events that no `settle` has handed on yet. */
  async unhandled(): Promise<OutboxRow[]> {
    const fresh = (await this.house.outbox()).filter((event) => Number(event.id) > this.handled);
    this.handled = Math.max(this.handled, ...fresh.map((event) => Number(event.id)));
    return fresh;
  }

  /** Hands on what happened since, as the worker would. */
  async settle(): Promise<void> {
    await this.handOn(await this.unhandled());
  }

  async handOn(events: readonly OutboxRow[]): Promise<void> {
    const of = (types: readonly string[]): OutboxRow[] => events.filter((event) => types.includes(event.type));
    if (of(ORGANISATION_EVENTS).length > 0) await this.reproject.handle(of(ORGANISATION_EVENTS));
    if (of(PRODUCT_EVENTS).length > 0) await this.matchProducts.handle(of(PRODUCT_EVENTS));
    if (of(['CertificateChanged']).length > 0) await this.matchCertificates.handle(of(['CertificateChanged']));
    if (of(DEMAND_EVENTS).length > 0) await this.matchDemands.handle(of(DEMAND_EVENTS));
    if (of(['MatchingPreferenceMoved']).length > 0) await this.reprojectBuyers.handle(of(['MatchingPreferenceMoved']));
  }

  /** All recommendations of a line, standing ones by place first, retired ones behind. */
  async recommendations(lineId: DemandLineId): Promise<RecommendationSeen[]> {
    return this.house.rows<RecommendationSeen>(
      `select r.id, r.line_id as "lineId", r.product_id as "productId", p.model, r.score, r.clause, r.factors, r.retired_at is not null as retired
       from matching_recommendation r join catalogue_product p on p.id = r.product_id where r.line_id = $1 order by retired, r.score desc, r.product_id`, [lineId]);
  }

  /** Models recommended for a line, best first. */
  async models(lineId: DemandLineId): Promise<string[]> {
    return (await this.recommendations(lineId)).filter((one) => !one.retired).map((one) => one.model);
  }
}

export function rematching({ ids, clock }: House, index: MatchIndex, classes: Classes): Rematch {
  const candidates = new FindCandidates(index, clock);
  return new Rematch(new JudgeLines(ids, clock, classes, candidates), candidates, new ReviewTopics(ids, clock));
}

export async function openMarket(): Promise<Market> {
  return new Market(await openHouse([...ORGANISATION_ENTITIES, ...CATALOGUE_ENTITIES, ...DEMAND_ENTITIES, ...MATCHING_ENTITIES] as never));
}

/** As a worker that has run for a while: candidates come out of memory. */
export async function openFilledMarket(): Promise<Market> {
  const market = await openMarket();
  await market.index.fill(market.house.matcher);
  return market;
}

/** A crusher of 300 t/h at 100,000 unless told otherwise. */
export function aListing(changes: Partial<ProductDraft> = {}): ProductDraft {
  const model = changes.model ?? 'PE-600';
  return {
    name: '颚式破碎机', model, modelKey: modelKey(model), classId: 'S1.1.1.03', kindKey: null, specs: { capacity: 300 }, specOriginals: {}, description: '', certificates: [],
    energyGrade: null, priceCny: '100000.00', unit: '台', leadTimeDays: 60, warrantyMonths: 12, ...changes,
  };
}

/** One crusher unless told otherwise. */
export function aLineDraft(changes: Partial<LineDraft> = {}): LineDraft {
  return {
    classIds: changes.itemId === undefined ? ['S1.1.1.03'] : [], itemId: null, words: '', quantity: '1', unit: '', requirements: [], energyGradeAtMost: null, budgetCny: null, retires: [],
    ...changes,
  };
}

/** The values of outcomes; a refusal is a fault of the test. */
export function all<T>(outcomes: readonly Outcome<T>[]): T[] {
  return outcomes.map((outcome) => {
    if (!outcome.ok) throw new Error(`${outcome.refusal.code} ${outcome.refusal.field ?? ''} ${JSON.stringify(outcome.refusal.params)}`);
    return outcome.value;
  });
}
