import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSynonyms } from '../src/platform/search/load-synonyms.js';
import { engineStanding } from '../src/platform/search/meilisearch/engine-state.js';
import { Normaliser } from '../src/platform/search/normaliser.js';
import { openEngineHarness, realServer, WITHOUT_SERVER } from '../test/contract/search/engine-harness.js';
import { throughOutage, until } from '../test/contract/search/engine-outage.js';
import { sampleDocuments } from '../test/contract/search/sample-catalogues.js';
import { TcpProxy, type Weather } from '../test/fault/tcp-proxy.js';
import startServer from '../test/setup/start-server.mjs';
import stopServer from '../test/setup/stop-server.mjs';

const BACK_WITHIN_MS = 120_000;

const HELP = `npm run bench:search-away [-- --minutes N] [--hang] [--json FILE]

断开 Meilisearch 若干分钟，期间索引写入和搜索不停；恢复后比较两边。需要 MEILI_URL 和 MEILI_MASTER_KEY。
Takes Meilisearch away for some minutes while the index is written and searched; then compares what both hold. Needs MEILI_URL and MEILI_MASTER_KEY.

  --minutes N  断开的分钟数 minutes away (10)
  --hang       不拒绝连接，而是不作答 connections are taken and never answered, instead of refused
  --json FILE  另将结果写入文件 also write the result to a file
`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { minutes: { type: 'string' }, hang: { type: 'boolean' }, json: { type: 'string' }, help: { type: 'boolean' } } });
  const address = realServer();
  if (values.help === true || address === null) {
    console.log(values.help === true ? HELP : WITHOUT_SERVER);
    process.exitCode = values.help === true ? 0 : 2;
    return;
  }
  const [minutes, weather]: [number, Weather] = [Number(values.minutes ?? 10), values.hang === true ? 'HANG' : 'REFUSE'];
  await startServer();
  const proxy = await TcpProxy.open(Number(new URL(address.url).port));
  try {
    const normaliser = new Normaliser(loadSynonyms(join(import.meta.dirname, '..', 'seeds', 'reference')));
    const house = await openEngineHarness({ url: `http://127.0.0.1:${proxy.port}`, masterKey: address.masterKey }, normaliser, { questionMs: 600 });
    try {
      const documents = sampleDocuments();
      await house.database.write((tx) => house.search.index(tx, documents));
      house.writer.start();
      if (!await until(BACK_WITHIN_MS, async () => (await house.database.read(engineStanding)).copy !== null)) throw new Error('The engine was not filled.');
      const figures = await throughOutage(house, proxy, documents, { weather, awayMs: minutes * 60_000, batch: 20, restMs: 100, backWithinMs: BACK_WITHIN_MS });
      const well = figures.writesDone === figures.writesAsked && figures.searchesFailed === 0 && figures.difference === 0 && figures.healedMs < BACK_WITHIN_MS;
      if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ minutes, weather, ...figures }, null, 2)}\n`);
      console.log(JSON.stringify(figures));
      console.log(`bench:search-away ${well ? 'ok' : 'MISSED'} minutes=${minutes} weather=${weather} writes=${figures.writesDone}/${figures.writesAsked} searchesFailed=${figures.searchesFailed}/${figures.searches} difference=${figures.difference} healedMs=${figures.healedMs} load=${loadavg()[0]?.toFixed(1) ?? ''}`);
      process.exitCode = well ? 0 : 1;
    } finally {
      await house.close();
    }
  } finally {
    await proxy.close();
    await stopServer();
  }
}

await main();
