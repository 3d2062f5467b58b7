import { productsOnMarket } from '../catalogue/index.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { mayTrade } from '../core/matching/offered-product.js';
import { openLines } from '../demand/index.js';
import { organisationsByIds } from '../organisation/index.js';
import type { Tx } from '../platform/db/tx.js';
import { differences, type Keyed } from '../platform/verify/differences.js';
import { linesHeldActive, productsHeldActive } from './verify.store.js';

const LOOKED_UP = 500;

/** Products and lines that matching holds to be on the market and that are not, or that are and it does not know. */
export async function* projectedOtherwise(tx: Tx): AsyncGenerator<string> {
  for await (const { key } of differences(keys(productsOnMarket(tx, (supplier) => mayTrade(supplier))), keys(productsHeldActive(tx)))) yield key;
  for await (const { key } of differences(keys(ofTraders(tx, openLines(tx))), keys(linesHeldActive(tx)))) yield key;
}

async function* keys(stream: AsyncIterable<Keyed>): AsyncGenerator<Keyed> {
  for await (const { key } of stream) yield { key, value: '' };
}

/** Those whose owner, their value, may trade. */
async function* ofTraders(tx: Tx, stream: AsyncIterable<Keyed>): AsyncGenerator<Keyed> {
  let page: Keyed[] = [];
  for await (const one of stream) {
    if (page.push(one) < LOOKED_UP) continue;
    yield* await admitted(tx, page);
    page = [];
  }
  yield* await admitted(tx, page);
}

async function admitted(tx: Tx, page: readonly Keyed[]): Promise<Keyed[]> {
  const owners = await organisationsByIds(tx, [...new Set(page.map(({ value }) => value as OrganisationId))]);
  const trading = new Set<string>(owners.filter(mayTrade).map(({ id }) => id));
  return page.filter(({ value }) => trading.has(value));
}
