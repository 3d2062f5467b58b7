/** `npm run test:faults`: kills the worker at random in import and matching, and looks whether anything was lost or done twice. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import startServer from '../setup/start-server.mjs';
import stopServer from '../setup/stop-server.mjs';
import { oneRun, type RunFigures, type RunSize } from './one-run.js';

const DEFAULTS = { seed: '1', runs: '15', rows: '1000', demands: '40' };

const HELP = `npm run test:faults [-- --seed N --runs K --log FILE --json FILE]

Real processes on a fresh database for each seed: two suppliers import and publish price lists and a buyer publishes demands, while
the worker is killed (SIGKILL) and started again at moments that the seed decides and a share of all events is delivered again.
Afterwards everything that was acknowledged must be there, and nothing twice. The exit code is 1 when something was not so.

  --seed N        the first seed (${DEFAULTS.seed})
  --runs K        so many seeds, one after another (${DEFAULTS.runs})
  --rows N        rows of the price lists of a run (${DEFAULTS.rows})
  --demands N     demands of a run (${DEFAULTS.demands})
  --in-real-time  wait until the queue itself notices a dead worker: 30 to 60 s for each kill; otherwise that time is passed over
  --log FILE      add the figures of each seed to FILE as one line of JSON; seeds that passed by it already are not run again
  --json FILE     write all figures to FILE
  --help          show this`;

interface Options extends RunSize {
  readonly seeds: readonly number[];
  readonly log: string | undefined;
  readonly json: string | undefined;
}

function readOptions(): Options | null {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { seed: text, runs: text, rows: text, demands: text, log: text, json: text, 'in-real-time': { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) return null;
  const whole = (name: keyof typeof DEFAULTS): number => {
    const given = values[name] ?? DEFAULTS[name];
    if (!/^\d{1,6}$/.test(given)) throw new Error(`--${name} takes a whole number: ${given}`);
    return Number(given);
  };
  const [seed, runs] = [whole('seed'), whole('runs')];
  return {
    seeds: Array.from({ length: runs }, (_, n) => seed + n), rows: whole('rows'), demands: whole('demands'), inRealTime: values['in-real-time'] === true,
    log: values.log, json: values.json,
  };
}

/** Seeds that passed by the log, the last line of a seed deciding. */
async function passedBefore(log: string | undefined): Promise<Map<number, RunFigures>> {
  const text = log === undefined ? '' : await readFile(log, 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const all = text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as RunFigures);
  return new Map(all.filter(({ broken }) => broken.length === 0).map((figures) => [figures.seed, figures]));
}

function told(figures: RunFigures): string {
  const { seed, kills, killsInImport, killsInMatching, rows, products, demands, recommendations, events, redelivered, invariants, seconds, broken } = figures;
  return [
    `seed ${seed}: ${broken.length === 0 ? 'ok' : 'FAILED'}, ${kills} kills (${killsInImport} in import, ${killsInMatching} in matching), ${rows} rows, ${products} products, ${demands} demands,`,
    `${recommendations} recommendations, ${events} events, ${redelivered} delivered again, ${invariants} invariants, ${seconds.toFixed(1)} s`,
    ...broken.map((one) => `\n  ✗ ${one}`),
  ].join(' ');
}

/** A run that broke off is a run in which something did not hold. */
async function tried(seed: number, size: RunSize): Promise<RunFigures> {
  try {
    return await oneRun(seed, size);
  } catch (error) {
    const nothing = { kills: 0, killsInImport: 0, killsInMatching: 0, imports: 0, rows: 0, products: 0, demands: 0, mutations: 0 };
    return { seed, ...nothing, recommendations: 0, notices: 0, events: 0, redelivered: 0, invariants: 0, seconds: 0, broken: [`the run broke off: ${error instanceof Error ? error.stack ?? error.message : String(error)}`] };
  }
}

async function runAll({ seeds, log, json, ...size }: Options): Promise<number> {
  const known = await passedBefore(log);
  const figures: RunFigures[] = [];
  const needsServer = seeds.some((seed) => !known.has(seed));
  if (needsServer) await startServer();
  try {
    for (const seed of seeds) {
      const before = known.get(seed);
      const run = before ?? await tried(seed, size);
      process.stdout.write(`${told(run)}${before === undefined ? '' : ' (by the log)'}\n`);
      if (before === undefined && log !== undefined) await appendFile(log, `${JSON.stringify(run)}\n`);
      figures.push(run);
    }
  } finally {
    if (needsServer) await stopServer();
  }
  const sum = (what: Exclude<keyof RunFigures, 'broken'>): number => figures.reduce((total, run) => total + run[what], 0);
  const failed = figures.filter(({ broken }) => broken.length > 0).length;
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ passed: figures.length - failed, failed, runs: figures }, null, 2)}\n`);
  process.stdout.write(`faults ${failed === 0 ? 'ok' : 'FAILED'} seeds=${figures.length} failed=${failed} kills=${sum('kills')} inImport=${sum('killsInImport')} inMatching=${sum('killsInMatching')}`
    + ` rows=${sum('rows')} mutations=${sum('mutations')} events=${sum('events')} redelivered=${sum('redelivered')} invariants=${sum('invariants')}\n`);
  return failed === 0 ? 0 : 1;
}

try {
  const options = readOptions();
  if (options === null) process.stdout.write(`${HELP}\n`);
  else process.exitCode = await runAll(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
