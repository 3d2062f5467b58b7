import { randomUUID } from 'node:crypto';
import type { Captured, Publishable } from './capture.js';
import type { LoadFigures } from './load-generator.js';
import type { Market } from './market-data.js';
import { PUBLISH_QUERY, requestText, WITHDRAW_QUERY, type Operation } from './operations.js';
import type { Plan } from './replay.js';
import type { LoadGenerator } from './sides.js';

export const CONCURRENCY = 8;
const AT_ONCE = 100;

export interface RoundsOrder {
  readonly rounds: number;
  readonly forMs: number;
  readonly warmMs: number;
  /** Products that each side publishes in a round. */
  readonly published: number;
}

/** Medians of the rounds. */
export interface OperationFigures {
  readonly name: string;
  readonly productPerSecond: number;
  readonly barePerSecond: number;
  readonly minimalPerSecond: number;
  /** The product's rate over the bare server's: median of the ratios of single rounds. */
  readonly ratio: number;
  /** Its rate over that of the statements by hand. */
  readonly ratioToMinimal: number;
  readonly productP50Ms: number;
  readonly productP95Ms: number;
  /** Of the usual request; a misspelt word, say, is looked up in more. */
  readonly roundTrips: number;
  readonly roundTripsMost: number;
  readonly statements: number;
  readonly answerBytes: { readonly product: number; readonly bare: number };
}

const SIDES = ['product', 'bare', 'minimal'] as const;
type Side = (typeof SIDES)[number];
type Measured = Readonly<Record<Side, LoadFigures>>;

/** Asks product, bare server and statements by hand in turn, in short rounds, so that whatever else the machine does meets all of them. */
export class Rounds {
  constructor(private readonly generator: LoadGenerator, private readonly ports: { readonly product: number; readonly bare: number }, private readonly order: RoundsOrder) {}

  async read({ name, query, variants, as }: Operation, market: Market, publishable: Publishable, { reads }: Captured): Promise<OperationFigures> {
    const token = (as === 'buyer' ? market.buyer : publishable.supplier).token ?? '';
    const requests = (side: Side): string[] => variants.map(({ variables }, n) => requestText(side === 'product' ? '/graphql' : `/${side}/${name}/${n}`, token, { query, variables }));
    const prepared = { product: requests('product'), bare: requests('bare'), minimal: requests('minimal') };
    const run = (side: Side, forMs: number): Promise<LoadFigures> => this.generator.run({ port: this.portOf(side), requests: prepared[side], concurrency: CONCURRENCY, forMs });
    for (const side of SIDES) await run(side, this.order.warmMs);
    const measured = await this.inTurn((side) => run(side, this.order.forMs));
    const plans = reads[name]?.map(({ plan }) => plan) ?? [];
    return figuresOf(name, measured, plans);
  }

  /** Each side publishes products of its own, and takes them off the market again by the API when the round is over. */
  async publish({ supplier, offers }: Publishable, { publish }: Captured): Promise<OperationFigures> {
    const [, ...ids] = Object.keys(offers);
    const own = (side: Side): string[] => ids.slice(SIDES.indexOf(side) * this.order.published, (SIDES.indexOf(side) + 1) * this.order.published);
    const run = async (side: Side): Promise<LoadFigures> => {
      const requests = own(side).map((productId) => requestText(side === 'product' ? '/graphql' : `/${side}/publish/0`, supplier.token ?? '', {
        query: PUBLISH_QUERY, variables: { input: { productIds: [productId], idempotencyKey: randomUUID() } },
      }));
      const figures = await this.generator.run({ port: this.portOf(side), requests, concurrency: CONCURRENCY, forMs: null });
      await this.withdraw(own(side), supplier.token ?? '');
      return figures;
    };
    for (const side of SIDES) await this.withdraw(own(side), supplier.token ?? '');
    for (const side of SIDES) await run(side);
    return figuresOf('publish', await this.inTurn(run), [publish.plan]);
  }

  private async withdraw(ids: readonly string[], token: string): Promise<void> {
    const requests: string[] = [];
    for (let from = 0; from < ids.length; from += AT_ONCE) requests.push(requestText('/graphql', token, { query: WITHDRAW_QUERY, variables: { input: { productIds: ids.slice(from, from + AT_ONCE) } } }));
    await this.generator.run({ port: this.ports.product, requests, concurrency: 1, forMs: null });
  }

  private async inTurn(run: (side: Side) => Promise<LoadFigures>): Promise<Measured[]> {
    const measured: Measured[] = [];
    for (let n = 0; n < this.order.rounds; n += 1) {
      const round: Partial<Record<Side, LoadFigures>> = {};
      // Every other round the other way round: what a side leaves behind meets both its neighbours.
      for (const side of n % 2 === 0 ? SIDES : [...SIDES].reverse()) round[side] = await run(side);
      measured.push(round as Measured);
    }
    return measured;
  }

  private portOf(side: Side): number {
    return side === 'product' ? this.ports.product : this.ports.bare;
  }
}

function figuresOf(name: string, measured: readonly Measured[], plans: readonly Plan[]): OperationFigures {
  const of = (side: Side, figure: keyof LoadFigures): number => median(measured.map((round) => Number(round[side][figure])));
  return {
    name, productPerSecond: of('product', 'perSecond'), barePerSecond: of('bare', 'perSecond'), minimalPerSecond: of('minimal', 'perSecond'),
    ratio: median(measured.map((round) => round.product.perSecond / round.bare.perSecond)), ratioToMinimal: median(measured.map((round) => round.product.perSecond / round.minimal.perSecond)),
    productP50Ms: of('product', 'p50Ms'), productP95Ms: of('product', 'p95Ms'), roundTrips: median(plans.map((plan) => plan.roundTrips)),
    roundTripsMost: Math.max(...plans.map((plan) => plan.roundTrips)), statements: median(plans.map((plan) => plan.statements)), answerBytes: { product: of('product', 'meanBytes'), bare: of('bare', 'meanBytes') },
  };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
