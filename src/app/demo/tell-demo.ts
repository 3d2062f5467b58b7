import { shanghaiDate } from '../../core/time/dates.js';
import type { DemoAccount } from '../../platform/supervisor/ready-text.js';
import type { RunningProduct } from '../../platform/supervisor/run-product.js';
import { ApiClient } from './api-client.js';
import { accounts, BUYER, CAST, SUPPLIERS } from './cast.js';
import { foundCast } from './found-cast.js';
import { createDemandInput, sampleDemands, wantingClasses } from './sample-demands.js';
import { createDemand, importCatalogue, ownProducts, publishDemand, publishProducts, signIn } from './story.js';

/**
 * Tells the demo's story through the deeds, on the first start alone: organisations are founded, suppliers import and publish
 * their catalogues, a buyer publishes its demands, and matching does the rest. Told half (a start that was cut off), it is told to its end.
 */
export async function tellDemo({ settings, urls }: RunningProduct): Promise<readonly DemoAccount[]> {
  await foundCast(settings, CAST);
  const market = new ApiClient(urls.market);
  const classes = new Set<string>();
  for (const { login, catalogues } of SUPPLIERS) {
    const supplier = await signIn(market, login);
    if ((await ownProducts(supplier, 'PUBLISHED')).length === 0) {
      for (const file of catalogues) await importCatalogue(supplier, file);
      await publishProducts(supplier, (await ownProducts(supplier, 'DRAFT')).map(({ id }) => id));
    }
    for (const product of await ownProducts(supplier, 'PUBLISHED')) classes.add(product.class.id);
  }
  const buyer = await signIn(market, BUYER.login);
  const told = new Set((await buyer.ask<{ myDemands: { nodes: { externalRef: string | null }[] } }>('{ myDemands(first: 100) { nodes { externalRef } } }')).myDemands.nodes.map((one) => one.externalRef));
  for (const demand of wantingClasses(await sampleDemands(), classes).filter(({ id }) => !told.has(id))) {
    const { id } = await createDemand(buyer, { ...createDemandInput(demand, shanghaiDate(new Date())), externalRef: demand.id });
    await publishDemand(buyer, id);
  }
  return accounts();
}
