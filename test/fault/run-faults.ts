/** `npm run test:faults`: kills what runs and breaks what connects it, at random, and looks whether anything was lost or done twice. */
import { writeFile } from 'node:fs/promises';
import { WITHOUT_MEILISEARCH } from '../setup/meilisearch-server.js';
import { WITHOUT_REDIS } from '../setup/redis-server.js';
import { FaultDatabase } from './fault-database.js';
import { commandOf, HELP, readOptions, type Options } from './faults-options.js';
import type { RunFigures } from './one-run.js';
import { addRun, runsBefore } from './run-log.js';
import { byHouse, Stages } from './stages.js';

type Figure = { [Key in keyof RunFigures]: RunFigures[Key] extends number ? Key : never }[keyof RunFigures];

/** A figure that an older log does not have counts as none. */
const sumOf = (runs: readonly RunFigures[], what: Figure): number => runs.reduce((total, run) => total + (run[what] ?? 0), 0);

function disturbancesIn(runs: readonly RunFigures[]): string {
  const sums = new Map<string, number>();
  for (const run of runs) for (const [one, times] of Object.entries(run.disturbances ?? {})) sums.set(one, (sums.get(one) ?? 0) + times);
  return [...sums].map(([one, times]) => `${one}=${times}`).join(' ');
}

function told(run: RunFigures, repeat: string): string {
  const lines = [
    `seed ${run.seed}: ${run.broken.length === 0 ? 'ok' : 'FAILED'}, queue in ${run.queue}, worker killed ${run.kills} times (${run.killsInImport} in import, ${run.killsInMatching} in matching), ${disturbancesIn([run])},`
    + ` ${run.rows} rows, ${run.products} products, ${run.demands} demands, ${run.recommendations} recommendations, ${run.mutations} mutations, ${run.repeats} requests repeated,`
    + ` longest answer ${run.longestMs} ms, ${run.searches ?? 0} searches (${run.degraded ?? 0} in the engine’s place), ${run.events} events, ${run.redelivered} delivered again, at rest after ${run.backAfterSeconds.toFixed(1)} s,${run.backAfterErasure === null ? '' : ` pending work back after an erased Redis in ${run.backAfterErasure.toFixed(1)} s,`} ${WITHOUT_MEILISEARCH === null ? ` engine the same after ${(run.engineSameAfterSeconds ?? 0).toFixed(1)} s,` : ''} ${run.fallen} fallen,`
    + ` ${run.invariants} invariants, ${run.seconds.toFixed(1)} s`,
    ...run.broken.map((one) => `  ✗ ${one}`),
  ];
  if (run.broken.length > 0) lines.push(`  again: ${repeat}`, `  left: ${run.evidence ?? 'nothing'}`);
  return lines.join('\n');
}

/** Runs the seeds that are not known, on one database server until a seed fails: that one keeps it. */
async function runSeeds({ seeds, size, log, failedAgain, until }: Options): Promise<RunFigures[]> {
  const known = await runsBefore(log);
  const all: RunFigures[] = [];
  const stages = new Stages(size);
  let server: FaultDatabase | null = null;
  try {
    for (const seed of byHouse(seeds, size)) {
      const before = known.get(seed);
      if (before !== undefined && !(failedAgain && before.broken.length > 0)) {
        all.push(before);
        process.stdout.write(`${told(before, commandOf(seed, size))} (by the log)\n`);
        continue;
      }
      if (Date.now() > until) break;
      server ??= await FaultDatabase.start();
      const run = await stages.run(seed, server);
      all.push(run);
      process.stdout.write(`${told(run, commandOf(seed, size))}\n`);
      if (log !== undefined) await addRun(log, run);
      if (run.broken.length === 0) continue;
      await server.stop(true);
      server = null;
    }
  } finally {
    await stages.close();
    await server?.stop();
  }
  return all;
}

async function runAll(options: Options): Promise<number> {
  if (WITHOUT_REDIS !== null && options.size.queue !== 'postgres') process.stdout.write(`Faults of Redis: ${WITHOUT_REDIS}\n`);
  if (WITHOUT_MEILISEARCH !== null) process.stdout.write(`Faults of Meilisearch: ${WITHOUT_MEILISEARCH}\n`);
  const runs = await runSeeds(options);
  const failed = runs.filter(({ broken }) => broken.length > 0);
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify({ passed: runs.length - failed.length, failed: failed.length, runs }, null, 2)}\n`);
  const longest = (what: Figure): number => Math.max(0, ...runs.map((run) => run[what] ?? 0));
  const sum = (what: Figure): number => sumOf(runs, what);
  process.stdout.write(`faults ${failed.length === 0 ? 'ok' : 'FAILED'} seeds=${runs.length} failed=${failed.length}${failed.length === 0 ? '' : ` (${failed.map(({ seed }) => seed).join(', ')})`}`
    + ` left=${options.seeds.length - runs.length} workerKilled=${sum('kills')} inImport=${sum('killsInImport')} inMatching=${sum('killsInMatching')} ${disturbancesIn(runs)}`
    + ` rows=${sum('rows')} mutations=${sum('mutations')} repeats=${sum('repeats')} searches=${sum('searches')} degraded=${sum('degraded')} events=${sum('events')} redelivered=${sum('redelivered')}`
    + ` (${(100 * sum('redelivered') / Math.max(1, sum('events'))).toFixed(0)} %) invariants=${sum('invariants')} longestToRest=${longest('backAfterSeconds').toFixed(1)}s longestToSameEngine=${longest('engineSameAfterSeconds').toFixed(1)}s longestBackAfterErasedRedis=${Math.max(0, ...runs.map(({ backAfterErasure }) => backAfterErasure ?? 0)).toFixed(1)}s fallen=${sum('fallen')}`
    + ` seconds=${sum('seconds').toFixed(0)}\n`);
  return failed.length === 0 ? 0 : 1;
}

try {
  const options = readOptions(new Date());
  if (options === null) process.stdout.write(`${HELP}\n`);
  else process.exitCode = await runAll(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exitCode = 2;
}
