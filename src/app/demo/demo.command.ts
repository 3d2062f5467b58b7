import 'reflect-metadata';
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CannotStart } from '../../platform/config/cannot-start.js';
import { PROJECT_FOLDER } from '../../platform/config/project.js';
import { readSettings } from '../../platform/config/settings.js';
import { productUrls, type ProductUrls } from '../../platform/supervisor/ready-text.js';
import { Expectations } from './figures.js';
import { mainJob, wholeMarket, type MainJobFigures } from './main-job.js';
import type { SampleMarketFigures } from './sample-market.js';

const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 35_000;

const HELP = `npm run demo [-- --json FILE | --help]

演一遍主流程：供方导入目录并发布，需方发布需求，推荐实时送达；再用全部十四份样例目录对七十条样例需求。各项预期逐一核对，最后一行是数字。
没有运行的服务会先启动，结束后停止。
Runs the main job once through the API: a supplier imports and publishes, a buyer demands, recommendations arrive live. Then all
fourteen sample catalogues against all seventy sample demands. Starts what is not running and stops it afterwards. Exit code 0 only if every expectation held; the last line holds the figures.

  --json FILE  另将结果写入文件 also write the result to a file
  --help       显示本说明 show this
`;

/** All three processes say that they are ready. */
async function isReady(urls: ProductUrls): Promise<boolean> {
  const answers = await Promise.all(Object.values(urls).map((url) => fetch(`${url}/health/ready`).then((response) => response.ok, () => false)));
  return answers.every(Boolean);
}

/** Starts the product as `npm start` does and waits for its line; what it prints is passed on. */
async function startProduct(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(PROJECT_FOLDER, 'dist', 'start.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready within ${READY_WITHIN_MS / 1_000} s`)), READY_WITHIN_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      text += chunk.toString();
      if (/^ready /m.test(text)) {
        clearTimeout(timer);
        resolve();
      }
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`npm start ended with ${String(code)}`));
    });
  });
  return child;
}

async function stopProduct(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, STOPPED_WITHIN_MS).unref())]);
}

type Figures = MainJobFigures & SampleMarketFigures;

const share = ({ found, of }: { readonly found: number; readonly of: number }): string => `${found}/${of}`;

function summaryOf(expectations: Expectations, figures: Figures | null): string {
  const parts = figures === null ? [] : [
    `imported=${figures.importedRows}`, `rejected=${figures.rejectedRows}`, `products=${figures.products}`, `demands=${figures.demands}`,
    `publishes=${figures.publishes}`, `pushedP50Ms=${figures.pushedP50Ms.toFixed(0)}`, `pushedP95Ms=${figures.pushedP95Ms.toFixed(0)}`,
    `catalogues=${figures.catalogues}`, `listings=${figures.listings}`, `sampleDemands=${figures.sampleDemands}`, `recallAt10=${share(figures.recallAt10)}`, `wrong=${figures.wrong}`,
    `gaps=${figures.gapsSaid.said}/${figures.gapsSaid.of}`, `extensionRecallAt10=${share(figures.extensionRecallAt10)}`, `gapsAnsweredByExtensions=${figures.gapsAnsweredByExtensions}`,
  ];
  return ['demo', expectations.heldAll && figures !== null ? 'ok' : 'FAILED', expectations.summary, ...parts].join(' ');
}

/** Answers the exit code. */
async function run(): Promise<number> {
  const { values } = parseArgs({ options: { help: { type: 'boolean' }, json: { type: 'string' } } });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const urls = productUrls(readSettings());
  const started = await isReady(urls) ? null : await startProduct();
  const expectations = new Expectations((line) => console.log(line));
  let figures: Figures | null = null;
  try {
    const job = await mainJob(urls, expectations);
    figures = { ...job, ...await wholeMarket(urls, expectations) };
  } catch (error) {
    expectations.hold(`主流程没有走完 the main job broke off: ${error instanceof Error ? error.message : String(error)}`, false);
  } finally {
    if (started !== null) await stopProduct(started);
  }
  const held = expectations.heldAll && figures !== null;
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ held, expectations: expectations.summary, ...figures }, null, 2)}\n`);
  console.log(summaryOf(expectations, figures));
  return held ? 0 : 1;
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exitCode = 1;
}
