import { tokenHash } from '../../src/platform/access/passwords.js';
import type { ApiClient } from '../../src/app/demo/api-client.js';
import type { BareOrder } from './bare-server.js';
import type { Market } from './market-data.js';
import { PUBLISH_QUERY, WITHDRAW_QUERY, type Operation } from './operations.js';
import type { Product } from './product.js';
import { planOf, type Plan } from './replay.js';
import { WireLog, type Exchange } from './wire.js';

/** Sendings before the one that is noted: what a process reads once and keeps is no part of a hot read. */
const WARM = 2;
const NOTED = 3;

export interface Captured {
  readonly reads: BareOrder['reads'];
  readonly publish: BareOrder['publish'];
}

/** Products of one supplier that the publishing of a run may use. */
export interface Publishable {
  readonly supplier: ApiClient;
  readonly memberId: string;
  /** Offer of each, by its id. The first is the one that is noted. */
  readonly offers: Readonly<Record<string, string>>;
}

/** Asks each operation of a further market process whose way to the database is listened to, and answers what it asked there. */
export async function capture(product: Product, market: Market, operations: readonly Operation[], publishable: Publishable): Promise<Captured> {
  const wire = await WireLog.open('127.0.0.1', product.databasePort, 'duijie market');
  const process = await product.anotherMarket(product.databaseUrl('app', wire.port));
  try {
    const through = (client: ApiClient): Asking => ({ url: process.url, token: client.token ?? '' });
    const reads: Record<string, BareOrder['reads'][string][number][]> = {};
    for (const { name, query, variants, as } of operations) {
      const asking = through(as === 'buyer' ? market.buyer : publishable.supplier);
      reads[name] = [];
      for (const { variables, minimal } of variants) {
        const body = { query, variables };
        for (let n = 0; n < WARM; n += 1) await send(asking, body);
        let answer: unknown;
        const logs: Exchange[][] = [];
        for (let n = 0; n < NOTED; n += 1) logs.push(await wire.during(async () => { answer = await send(asking, body); }));
        reads[name].push({ plan: leastOf(logs), answer, tokenHash: tokenHash(asking.token), minimal });
      }
    }
    return { reads, publish: await notedPublish(wire, through(publishable.supplier), publishable) };
  } finally {
    await process.stop();
    wire.close();
  }
}

async function notedPublish(wire: WireLog, asking: Asking, { memberId, offers }: Publishable): Promise<BareOrder['publish']> {
  const [[productId, offerId] = ['', '']] = Object.entries(offers);
  const publish = (key: string) => send(asking, { query: PUBLISH_QUERY, variables: { input: { productIds: [productId], idempotencyKey: key } } });
  const withdraw = (): Promise<unknown> => send(asking, { query: WITHDRAW_QUERY, variables: { input: { productIds: [productId] } } });
  for (let n = 0; n < WARM; n += 1) {
    await publish(`warm ${n} ${Date.now()}`);
    await withdraw();
  }
  const key = `noted ${Date.now()}`;
  let answer: unknown;
  const log = await wire.during(async () => { answer = await publish(key); });
  await withdraw();
  return { plan: planOf(log), answer, tokenHash: tokenHash(asking.token), memberId, noted: { productId, offerId, key }, offers };
}

/** The shortest of several logs of the same request: once a minute a session is marked as seen, and the clock is asked. */
function leastOf(logs: readonly Exchange[][]): Plan {
  const [least] = logs.map(planOf).sort((a, b) => a.statements - b.statements);
  if (least === undefined || least.statements === 0) throw new Error('Nothing was asked of the database.');
  return least;
}

interface Asking {
  readonly url: string;
  readonly token: string;
}

async function send({ url, token }: Asking, body: object): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'accept-language': 'zh-CN', authorization: `Bearer ${token}` },
  });
  const { data, errors } = await response.json() as { readonly data?: unknown; readonly errors?: unknown };
  if (errors !== undefined || JSON.stringify(data).includes('Refusal"')) throw new Error(`The product answered ${JSON.stringify(errors ?? data)}`);
  return data;
}
