import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { PROJECT_FOLDER } from '../../platform/config/project.js';
import { freePort } from '../../platform/embedded/free-port.js';
import { ApiClient } from '../demo/api-client.js';
import { SUPPLIERS } from '../demo/cast.js';
import { sampleCatalogues } from '../demo/sample-market.js';
import { importCatalogue, ownProducts, publishProducts, signIn } from '../demo/story.js';
import { setsOf, type CasePart, type CaseReport, type CaseRun } from './case-parts.js';
import { shareOf, shown, type Share } from './figures.js';

interface SearchCase {
  readonly id: string;
  readonly query: string;
  readonly set: string | null;
  readonly expectedSupplyIds: readonly string[];
  readonly acceptableSupplyIds: readonly string[];
  readonly expectedExtensionIds: readonly string[];
  readonly zeroResultsExpected: boolean;
}

interface SearchAnswer {
  readonly id: string;
  /** Classes of the products found, in the order of their first product, at most ten. */
  readonly ranked: readonly string[];
  readonly empty: boolean;
}

const HOST = '127.0.0.1';
const RANKED_MAX = 10;
/** Products of a query that are looked at for their classes. */
const LOOKED = 50;
const INDEXED_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 200;

/** Asks the product's own search, on an embedded database of its own with the reference data and the sample catalogues, and measures the answers. */
export const searchPart: CasePart = { option: 'search', help: '检索，写出 OUT/search.jsonl searches, on a product of its own with the sample catalogues', run: runSearch };

async function runSearch({ file, out, withFaults }: CaseRun): Promise<CaseReport> {
  const cases = await readCases(file);
  const answers = await withProduct(async (market) => {
    const found: SearchAnswer[] = [];
    for (const { id, query } of cases) found.push(await answerOf(market, id, query));
    return found;
  });
  await writeFile(join(out, 'search.jsonl'), answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const parts = setsOf(cases).map((set) => ({ ...set, shares: sharesOf(set.cases, byId), faults: set.listed ? set.cases.flatMap((one) => faultOf(one, byId.get(one.id))) : [] }));
  return {
    lines: parts.flatMap(({ title, cases: { length }, shares, faults }) => [
      `\nsearch, ${title}: ${length}`, ...Object.entries(shares).filter(([, share]) => share.of > 0).map(([name, share]) => `  ${name.padEnd(24)} ${shown(share)}`), ...(withFaults ? faults.map((fault) => `    ${fault}`) : []),
    ]),
    figures: Object.fromEntries(parts.map(({ title, shares }) => [title, shares])),
  };
}

async function readCases(file: string): Promise<SearchCase[]> {
  const read = JSON.parse(await readFile(file, 'utf8')) as readonly Partial<SearchCase>[] | { readonly cases: readonly Partial<SearchCase>[] };
  return ('cases' in read ? read.cases : read).map((one, at) => ({
    id: one.id ?? String(at + 1), query: one.query ?? '', set: one.set ?? null, expectedSupplyIds: one.expectedSupplyIds ?? [], acceptableSupplyIds: one.acceptableSupplyIds ?? [],
    expectedExtensionIds: one.expectedExtensionIds ?? [], zeroResultsExpected: one.zeroResultsExpected ?? false,
  }));
}

async function answerOf(market: ApiClient, id: string, query: string): Promise<SearchAnswer> {
  const { products: { nodes } } = await market.ask<{ products: { nodes: { class: { id: string } | null }[] } }>(
    'query ($query: String!, $first: Int!) { products(query: $query, first: $first) { nodes { class { id } } } }', { query, first: LOOKED });
  const ranked = [...new Set(nodes.flatMap((node) => (node.class === null ? [] : [node.class.id])))];
  return { id, ranked: ranked.slice(0, RANKED_MAX), empty: nodes.length === 0 };
}

const isClassed = ({ expectedSupplyIds }: SearchCase): boolean => expectedSupplyIds.length > 0;

function sharesOf(cases: readonly SearchCase[], answers: ReadonlyMap<string, SearchAnswer>): Readonly<Record<string, Share>> {
  const ranked = (one: SearchCase): readonly string[] => answers.get(one.id)?.ranked ?? [];
  const isEmpty = (one: SearchCase): boolean => answers.get(one.id)?.empty !== false;
  const extended = cases.filter(({ expectedExtensionIds }) => expectedExtensionIds.length > 0);
  return {
    'hit@1': shareOf(cases.filter(isClassed).map((one) => one.expectedSupplyIds.includes(ranked(one)[0] ?? ''))),
    'hit@3': shareOf(cases.filter(isClassed).map((one) => hitThree(one, ranked(one)))),
    'extension hit@3': shareOf(extended.map((one) => ranked(one).slice(0, 3).some((id) => one.expectedExtensionIds.includes(id)))),
    'empty where nothing is': shareOf(cases.filter(({ zeroResultsExpected }) => zeroResultsExpected).map(isEmpty)),
    'found where something is': shareOf(cases.filter(({ zeroResultsExpected }) => !zeroResultsExpected).map((one) => !isEmpty(one))),
  };
}

function hitThree({ expectedSupplyIds, acceptableSupplyIds }: SearchCase, ranked: readonly string[]): boolean {
  return ranked.slice(0, 3).some((id) => expectedSupplyIds.includes(id) || acceptableSupplyIds.includes(id));
}

function faultOf(one: SearchCase, answer: SearchAnswer | undefined): string[] {
  const ranked = answer?.ranked ?? [];
  const right = one.zeroResultsExpected ? answer?.empty === true : isClassed(one) ? hitThree(one, ranked) : ranked.slice(0, 3).some((id) => one.expectedExtensionIds.includes(id));
  return right ? [] : [`${one.id} ${one.query}: ${ranked.slice(0, 3).join(' ') || 'nothing'} for ${[...one.expectedSupplyIds, ...one.expectedExtensionIds].join(' ') || 'nothing'}`];
}

/** Runs the product in a folder of its own, with every sample catalogue on the market, for as long as `work` takes. */
async function withProduct<T>(work: (market: ApiClient) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'duijie-eval-'));
  // The database may have an account of its own, which must get in.
  await chmod(home, 0o711);
  const ports = { DUIJIE_MARKET_PORT: await freePort(HOST), DUIJIE_ADMIN_PORT: await freePort(HOST), DUIJIE_WORKER_PORT: await freePort(HOST) };
  const child = spawn(process.execPath, [join(PROJECT_FOLDER, 'dist', 'start.js')], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { DEMO: '1', DUIJIE_DATA_DIR: join(home, 'data'), ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])) },
  });
  try {
    await ready(child);
    const market = new ApiClient(`http://${HOST}:${ports.DUIJIE_MARKET_PORT}`);
    await supply(market);
    return await work(market);
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await gone;
    }
    await rm(home, { recursive: true, force: true });
  }
}

async function ready(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('The product says nothing.');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (line.startsWith('ready ')) {
      child.stdout.resume();
      return;
    }
  }
  throw new Error(`The product did not start:\n${said.join('\n')}`);
}

async function supply(market: ApiClient): Promise<void> {
  const [player] = SUPPLIERS;
  if (player === undefined) throw new Error('The demo has no supplier.');
  const supplier = await signIn(market, player.login);
  for (const { file } of await sampleCatalogues()) await importCatalogue(supplier, file);
  const drafts = await ownProducts(supplier, 'DRAFT');
  await publishProducts(supplier, drafts.map(({ id }) => id));
  const published = (await ownProducts(supplier, 'PUBLISHED')).length;
  for (const end = Date.now() + INDEXED_WITHIN_MS; ;) {
    const { products: { totalCount } } = await market.ask<{ products: { totalCount: number | null } }>('{ products(first: 1) { totalCount } }');
    if ((totalCount ?? 0) >= published) return;
    if (Date.now() > end) throw new Error(`Of ${published} products ${totalCount ?? 0} can be searched after ${INDEXED_WITHIN_MS / 1_000} s.`);
    await pause(LOOK_EVERY_MS);
  }
}
