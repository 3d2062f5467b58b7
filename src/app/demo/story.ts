import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../platform/config/project.js';
import { StoryBroken, type ApiClient } from './api-client.js';
import { DEMO_PASSWORD } from './cast.js';

const IMPORT_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;
const PAGE = 100;

/** Signs in and answers the client of that session. */
export async function signIn(client: ApiClient, login: string, password = DEMO_PASSWORD): Promise<ApiClient> {
  const { session } = await client.perform<{ session: { token: string } }>('signIn', 'SignedIn', { login, password }, 'session { token }');
  return client.as(session.token);
}

export interface ImportRow {
  readonly number: number;
  readonly verdict: string;
  readonly remarks: readonly { readonly column: string | null; readonly code: string; readonly message: string }[];
}
export interface ImportReport {
  readonly id: string;
  readonly state: string;
  readonly rowsTotal: number;
  readonly rowsTaken: number;
  readonly rowsRejected: number;
  /** Rows that were not simply taken. */
  readonly remarked: readonly ImportRow[];
}

/** Imports a file of seeds/demo/catalogues by the default policy and waits for its end. */
export async function importCatalogue(supplier: ApiClient, file: string): Promise<ImportReport> {
  const { fileId } = await supplier.upload(file, await readFile(join(PROJECT_FOLDER, 'seeds/demo/catalogues', file)));
  const { id } = await supplier.perform<{ id: string }>('importProducts', 'ProductImport', { fileId, policy: 'IGNORE_FAILED_FIELDS', dryRun: false }, 'id');
  for (const end = Date.now() + IMPORT_WITHIN_MS; ;) {
    const { productImport } = await supplier.ask<{ productImport: Omit<ImportReport, 'remarked'> }>(
      'query ($id: ID!) { productImport(id: $id) { id state rowsTotal rowsTaken rowsRejected } }', { id });
    if (productImport.state === 'FINISHED') return { ...productImport, remarked: await remarkedRows(supplier, id) };
    if (productImport.state === 'REFUSED') throw new StoryBroken(`${file} was refused`);
    if (Date.now() > end) throw new StoryBroken(`${file} is still ${productImport.state} after ${IMPORT_WITHIN_MS / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function remarkedRows(supplier: ApiClient, id: string): Promise<ImportRow[]> {
  const { productImport } = await supplier.ask<{ productImport: { rows: { nodes: ImportRow[] } } }>(
    `query ($id: ID!) { productImport(id: $id) { rows(first: ${PAGE}, verdicts: [NORMALISE, WARN, NEUTRALISE, REJECT, SKIP]) { nodes { number verdict remarks { column code message } } } } }`, { id });
  return productImport.rows.nodes;
}

export interface OwnProduct {
  readonly id: string;
  readonly model: string;
  readonly class: { readonly id: string };
}

/** All products of the supplier in a state. */
export async function ownProducts(supplier: ApiClient, state: 'DRAFT' | 'PUBLISHED'): Promise<OwnProduct[]> {
  const all: OwnProduct[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { myProducts }: { myProducts: { nodes: OwnProduct[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } = await supplier.ask(
      `query ($after: String) { myProducts(state: ${state}, first: ${PAGE}, after: $after) { nodes { id model class { id } } pageInfo { hasNextPage endCursor } } }`, { after });
    all.push(...myProducts.nodes);
    [after, more] = [myProducts.pageInfo.endCursor, myProducts.pageInfo.hasNextPage];
  }
  return all;
}

/** Publishes these products; throws when one is refused. */
export function publishProducts(supplier: ApiClient, productIds: readonly string[]): Promise<void> {
  return inBatches(supplier, 'publishProducts', productIds);
}

export function withdrawProducts(supplier: ApiClient, productIds: readonly string[]): Promise<void> {
  return inBatches(supplier, 'withdrawProducts', productIds);
}

async function inBatches(supplier: ApiClient, mutation: string, productIds: readonly string[]): Promise<void> {
  for (let from = 0; from < productIds.length; from += PAGE) {
    const { refusals } = await supplier.perform<{ refusals: { code: string; message: string }[] }>(
      mutation, 'ProductBatch', { productIds: productIds.slice(from, from + PAGE) }, 'refusals { code message }');
    if (refusals[0] !== undefined) throw new StoryBroken(`${mutation}: ${refusals[0].code} ${refusals[0].message}`);
  }
}

/** Writes a demand as a draft and answers its ids. */
export async function createDemand(buyer: ApiClient, input: Record<string, unknown>): Promise<{ id: string; lines: { id: string }[] }> {
  return buyer.perform('createDemand', 'Demand', input, 'id lines { id }');
}

export async function publishDemand(buyer: ApiClient, demandId: string): Promise<void> {
  await buyer.perform('publishDemand', 'Demand', { demandId }, 'id');
}

export async function closeDemand(buyer: ApiClient, demandId: string, reason: string): Promise<void> {
  await buyer.perform('closeDemand', 'Demand', { demandId, reason }, 'id');
}

/** Ids of the buyer's demands that have an open line. */
export async function openDemands(buyer: ApiClient): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { myDemands }: { myDemands: { nodes: { id: string; state: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } = await buyer.ask(
      `query ($after: String) { myDemands(first: ${PAGE}, after: $after) { nodes { id state } pageInfo { hasNextPage endCursor } } }`, { after });
    ids.push(...myDemands.nodes.filter(({ state }) => state === 'DRAFT' || state === 'PUBLISHED').map(({ id }) => id));
    [after, more] = [myDemands.pageInfo.endCursor, myDemands.pageInfo.hasNextPage];
  }
  return ids;
}
