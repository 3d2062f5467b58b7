import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { ApiClient } from '../src/app/demo/api-client.js';
import { capture, type Publishable } from './rate/capture.js';
import { fillMarket, openMarket, type Market } from './rate/market-data.js';
import { hotReads, requestText, type Operation } from './rate/operations.js';
import { Product } from './rate/product.js';
import { pushDelays, type PushFigures } from './rate/push-delay.js';
import { CONCURRENCY, Rounds, type OperationFigures, type RoundsOrder } from './rate/rounds.js';
import { LoadGenerator, startBareServer } from './rate/sides.js';

const RATIO_GOAL = 0.35;
const ROUND_TRIPS_GOAL = 4;
const PUSHED_P95_GOAL_MS = 300;
/** As many connections as a process of the product has. */
const CONNECTIONS = 10;
const CLASSES = 20;
const DETAILS = 50;

const HELP = `npm run bench [-- --quick] [--minutes N] [--json FILE] [--home FOLDER] [--only NAME,NAME]

热点读取、发布和推送的速度：产品在临时目录的内置数据库上启动，装入 1 万件产品和 1 万条需求，与执行同样语句的裸服务器交替测量。
Rates of hot reads, publishing and pushes: the product runs on an embedded database in a folder of its own with 10,000 products and 10,000 demands, and is
measured in turn with a bare server (node:http, pooled pg, named statements) that runs the statements the product was seen to send, and with statements by hand.

  --quick         1,000 件、少而短的轮次 1,000 of each, few and short rounds
  --minutes N     混合负载的分钟数，之后测内存 minutes of mixed load before the memory is read again (10)
  --json FILE     另将结果写入文件 also write the result to a file
  --home FOLDER   数据文件夹，留存并再用 a data folder that is kept and used again, instead of a fresh one
  --only NAMES    只测这些 only these of: push, search, facets, browse, detail, inbox, publish, memory
`;

interface Size extends RoundsOrder {
  readonly products: number;
  readonly pushes: number;
  readonly minutes: number;
}
const FULL: Size = { products: 10_000, rounds: 7, forMs: 2_000, warmMs: 2_000, published: 150, pushes: 40, minutes: 10 };
const QUICK: Size = { products: 1_000, rounds: 3, forMs: 700, warmMs: 700, published: 40, pushes: 10, minutes: 0.5 };

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, minutes: { type: 'string' }, json: { type: 'string' }, home: { type: 'string' }, only: { type: 'string' }, help: { type: 'boolean' } },
});
const say = (line: string): void => console.log(line);

interface Result {
  readonly machine: object;
  readonly products: number;
  readonly demands: number;
  readonly operations: readonly OperationFigures[];
  readonly push: PushFigures | null;
  readonly memoryMb: { readonly idle: Readonly<Record<string, number>>; readonly afterLoad: Readonly<Record<string, number>> | null };
}

async function bench(product: Product, size: Size, wanted: (name: string) => boolean): Promise<Result> {
  const database = new Client({ connectionString: product.databaseUrl('superuser') });
  await database.connect();
  const rows = async <Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await database.query<Row>(sql, [...parameters])).rows;
  try {
    const market = await filled(product, size, rows);
    say(`${market.products} products and ${market.demands} demands on the market`);
    await product.atRest();
    const idle = await product.memory();
    const classIds = (await rows<{ id: string }>(`select class_id as id from catalogue_product where state = 'PUBLISHED' group by 1 order by count(*) desc limit ${CLASSES}`)).map(({ id }) => id);
    const push = wanted('push') ? await pushDelays(product, market.buyer, classIds, size.pushes) : null;
    if (push !== null) say(`publish → pushed, idle: p50 ${push.p50Ms.toFixed(0)} ms, p95 ${push.p95Ms.toFixed(0)} ms, longest ${push.maxMs.toFixed(0)} ms of ${push.pushes} (goal p95 <= ${PUSHED_P95_GOAL_MS} ms)`);
    const productIds = (await rows<{ id: string }>(`select id from catalogue_product where state = 'PUBLISHED' order by md5(id) limit ${DETAILS}`)).map(({ id }) => id);
    const reads = hotReads(classIds, productIds);
    const operations = await rates(product, market, { size, reads: reads.filter(({ name }) => wanted(name)), publish: wanted('publish'), publishable: await publishable(market, rows, size) });
    const afterLoad = wanted('memory') ? await loaded(product, market, reads, size.minutes) : null;
    return { machine: await machine(rows), products: market.products, demands: market.demands, operations, push, memoryMb: { idle, afterLoad } };
  } finally {
    await database.end();
  }
}

type Rows = <Row extends object>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

async function filled(product: Product, size: Size, rows: Rows): Promise<Market> {
  const client = new ApiClient(product.market);
  const known = await rows(`select from organisation_account where login = 'bench-supplier-0'`);
  if (known.length === 0) await fillMarket(product, client, size.products, say);
  return openMarket(client, async (sql) => Number((await rows<{ count: string }>(sql))[0]?.count));
}

/** Products of the first supplier: one to be noted, and some for each side. */
async function publishable({ suppliers: [supplier] }: Market, rows: Rows, { published }: Size): Promise<Publishable> {
  if (supplier === undefined) throw new Error('There is no supplier.');
  const found = await rows<{ id: string; offerId: string; memberId: string }>(
    `select p.id, o.id as "offerId", m.id as "memberId" from catalogue_product p join catalogue_offer o on o.product_id = p.id join organisation_member m on m.organisation_id = p.owner_id
     join organisation_account a on a.id = m.account_id where a.login = 'bench-supplier-0' and p.state in ('PUBLISHED', 'WITHDRAWN') order by p.id limit $1`, [3 * published + 1]);
  if (found.length <= published * 3) throw new Error('The first supplier has too few products.');
  return { supplier, memberId: found[0]?.memberId ?? '', offers: Object.fromEntries(found.map(({ id, offerId }) => [id, offerId])) };
}

interface Measuring {
  readonly size: Size;
  readonly reads: readonly Operation[];
  readonly publish: boolean;
  readonly publishable: Publishable;
}

async function rates(product: Product, market: Market, { size, reads, publish, publishable: own }: Measuring): Promise<OperationFigures[]> {
  if (reads.length === 0 && !publish) return [];
  const captured = await capture(product, market, reads, own);
  await product.atRest();
  const bare = await startBareServer({ databaseUrl: product.databaseUrl('app'), connections: CONNECTIONS, ...captured }, join(product.home, 'bench-order.json'));
  const generator = new LoadGenerator();
  try {
    const rounds = new Rounds(generator, { product: Number(new URL(product.market).port), bare: bare.port }, size);
    const figures: OperationFigures[] = [];
    for (const read of reads) {
      figures.push(await rounds.read(read, market, own, captured));
      say(lineOf(figures.at(-1)));
    }
    if (publish) {
      const release = await product.holdWorker();
      try {
        figures.push(await rounds.publish(own, captured));
      } finally {
        release();
      }
      say(lineOf(figures.at(-1)));
      say(`after publishing, the background was at rest again within ${(await product.atRest()).toFixed(0)} s`);
    }
    return figures;
  } finally {
    await Promise.all([generator.stop(), bare.stop()]);
  }
}

/** All hot reads in turn for so many minutes; answers what memory the processes hold then. */
async function loaded(product: Product, market: Market, reads: readonly Operation[], minutes: number): Promise<Readonly<Record<string, number>>> {
  const generator = new LoadGenerator();
  const most = Math.max(...reads.map(({ variants }) => variants.length));
  const requests = Array.from({ length: most }, (_, n) => reads.map(({ query, variants }) => requestText('/graphql', market.buyer.token ?? '', { query, variables: variants[n % variants.length]?.variables ?? {} }))).flat();
  try {
    const figures = await generator.run({ port: Number(new URL(product.market).port), requests, concurrency: CONCURRENCY, forMs: minutes * 60_000 });
    say(`mixed load for ${minutes} min: ${figures.perSecond.toFixed(0)} requests/s, p95 ${figures.p95Ms.toFixed(1)} ms, ${figures.failed} failed`);
    return await product.memory();
  } finally {
    await generator.stop();
  }
}

function lineOf(figures: OperationFigures | undefined): string {
  if (figures === undefined) return '';
  const { name, productPerSecond, barePerSecond, minimalPerSecond, ratio, ratioToMinimal, productP50Ms, productP95Ms, roundTrips, roundTripsMost, statements } = figures;
  const met = ratio >= RATIO_GOAL && (name === 'publish' || roundTrips <= ROUND_TRIPS_GOAL);
  return `${name.padEnd(8)} product ${rate(productPerSecond)}  bare ${rate(barePerSecond)}  ratio ${ratio.toFixed(2)} (goal ${RATIO_GOAL})  by hand ${rate(minimalPerSecond)} ratio ${ratioToMinimal.toFixed(2)}`
    + `  p50 ${productP50Ms.toFixed(1)} p95 ${productP95Ms.toFixed(1)} ms  round trips ${roundTrips}${name === 'publish' ? '' : `, most ${roundTripsMost} (goal ${ROUND_TRIPS_GOAL})`}  statements ${statements}  ${met ? 'ok' : 'MISSED'}`;
}

const rate = (perSecond: number): string => `${perSecond.toFixed(0).padStart(5)}/s`;
const memoryText = (memory: Readonly<Record<string, number>>): string => Object.entries(memory).map(([name, mb]) => `${name} ${mb.toFixed(0)}`).join(', ');

async function machine(rows: Rows): Promise<object> {
  const [database] = await rows<{ server_version: string }>('show server_version');
  return {
    cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryMb: Math.round(totalmem() / 1_048_576), system: `${platform()} ${arch()} ${release()}`, node: process.version,
    postgres: database?.server_version ?? '', loadAverage: loadavg().map((load) => Math.round(load * 100) / 100), concurrency: CONCURRENCY,
  };
}

function missed({ operations, push }: Result): string[] {
  return [
    ...operations.filter(({ ratio }) => ratio < RATIO_GOAL).map(({ name }) => `${name} ratio`),
    ...operations.filter(({ name, roundTrips }) => name !== 'publish' && roundTrips > ROUND_TRIPS_GOAL).map(({ name }) => `${name} round trips`),
    ...(push !== null && push.p95Ms > PUSHED_P95_GOAL_MS ? ['publish → pushed'] : []),
  ];
}

async function main(): Promise<void> {
  const size = { ...(values.quick === true ? QUICK : FULL), ...(values.minutes === undefined ? {} : { minutes: Number(values.minutes) }) };
  const only = values.only?.split(',');
  const home = values.home ?? await mkdtemp(join(tmpdir(), 'duijie-bench-'));
  say(`load before: ${loadavg().map((load) => load.toFixed(2)).join(' ')} on ${cpus().length} cores`);
  const product = await Product.start(home);
  try {
    const result = await bench(product, size, (name) => only === undefined || only.includes(name));
    say(`memory in MiB, idle: ${memoryText(result.memoryMb.idle)}`);
    if (result.memoryMb.afterLoad !== null) say(`memory in MiB, after ${size.minutes} min of load: ${memoryText(result.memoryMb.afterLoad)}`);
    say(JSON.stringify(result.machine));
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
    const missing = missed(result);
    say(`bench ${missing.length === 0 ? 'ok' : 'MISSED'} products=${result.products} demands=${result.demands} operations=${result.operations.length}${missing.length === 0 ? '' : ` missed="${missing.join(', ')}"`}`);
    process.exitCode = missing.length === 0 ? 0 : 1;
  } finally {
    await product.stop();
    if (values.home === undefined && existsSync(home)) await rm(home, { recursive: true, force: true });
  }
}

if (values.help === true) console.log(HELP);
else await main();
