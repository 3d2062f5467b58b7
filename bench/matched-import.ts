import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { ApiClient } from '../src/app/demo/api-client.js';
import { Chance } from '../test/fault/chance.js';
import { asCsv, generatedCatalogue, sampleCatalogues } from '../test/fault/generated-catalogue.js';
import { fillMarket, openMarket, publishMoreDemands, supply } from './rate/market-data.js';
import { Product } from './rate/product.js';

const REST_GOAL_SECONDS = 30;
const FILES = 10;
/** Demands whose way from the outbox on is timed at the end. */
const CHANGES = 1_000;

const HELP = `npm run bench:matched [-- --rows N] [--demands N] [--home FOLDER] [--json FILE]

批量导入之后多久全部匹配并推送：产品在自己的目录里启动，市场上已有需求；供方导入价目表并发布，最后一件发布后开始计时。
How long after the last of many imported rows everything is matched and told: the product runs in a folder of its own with demands on the market;
suppliers import price lists and publish them, and the time counts from the last publication until nothing waits in outbox or queue.

最后另计 ${CHANGES} 项新需求从发件箱起到匹配、通知完毕的速度。At the end the same of ${CHANGES} new demands that wait in the outbox: copied, put into the index in memory, judged, told.

  --rows N       导入行数 rows to import (10000)
  --demands N    市场上的需求 demands on the market before (10000)
  --home FOLDER  数据文件夹，留存并再用 a data folder that is kept and used again
  --json FILE    另将结果写入文件 also write the result to a file
`;

interface Figures {
  readonly rows: number;
  readonly published: number;
  readonly demands: number;
  readonly importSeconds: number;
  readonly restSeconds: number;
  readonly recommendations: number;
  readonly notices: number;
  /** New demands a second from the outbox on, until nothing waits. */
  readonly changesPerSecond: number;
}

async function measure(product: Product, rows: number, demands: number): Promise<Figures> {
  const database = new Client({ connectionString: product.databaseUrl('superuser') });
  await database.connect();
  const count = async (sql: string): Promise<number> => Number((await database.query<{ count: string }>(sql)).rows[0]?.count);
  const all = async () => ({
    published: await count(`select count(*) from catalogue_product where state = 'PUBLISHED'`), recommendations: await count('select count(*) from matching_recommendation'), notices: await count('select count(*) from notification_notice'),
  });
  try {
    const api = new ApiClient(product.market);
    if (await count(`select count(*) from organisation_account where login = 'bench-supplier-0'`) === 0) await fillMarket(product, api, demands, (line) => console.log(line));
    await product.atRest();
    const market = await openMarket(api, count);
    const before = await all();
    const chance = new Chance(Date.now() % 1_000_000);
    const begun = performance.now();
    for (let n = 0; n < FILES; n += 1) {
      const sample = sampleCatalogues()[n % sampleCatalogues().length] ?? '';
      const supplier = market.suppliers[n % market.suppliers.length];
      const from = performance.now();
      if (supplier !== undefined) await supply(supplier, asCsv(await generatedCatalogue(sample, Math.ceil(rows / FILES), chance.of(`file ${n}`))), Math.ceil(rows / FILES));
      console.log(`file ${n + 1} of ${FILES}: ${((performance.now() - from) / 1_000).toFixed(1)} s`);
    }
    const importSeconds = (performance.now() - begun) / 1_000;
    const restSeconds = await product.atRest();
    const after = await all();
    const release = await product.holdWorker();
    await publishMoreDemands(product, CHANGES, Date.now() % 1_000_000).finally(release);
    const changesPerSecond = CHANGES / await product.atRest();
    return {
      rows, demands: market.demands, importSeconds, restSeconds, published: after.published - before.published,
      recommendations: after.recommendations - before.recommendations, notices: after.notices - before.notices, changesPerSecond,
    };
  } finally {
    await database.end();
  }
}

const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000' }, demands: { type: 'string', default: '10000' }, home: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help === true) {
  console.log(HELP);
} else {
  const home = values.home ?? await mkdtemp(join(tmpdir(), 'duijie-bench-'));
  const product = await Product.start(home);
  try {
    const figures = await measure(product, Number(values.rows), Number(values.demands));
    const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, system: `${platform()} ${release()} ${arch()}`, node: process.version, load: loadavg()[0] };
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ machine, ...figures }, null, 2)}\n`);
    const held = figures.restSeconds <= REST_GOAL_SECONDS;
    console.log(`bench:matched ${held ? 'ok' : 'MISSED'} rows=${figures.rows} published=${figures.published} demands=${figures.demands} importSeconds=${figures.importSeconds.toFixed(0)} restSeconds=${figures.restSeconds.toFixed(1)} (goal ${REST_GOAL_SECONDS})`
      + ` recommendations=+${figures.recommendations} notices=+${figures.notices} changesPerSecondFromOutbox=${figures.changesPerSecond.toFixed(0)} load=${machine.load?.toFixed(1) ?? ''} cores=${machine.cores} node=${machine.node}`);
    process.exitCode = held ? 0 : 1;
  } finally {
    await product.stop();
    if (values.home === undefined) await rm(home, { recursive: true, force: true });
  }
}
