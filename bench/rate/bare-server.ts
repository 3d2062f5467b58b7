import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { readFile } from 'node:fs/promises';
import { Pool, type PoolClient } from 'pg';
import { idFrom } from '../../src/core/ids/ids.js';
import { ask } from './asking.js';
import { minimalPublish, minimalRead, type ReadName } from './minimal.js';
import type { Plan, PlannedStatement } from './replay.js';

/** What the bare server answers with. A plan is that of one request; its answer, the data that the product gave to it. */
export interface BareOrder {
  readonly databaseUrl: string;
  readonly connections: number;
  readonly reads: Readonly<Record<string, readonly { readonly plan: Plan; readonly answer: unknown; readonly tokenHash: string; readonly minimal: readonly string[] }[]>>;
  readonly publish: {
    readonly plan: Plan;
    readonly answer: unknown;
    readonly tokenHash: string;
    readonly memberId: string;
    /** What the noted request named, to be put in place of. */
    readonly noted: { readonly productId: string; readonly offerId: string; readonly key: string };
    /** Offer of each product that may be published. */
    readonly offers: Readonly<Record<string, string>>;
  };
}

/**
 * The bare server: `node:http` and a tuned pool of `pg` that runs, with named statements, what the product was seen to ask for the same request, with
 * its parameters, and answers JSON of the same content. No GraphQL, no rights in code, no limits, no log: what any server for this work has to do at least.
 */
async function serve(order: BareOrder): Promise<void> {
  const pool = new Pool({ connectionString: order.databaseUrl, max: order.connections, application_name: 'duijie bare', idleTimeoutMillis: 0, statement_timeout: 30_000 });
  const server = createServer((request, response) => {
    answer(order, pool, request).then((body) => {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    }, (error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(String(error));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
  });
}

async function answer({ reads, publish }: BareOrder, pool: Pool, request: IncomingMessage): Promise<string> {
  const [, way, name = '', number = '0'] = request.url?.split('/') ?? [];
  const { variables } = JSON.parse(await bodyOf(request)) as { readonly variables: { readonly input?: { readonly productIds: readonly [string]; readonly idempotencyKey: string } } };
  if (name === 'publish' && variables.input !== undefined) {
    const { productIds: [productId], idempotencyKey: key } = variables.input;
    if (way === 'minimal') {
      await within(pool, (client) => ask(client, minimalPublish(publish.tokenHash, { productId, key, auditId: idFrom('audit', Date.now(), randomBytes(10)), memberId: publish.memberId })));
    } else {
      const { noted } = publish;
      const put = new Map([[noted.productId, productId], [noted.offerId, publish.offers[productId] ?? ''], [noted.key, key]]);
      await run(pool, publish.plan, (text) => fresh(text, put));
    }
    return JSON.stringify({ data: publish.answer });
  }
  const of = reads[name];
  const read = of?.[Number(number) % of.length];
  if (read === undefined) throw new Error(`Nothing is known of ${request.url ?? ''}`);
  if (way === 'minimal') await within(pool, (client) => ask(client, minimalRead(name as ReadName, read.tokenHash, read.minimal)));
  else await run(pool, read.plan, (text) => text);
  return JSON.stringify({ data: read.answer });
}

const AUDIT_ID = /aud_[0-7][0-9a-z]{25}/g;

/** Other rows, and rows of its own. */
function fresh(text: string, put: ReadonlyMap<string, string>): string {
  let changed = text;
  for (const [noted, instead] of put) if (changed.includes(noted)) changed = changed.replaceAll(noted, instead);
  return changed.includes('aud_') ? changed.replace(AUDIT_ID, () => idFrom('audit', Date.now(), randomBytes(10))) : changed;
}

async function run(pool: Pool, { turns }: Plan, change: (text: string) => string): Promise<void> {
  for (const lanes of turns) {
    await Promise.all(lanes.map((lane) => within(pool, async (client) => {
      let sent: Promise<unknown>[] = [];
      for (const { statements, waits } of lane) {
        if (waits) {
          await Promise.all(sent);
          sent = [];
        }
        sent.push(ask(client, statements.map((one): PlannedStatement => ({ ...one, parameters: one.parameters.map((value) => (typeof value === 'string' ? change(value) : value)) }))));
      }
      await Promise.all(sent);
    })));
  }
}

async function within(pool: Pool, work: (client: PoolClient) => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await work(client);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

process.on('disconnect', () => process.exit(0));
await serve(JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as BareOrder);
