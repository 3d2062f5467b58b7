import { writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform, release } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engineQuestion } from '../src/platform/search/meilisearch/engine-question.js';
import { engineStanding } from '../src/platform/search/meilisearch/engine-state.js';
import { loadSynonyms } from '../src/platform/search/load-synonyms.js';
import { Normaliser } from '../src/platform/search/normaliser.js';
import type { SearchDocument, SearchRequest } from '../src/platform/search/search-index.port.js';
import { openEngineHarness, realServer, WITHOUT_SERVER, type EngineHarness } from '../test/contract/search/engine-harness.js';
import { sampleDocuments } from '../test/contract/search/sample-catalogues.js';
import startServer from '../test/setup/start-server.mjs';
import stopServer from '../test/setup/stop-server.mjs';

const GOAL = 0.8;
const CONCURRENCY = 8;
const CHUNK = 500;
/** A process reads the standing of the copy so seldom in earnest; the harness of the tests reads it every time. */
const STANDING_MS = 500;

const HELP = `npm run bench:search [-- --products N] [--rounds N] [--seconds N] [--json FILE]

搜索速度：经搜索端口的查询与直接发给同一 Meilisearch 的相同 HTTP 请求之比，同一次运行、交替测量，并发 8。需要 MEILI_URL 和 MEILI_MASTER_KEY。
Rate of searches through the search port over that of the same requests sent to the same Meilisearch by bare HTTP, in turns of one run at concurrency 8.
Through the port means: a transaction in PostgreSQL with the rights of a visitor, the words of the query, the engine, the answer. Needs MEILI_URL and MEILI_MASTER_KEY.

  --products N  件数 products (10000)
  --rounds N    轮数 rounds (5)
  --seconds N   每轮每侧秒数 seconds of one side in a round (3)
  --json FILE   另将结果写入文件 also write the result to a file
`;

/** What buyers ask: words, words with a filter, everything by price. */
const ASKED: readonly Pick<SearchRequest, 'text' | 'filter' | 'sort'>[] = [
  ...['采煤机', '燃气蒸汽锅炉', '螺杆空压机', '数控车床', '塔式起重机', '离心泵'].map((text) => ({ text, filter: {}, sort: 'RELEVANCE' as const })),
  { text: '锅炉', filter: { energyGradeAtMost: 2 }, sort: 'RELEVANCE' }, { text: '机', filter: { priceMaxCny: '1000000' }, sort: 'PRICE_ASC' },
  { text: '', filter: { classIds: ['S1.1'] }, sort: 'NEWEST' },
];
const PAGE = 20;

type Side = 'port' | 'bare';

async function ratesOf(house: EngineHarness, address: { readonly url: string; readonly masterKey: string }, rounds: number, forMs: number): Promise<Record<Side, number[]>> {
  const { copy } = await house.database.read(engineStanding);
  const bare = await bareRequests(address, copy ?? '', house.search.normaliser);
  const sides: Record<Side, (n: number) => Promise<unknown>> = {
    port: (n) => house.database.read((tx) => house.search.query(tx, { ...ASKED[n % ASKED.length] as typeof ASKED[number], first: PAGE, after: null, withCount: false, withFacets: false })),
    bare,
  };
  const rates: Record<Side, number[]> = { port: [], bare: [] };
  for (const side of ['port', 'bare'] as const) await rateOf(sides[side], Math.min(forMs, 1_000));
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? ['port', 'bare'] as const : ['bare', 'port'] as const) rates[side].push(await rateOf(sides[side], forMs));
  }
  return rates;
}

/** The very requests that the port sends, as text made beforehand, over connections that stay open. */
async function bareRequests({ url, masterKey }: { readonly url: string; readonly masterKey: string }, copy: string, normaliser: Normaliser): Promise<(n: number) => Promise<unknown>> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${masterKey}` };
  const bodies = ASKED.map((one) => {
    const query = normaliser.query(one.text);
    const { words, filter, sort } = engineQuestion(query.terms.length === 0 ? null : query, one);
    return JSON.stringify({ q: words, filter, sort, offset: 0, limit: PAGE, attributesToRetrieve: ['id'], matchingStrategy: 'last' });
  });
  return async (n) => {
    const answer = await fetch(`${url}/indexes/${copy}/search`, { method: 'POST', headers, body: bodies[n % bodies.length] ?? '' });
    if (answer.status !== 200) throw new Error(`The engine answered ${answer.status}.`);
    return answer.json();
  };
}

async function rateOf(ask: (n: number) => Promise<unknown>, forMs: number): Promise<number> {
  const started = performance.now();
  let done = 0;
  await Promise.all(Array.from({ length: CONCURRENCY }, async () => { while (performance.now() - started < forMs) await ask(done++); }));
  return done / (performance.now() - started) * 1_000;
}

/** The sample catalogues over and over, each time as other products. */
function manyDocuments(products: number): SearchDocument[] {
  const samples = sampleDocuments();
  return Array.from({ length: products }, (_, n): SearchDocument => {
    const sample = samples[n % samples.length] as SearchDocument;
    const round = Math.floor(n / samples.length);
    return { ...sample, id: `prd_0${String(n).padStart(25, '0')}`, model: `${sample.model}-${round}`, publishedAt: sample.publishedAt + n };
  });
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { products: { type: 'string' }, rounds: { type: 'string' }, seconds: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } } });
  const address = realServer();
  if (values.help === true || address === null) {
    console.log(values.help === true ? HELP : WITHOUT_SERVER);
    process.exitCode = values.help === true ? 0 : 2;
    return;
  }
  const [products, rounds, seconds] = [Number(values.products ?? 10_000), Number(values.rounds ?? 5), Number(values.seconds ?? 3)];
  await startServer();
  try {
    const normaliser = new Normaliser(loadSynonyms(join(import.meta.dirname, '..', 'seeds', 'reference')));
    const house = await openEngineHarness(address, normaliser, { search: { standingMs: STANDING_MS } });
    try {
      const documents = manyDocuments(products);
      for (let from = 0; from < products; from += CHUNK) await house.database.write((tx) => house.search.index(tx, documents.slice(from, from + CHUNK)));
      await house.database.sql('analyze');
      const filling = performance.now();
      await house.writer.once();
      console.log(`the engine took ${products} products in ${((performance.now() - filling) / 1_000).toFixed(1)} s`);
      const rates = await ratesOf(house, address, rounds, seconds * 1_000);
      const ratio = middle(rates.port) / middle(rates.bare);
      const result = { products, rates, ratio, answered: house.answered, machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, system: `${platform()} ${arch()} ${release()}`, node: process.version, load: loadavg() } };
      if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
      console.log(JSON.stringify(result));
      const whole = house.answered.degraded === 0;
      console.log(`bench:search ${ratio >= GOAL && whole ? 'ok' : 'MISSED'} products=${products} portPerSecond=${middle(rates.port).toFixed(0)} barePerSecond=${middle(rates.bare).toFixed(0)} ratio=${ratio.toFixed(3)} goal=${GOAL} degraded=${house.answered.degraded} load=${loadavg()[0]?.toFixed(1) ?? ''}`);
      process.exitCode = ratio >= GOAL && whole ? 0 : 1;
    } finally {
      await house.close();
    }
  } finally {
    await stopServer();
  }
}

await main();
