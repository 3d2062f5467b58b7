import type { ApiClient } from '../../src/app/demo/api-client.js';
import { DEMO_PASSWORD } from '../../src/app/demo/cast.js';
import { createDemandInput, sampleDemands } from '../../src/app/demo/sample-demands.js';
import { ownProducts, publishProducts, signIn } from '../../src/app/demo/story.js';
import { ENTITIES } from '../../src/app/entities.js';
import type { MemberViewer } from '../../src/core/access/viewer.js';
import { checkCharacter } from '../../src/core/organisation/credit-code.js';
import type { Outcome } from '../../src/core/outcome/outcome.js';
import { addDays, shanghaiDate } from '../../src/core/time/dates.js';
import { CreateDemands, PublishDemands, type DemandToCreate } from '../../src/demand/index.js';
import { FoundOrganisation } from '../../src/organisation/index.js';
import { RandomIds } from '../../src/platform/clock/ids.js';
import { AppDatabase, Database } from '../../src/platform/db/database.js';
import type { DeedRequest } from '../../src/platform/deed/deed-request.js';
import { Deeds } from '../../src/platform/deed/deeds.js';
import { IdempotencyKeys } from '../../src/platform/idempotency/idempotency.js';
import { Classes } from '../../src/policy/index.js';
import { Chance } from '../../test/fault/chance.js';
import { asCsv, generatedCatalogue, sampleCatalogues } from '../../test/fault/generated-catalogue.js';
import type { Product } from './product.js';

const SUPPLIERS = 20;
const BUYERS = 20;
const REGIONS = ['140100', '140200', '140300', '140400', '140500', '140600', '140700', '140800', '140900', '141000', '141100'];
const DEMANDS_AT_ONCE = 250;
const LOOK_EVERY_MS = 200;

/** Who is in the market of a run, and how the data came to be. */
export interface Market {
  /** Signed-in sessions of suppliers, each with products on the market. */
  readonly suppliers: readonly ApiClient[];
  readonly buyer: ApiClient;
  readonly products: number;
  readonly demands: number;
}

const clock = { now: () => new Date() };

/**
 * Fills the market: suppliers import price lists made from the sample catalogues and publish what is complete, over the API; buyers' demands are written and
 * published by the same deeds that the API performs, 250 at once in this process, since one request each would take longer than the bench. Everything is indexed
 * and matched by the product's own worker.
 */
export async function fillMarket(product: Product, market: ApiClient, wanted: number, say: (line: string) => void): Promise<void> {
  const database = new AppDatabase(await Database.open({ url: product.databaseUrl('app'), applicationName: 'duijie bench', entities: ENTITIES, connections: 4 }));
  try {
    const ids = new RandomIds(clock);
    const deeds = new Deeds(database, new IdempotencyKeys('the secret of a bench, which uses no keys of repeats'), ids);
    await found(new FoundOrganisation(deeds, ids));
    const chance = new Chance(1);
    for (const [n, supplier] of (await signedIn(market, 'bench-supplier', SUPPLIERS)).entries()) {
      const sample = sampleCatalogues()[n % sampleCatalogues().length] ?? '';
      // Some rows of a sample are planted faults and come to nothing: a few more are read than are wanted.
      await supply(supplier, asCsv(await generatedCatalogue(sample, Math.ceil(wanted / SUPPLIERS * 1.15), chance.of(`supplier ${n}`))), Math.ceil(wanted / SUPPLIERS));
    }
    say(`products published by ${SUPPLIERS} suppliers; ${(await product.atRest()).toFixed(0)} s until they were indexed and matched`);
    await demand(deeds, ids, await buyers(database), wanted, chance.of('demands'));
    say(`demands published by ${BUYERS} buyers; ${(await product.atRest()).toFixed(0)} s until they were matched and told of`);
  } finally {
    await database.close();
  }
}

/** Demands of the buyers who are there, published by the same deeds. */
export async function publishMoreDemands(product: Product, wanted: number, seed: number): Promise<void> {
  const database = new AppDatabase(await Database.open({ url: product.databaseUrl('app'), applicationName: 'duijie bench', entities: ENTITIES, connections: 4 }));
  try {
    const ids = new RandomIds(clock);
    await demand(new Deeds(database, new IdempotencyKeys('the secret of a bench, which uses no keys of repeats'), ids), ids, await buyers(database), wanted, new Chance(seed));
  } finally {
    await database.close();
  }
}

/** The market as it is filled. */
export async function openMarket(market: ApiClient, count: (sql: string) => Promise<number>): Promise<Market> {
  const suppliers = await signedIn(market, 'bench-supplier', SUPPLIERS);
  const [buyer] = await signedIn(market, 'bench-buyer', 1);
  if (buyer === undefined) throw new Error('There is no buyer.');
  return {
    suppliers, buyer,
    products: await count(`select count(*) from catalogue_product where state = 'PUBLISHED'`), demands: await count('select count(*) from demand_demand where published_at is not null'),
  };
}

async function signedIn(market: ApiClient, name: string, count: number): Promise<ApiClient[]> {
  const clients: ApiClient[] = [];
  for (let n = 0; n < count; n += 1) clients.push(await signIn(market, `${name}-${n}`));
  return clients;
}

async function found(founding: FoundOrganisation): Promise<void> {
  for (const [name, zh, count, trades] of [['bench-supplier', '供应商', SUPPLIERS, ['MAKER']], ['bench-buyer', '采购单位', BUYERS, ['BUYER']]] as const) {
    for (let n = 0; n < count; n += 1) {
      const body = `911401${String(10 + n)}MA${name === 'bench-supplier' ? 'B' : 'C'}${String(n).padStart(6, '0')}`;
      valuesOf(await founding.run(request({ kind: 'SYSTEM', because: 'bench' }), [{
        kind: 'ENTERPRISE', name: `测速${zh} ${n}`, creditCode: `${body}${checkCharacter(body) ?? ''}`, regionCode: REGIONS[n % REGIONS.length] ?? '140100', industryCode: null, sizeClass: null,
        trades: [...trades], parentId: null, owner: { login: `${name}-${n}`, displayName: `测速人员 ${n}`, password: DEMO_PASSWORD, roles: ['OWNER'] },
      }]));
    }
  }
}

/** Imports a price list and publishes what is complete of it, at most `wanted`. */
export async function supply(supplier: ApiClient, csv: string, wanted: number): Promise<void> {
  const { fileId } = await supplier.upload('catalogue.csv', Buffer.from(csv));
  const { id } = await supplier.perform<{ id: string }>('importProducts', 'ProductImport', { fileId, dryRun: false }, 'id');
  for (let state = ''; state !== 'FINISHED';) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    ({ productImport: { state } } = await supplier.ask<{ productImport: { state: string } }>('query ($id: ID!) { productImport(id: $id) { state } }', { id }));
    if (state === 'REFUSED') throw new Error('An import was refused.');
  }
  const drafts = await ownProducts(supplier, 'DRAFT');
  await publishProducts(supplier, drafts.slice(0, wanted).map((product) => product.id)).catch(() => publishWhatCan(supplier, drafts.slice(0, wanted).map((product) => product.id)));
}

/** Where the law or a missing figure forbids some, the others of the batch are public all the same. */
async function publishWhatCan(supplier: ApiClient, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += 100) {
    await supplier.perform('publishProducts', 'ProductBatch', { productIds: ids.slice(from, from + 100) }, 'refusals { code }');
  }
}

async function buyers(database: AppDatabase): Promise<MemberViewer[]> {
  const rows: Record<string, string>[] = await database.transaction({ organisationId: '', kind: 'SYSTEM', branch: '', approved: false }, (tx) => tx.query(
    `select o.id as "organisationId", o.branch::text, m.id as "memberId", m.account_id as "accountId" from organisation o
     join organisation_member m on m.organisation_id = o.id join organisation_account a on a.id = m.account_id where a.login like 'bench-buyer-%' order by a.login`));
  return rows.map((row) => ({ kind: 'ENTERPRISE', approved: true, roles: ['OWNER'], sessionId: '', ...row }) as unknown as MemberViewer);
}

/** Sample demands in turn, each with other quantities, budgets and places. */
async function demand(deeds: Deeds, ids: RandomIds, of: readonly MemberViewer[], wanted: number, chance: Chance): Promise<void> {
  const classes = new Classes();
  const [creating, publishing] = [new CreateDemands(deeds, ids, classes), new PublishDemands(deeds)];
  const today = shanghaiDate(new Date());
  const samples = (await sampleDemands()).map((sample) => createDemandInput(sample, today) as unknown as DemandToCreate & { lines: { classIds: string[] }[] }).filter(({ lines: [line] }) => (line?.classIds.length ?? 0) > 0);
  for (let made = 0; made < wanted;) {
    const viewer = of[Math.floor(made / DEMANDS_AT_ONCE) % of.length];
    if (viewer === undefined) throw new Error('There is no buyer.');
    const inputs = Array.from({ length: Math.min(DEMANDS_AT_ONCE, wanted - made) }, (_, n): DemandToCreate => {
      const sample = samples[(made + n) % samples.length];
      if (sample === undefined) throw new Error('There is no sample demand.');
      return {
        ...sample, title: `${sample.title} ${made + n}`, externalRef: null, regionCode: chance.one(REGIONS), neededBy: addDays(today, chance.whole(30, 500)), budgetCny: String(chance.whole(10, 900) * 10_000),
        lines: sample.lines.map((line) => ({ ...line, itemId: null, energyGradeAtMost: null, requirements: line.requirements.map((one) => ({ ...one, op: OPS[one.op] ?? one.op })), quantity: String(chance.whole(1, 20)) })),
      };
    });
    const created = valuesOf(await creating.run(request(viewer), inputs));
    valuesOf(await publishing.run(request(viewer), created.map(({ id }) => id)));
    made += inputs.length;
  }
}

/** The samples are written for the API, whose enum names these. */
const OPS: Readonly<Record<string, DemandToCreate['lines'][number]['requirements'][number]['op']>> = { AT_LEAST: '>=', AT_MOST: '<=', EQUAL: '=', BETWEEN: 'between', ONE_OF: 'in', ABOUT: 'about' } as never;

function request(viewer: DeedRequest['viewer']): DeedRequest {
  return { viewer, receivedAt: new Date(), idempotencyKey: null, traceId: 'bench-data', locale: 'zh-CN' };
}

function valuesOf<T>(outcomes: readonly Outcome<T>[]): T[] {
  return outcomes.map((outcome) => {
    if (!outcome.ok) throw new Error(`A deed was refused: ${JSON.stringify(outcome.refusal)}`);
    return outcome.value;
  });
}
