import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { arch, cpus, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ApiClient } from '../src/app/demo/api-client.js';
import { percentile } from '../src/app/demo/figures.js';
import { Pushes } from '../src/app/demo/pushes.js';
import { createDemandInput, sampleDemands, wantingClasses } from '../src/app/demo/sample-demands.js';
import { closeDemand, createDemand, ownProducts, publishDemand, signIn } from '../src/app/demo/story.js';
import { shanghaiDate } from '../src/core/time/dates.js';
import { PROJECT_FOLDER } from '../src/platform/config/project.js';
import { Chance } from '../test/fault/chance.js';
import { asCsv, generatedCatalogue } from '../test/fault/generated-catalogue.js';

/** 55 columns, of which a row fills 16. */
const SAMPLE = '10-education-medical.csv';
const RSS_GOAL_MB = 400;
const HELD_GOAL_MS = 2_000;
const PUSHED_WITHIN_MS = 60_000;

const HELP = `npm run bench:import-worker [-- --rows N --json FILE]

整批导入（全有或全无）时后台进程的内存和其他事件的延迟：产品在临时目录里启动，供方导入，需方同时不断发布需求。
Memory of the worker and delay of other events while N rows are imported all or nothing: the product runs in a folder of its own; a supplier
imports, and a buyer publishes demands all the while. Linux only: the memory is the kernel's peak of the process.

  --rows N     行数 rows (50000)
  --json FILE  另将结果写入文件 also write the result to a file
`;

const PORTS = { DUIJIE_MARKET_PORT: '3110', DUIJIE_ADMIN_PORT: '3111', DUIJIE_WORKER_PORT: '3112' };
const MARKET = `http://127.0.0.1:${PORTS.DUIJIE_MARKET_PORT}`;

async function startProduct(home: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(PROJECT_FOLDER, 'dist', 'start.js')], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...PORTS, DUIJIE_DATA_DIR: home } });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('ready ')) continue;
    child.stdout.resume();
    return child;
  }
  throw new Error('The product did not start.');
}

/** The worker among the children of the supervisor. */
async function workerOf(supervisor: number): Promise<number> {
  for (const entry of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const [stat, line] = await Promise.all([readFile(`/proc/${entry}/stat`, 'utf8'), readFile(`/proc/${entry}/cmdline`, 'utf8')]).catch(() => ['', '']);
    if (Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === supervisor && line?.includes('worker.js') === true) return Number(entry);
  }
  throw new Error('There is no worker.');
}

async function peakMb(pid: number): Promise<number> {
  return Number(/^VmHWM:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}

interface Figures {
  readonly idlePeakMb: number;
  readonly peakMb: number;
  readonly importMs: number;
  readonly pushes: number;
  readonly unpushed: number;
  readonly pushedP50Ms: number;
  readonly pushedMaxMs: number;
}

async function measure(supervisor: ChildProcess, rows: number): Promise<Figures> {
  const market = new ApiClient(MARKET);
  const [supplier, buyer] = [await signIn(market, 'supplier'), await signIn(market, 'buyer')];
  const worker = await workerOf(supervisor.pid ?? 0);
  const idlePeakMb = await peakMb(worker);
  // No row may be rejected, or none would be saved.
  const { fileId } = await supplier.upload('big.csv', Buffer.from(asCsv(await generatedCatalogue(SAMPLE, rows, new Chance(1)))));
  const classes = new Set((await ownProducts(supplier, 'PUBLISHED')).map((product) => product.class.id));
  const [sample] = wantingClasses(await sampleDemands(), classes);
  if (sample === undefined) throw new Error('No sample demand wants what the demo supplies.');
  const live = await Pushes.open(buyer);
  const started = performance.now();
  const { id } = await supplier.perform<{ id: string }>('importProducts', 'ProductImport', { fileId, policy: 'ALL_OR_NOTHING', dryRun: false }, 'id');
  const latencies: number[] = [];
  let unpushed = 0;
  for (let state = 'QUEUED'; state !== 'FINISHED';) {
    const demand = await createDemand(buyer, createDemandInput(sample, shanghaiDate(new Date())));
    const sentMs = performance.now();
    await publishDemand(buyer, demand.id);
    const pushed = await live.first((one) => one.demandId === demand.id, PUSHED_WITHIN_MS);
    if (pushed === null) unpushed += 1;
    else latencies.push(pushed.atMs - sentMs);
    await closeDemand(buyer, demand.id, '测量结束');
    const { productImport } = await supplier.ask<{ productImport: { state: string; rowsTaken: number } }>('query ($id: ID!) { productImport(id: $id) { state rowsTaken } }', { id });
    state = productImport.state;
    if (state === 'REFUSED' || (state === 'FINISHED' && productImport.rowsTaken !== rows)) throw new Error(`The import ended as ${JSON.stringify(productImport)}.`);
    await delay(100);
  }
  const importMs = performance.now() - started;
  await live.close();
  return { idlePeakMb, peakMb: await peakMb(worker), importMs, pushes: latencies.length, unpushed, pushedP50Ms: percentile(latencies, 0.5), pushedMaxMs: percentile(latencies, 1) };
}

const { values } = parseArgs({ options: { rows: { type: 'string', default: '50000' }, json: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help === true) {
  console.log(HELP);
} else {
  const home = await mkdtemp(join(tmpdir(), 'duijie-bench-'));
  const product = await startProduct(home);
  try {
    const rows = Number(values.rows);
    const figures = await measure(product, rows);
    const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, system: `${platform()} ${arch()} ${release()}`, node: process.version };
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ rows, columns: 55, machine, ...figures }, null, 2)}\n`);
    const held = figures.peakMb <= RSS_GOAL_MB && figures.pushedMaxMs <= HELD_GOAL_MS && figures.unpushed === 0;
    console.log(`bench:import-worker ${held ? 'ok' : 'MISSED'} rows=${rows} workerPeakMb=${figures.peakMb.toFixed(0)} beforeMb=${figures.idlePeakMb.toFixed(0)} importMs=${figures.importMs.toFixed(0)}`
      + ` pushes=${figures.pushes} unpushed=${figures.unpushed} pushedP50Ms=${figures.pushedP50Ms.toFixed(0)} pushedMaxMs=${figures.pushedMaxMs.toFixed(0)} cores=${machine.cores} node=${machine.node}`);
    process.exitCode = held ? 0 : 1;
  } finally {
    const gone = new Promise((resolve) => product.once('exit', resolve));
    product.kill('SIGTERM');
    await gone;
    await rm(home, { recursive: true, force: true });
  }
}
