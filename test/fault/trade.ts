import { setTimeout as pause } from 'node:timers/promises';
import { createDemandInput, sampleDemands, wantingClasses } from '../../src/app/demo/sample-demands.js';
import { addDays, shanghaiDate } from '../../src/core/time/dates.js';
import type { Member } from '../factories/organisations.js';
import type { Caller } from './caller.js';
import type { Chance } from './chance.js';
import type { FaultHouse } from './fault-house.js';
import { asCsv, classesIn, repricedCatalogue, type GeneratedCatalogue } from './generated-catalogue.js';
import type { Ledger } from './ledger.js';
import { searchWhile } from './searching.js';

/** Each end of the worker holds an import up for a minute when the queue's own time is waited for. */
const IMPORT_WITHIN_MS = 600_000;
const LOOK_EVERY_MS = 100;
const REGIONS = ['140000', '140100', '140400', '141100'];
const BATCH = 'ProductBatch { products { id } refusals { code } }';
interface Batch { readonly products: readonly { readonly id: string }[]; readonly refusals: readonly object[] }

/** Who trades in a run, and what with. */
export interface Cast {
  readonly suppliers: readonly { readonly member: Member; readonly catalogues: readonly GeneratedCatalogue[] }[];
  readonly buyer: Member;
  readonly department: Member;
  /** Enterprises that the department suspends and reinstates, and that do nothing else. */
  readonly watched: readonly Member[];
}

/** What suppliers, buyers and a department do over both APIs at the same time, whatever befalls them; all that was acknowledged is in the ledger. */
export class Trade {
  constructor(private readonly house: FaultHouse, private readonly caller: Caller, private readonly ledger: Ledger, private readonly chance: Chance) {}

  async run({ suppliers, buyer, department, watched }: Cast, demands: number): Promise<void> {
    const classes = [...new Set(suppliers.flatMap(({ catalogues }) => catalogues.flatMap(classesIn)))];
    let trading = true;
    const traded = Promise.all([
      ...suppliers.map(({ member, catalogues }, n) => this.supply(member, catalogues, this.chance.of(`supplier ${n}`))),
      this.demand([buyer, ...suppliers.map(({ member }) => member)], await this.demandInputs(classes, demands)),
    ]).finally(() => { trading = false; });
    await Promise.all([traded, this.watchOver(department, watched, () => trading), searchWhile(() => trading, this.caller, buyer, this.chance.of('searches'))]);
  }

  /** Suspends and reinstates enterprises for as long as the others trade. */
  private async watchOver(department: Member, watched: readonly Member[], trading: () => boolean): Promise<void> {
    const chance = this.chance.of('department');
    do {
      const { organisationId } = chance.one(watched);
      const told = this.ledger.organisations.get(organisationId) ?? { suspended: 0, reinstated: 0 };
      this.ledger.organisations.set(organisationId, told);
      if (told.suspended === told.reinstated) {
        await this.caller.done('admin', 'suspendOrganisation', { organisationId, reason: '核查登记信息' }, 'OrganisationSuspended { organisation { id } }', department);
        told.suspended += 1;
      } else {
        await this.caller.done('admin', 'reinstateOrganisation', { organisationId }, 'OrganisationReinstated { organisation { id } }', department);
        told.reinstated += 1;
      }
      await pause(chance.whole(20, 300));
    } while (trading());
  }

  /** Imports one list after the other, the last of them again at other prices, and publishes meanwhile what has come to be. */
  private async supply(supplier: Member, catalogues: readonly GeneratedCatalogue[], chance: Chance): Promise<void> {
    let importing = true;
    const imports = async (): Promise<void> => {
      for (const catalogue of catalogues) await this.import(supplier, catalogue);
      const last = catalogues.at(-1);
      if (last !== undefined) await this.import(supplier, repricedCatalogue(last, 0.3, chance.of('prices')));
    };
    await Promise.all([imports().finally(() => { importing = false; }), this.publish(supplier, chance, () => importing)]);
  }

  /** Publishes drafts in batches for as long as more of them may come. */
  private async publish(supplier: Member, chance: Chance, mayCome: () => boolean): Promise<void> {
    const refused = new Set<string>();
    for (let more = true; more;) {
      // Looked at before the drafts: what the import's end leaves is seen once more.
      more = mayCome();
      const drafts = (await this.drafts(supplier)).filter((id) => !refused.has(id));
      for (let from = 0, size = 0; from < drafts.length; from += size) {
        size = chance.whole(20, 100);
        const some = drafts.slice(from, from + size);
        const published = await this.published(supplier, some);
        for (const id of some.filter((one) => !published.includes(one))) refused.add(id);
        await this.changeSome(supplier, published, chance);
      }
      if (more) await pause(chance.whole(20, 200));
    }
  }

  private async import(supplier: Member, catalogue: GeneratedCatalogue): Promise<void> {
    const fileId = await this.caller.upload(catalogue.name, asCsv(catalogue), supplier);
    const { id } = await this.caller.done<{ id: string }>('market', 'importProducts', { fileId, dryRun: false }, 'ProductImport { id }', supplier);
    this.ledger.imports.push({ id, ownerId: supplier.organisationId, catalogue });
    for (const end = Date.now() + IMPORT_WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
      const { productImport } = await this.caller.ask<{ productImport: { state: string } }>('market', 'query ($id: ID!) { productImport(id: $id) { state } }', { id }, supplier);
      if (productImport.state === 'FINISHED') return;
      if (productImport.state === 'REFUSED' || Date.now() > end) throw new Error(`The import of ${catalogue.name} is ${productImport.state}; left in the queue: ${JSON.stringify(await this.house.queue.left())}`);
    }
  }

  private async drafts(supplier: Member): Promise<string[]> {
    const all: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { myProducts }: { myProducts: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } = await this.caller.ask('market', 
        'query ($after: String) { myProducts(state: DRAFT, first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }', { after }, supplier);
      all.push(...myProducts.nodes.map(({ id }) => id));
      [after, more] = [myProducts.pageInfo.endCursor, myProducts.pageInfo.hasNextPage];
    }
    return all;
  }

  private async published(supplier: Member, productIds: readonly string[]): Promise<string[]> {
    const { products } = await this.caller.done<Batch>('market', 'publishProducts', { productIds }, BATCH, supplier);
    for (const { id } of products) this.ledger.published.add(id);
    return products.map(({ id }) => id);
  }

  /** Takes a few off the market and serves fewer regions with a few others, so that recommendations end and places fall free. */
  private async changeSome(supplier: Member, published: readonly string[], chance: Chance): Promise<void> {
    const [gone, ...local] = chance.some(published, chance.whole(1, 3));
    if (gone !== undefined) {
      const { products } = await this.caller.done<Batch>('market', 'withdrawProducts', { productIds: [gone] }, BATCH, supplier);
      for (const { id } of products) this.ledger.withdrawn.add(id);
    }
    for (const productId of local) {
      const codes = [chance.one(REGIONS)];
      await this.caller.done('market', 'setOffer', { productId, regionsServed: codes }, 'Product { id }', supplier);
      this.ledger.regions.set(productId, { codes, times: (this.ledger.regions.get(productId)?.times ?? 0) + 1 });
    }
  }

  /** Publishes the demands one after another, most of them by the first of the buyers; revises a few of those published before, and closes a few. */
  private async demand([buyer, ...others]: readonly Member[], inputs: readonly Record<string, unknown>[]): Promise<void> {
    const chance = this.chance.of('buyer');
    if (buyer === undefined) return;
    const open: { readonly id: string; readonly owner: Member }[] = [];
    for (const input of inputs) {
      const owner = others.length > 0 && chance.happens(0.2) ? chance.one(others) : buyer;
      const { id, lines } = await this.caller.done<{ id: string; lines: object[] }>('market', 'createDemand', input, 'Demand { id lines { id } }', owner);
      await this.caller.done('market', 'publishDemand', { demandId: id }, 'Demand { id }', owner);
      this.ledger.demands.set(id, { lines: lines.length, neededBy: null, revisions: 0, closed: false });
      open.push({ id, owner });
      if (chance.happens(0.2)) await this.revise(chance.one(open), chance);
      if (chance.happens(0.1)) await this.close(open.splice(chance.whole(0, open.length - 1), 1)[0]);
      await pause(chance.whole(0, 300));
    }
  }

  private async revise({ id, owner }: { readonly id: string; readonly owner: Member }, chance: Chance): Promise<void> {
    const neededBy = addDays(shanghaiDate(new Date()), chance.whole(10, 300));
    await this.caller.done('market', 'reviseDemand', { demandId: id, neededBy }, 'Demand { id }', owner);
    const told = this.ledger.demands.get(id);
    if (told !== undefined) Object.assign(told, { neededBy, revisions: told.revisions + 1 });
  }

  private async close(demand: { readonly id: string; readonly owner: Member } | undefined): Promise<void> {
    if (demand === undefined) return;
    await this.caller.done('market', 'closeDemand', { demandId: demand.id, reason: '不再需要' }, 'Demand { id }', demand.owner);
    const told = this.ledger.demands.get(demand.id);
    if (told !== undefined) told.closed = true;
  }

  /** Sample demands that want such goods, lines of demand items whose paths lead to them, and lines that name classes and nothing else. */
  private async demandInputs(wanted: readonly string[], count: number): Promise<Record<string, unknown>[]> {
    const chance = this.chance.of('demands');
    const today = shanghaiDate(new Date());
    const classes = (await this.house.sql<{ id: string }>('select id from policy_class where id = any($1) order by id', [wanted])).map(({ id }) => id);
    const items = (await this.house.sql<{ id: string }>('select distinct demand_item_id as id from policy_upgrade_path where class_id = any($1) order by 1', [classes])).map(({ id }) => id);
    const samples = wantingClasses(await sampleDemands(), new Set(classes));
    const line = (): Record<string, unknown> => (items.length > 0 && chance.happens(0.25) ? { itemId: chance.one(items) } : { classIds: chance.some(classes, chance.whole(1, 3)) });
    return Array.from({ length: count }, (_, n) => {
      const sample = chance.happens(0.4) && samples.length > 0 ? chance.one(samples) : null;
      if (sample !== null) return { ...createDemandInput(sample, today), title: `${sample.title} ${n}` };
      return {
        title: `更新需求 ${n}`, regionCode: chance.one(['140100', '140200', '140400', '141100']), noStateSecretConfirmed: true,
        visibility: chance.one(['PUBLIC', 'APPROVED_SUPPLIERS', 'THROUGH_DEPARTMENT']), neededBy: chance.happens(0.5) ? addDays(today, chance.whole(20, 400)) : null,
        lines: Array.from({ length: chance.whole(1, 3) }, () => ({
          ...line(), quantity: String(chance.whole(1, 20)), budgetCny: chance.happens(0.6) ? String(chance.whole(1, 900) * 10_000) : null,
        })),
      };
    });
  }
}
