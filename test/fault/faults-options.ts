import { parseArgs } from 'node:util';
import type { RunSize } from './one-run.js';

const DEFAULTS = { seed: '1', runs: '15', rows: '1000', demands: '40', kills: '5', disturbances: '5', longest: '3000', together: '1' };
const HOUR_MS = 3_600_000;

export const HELP = `npm run test:faults [-- --seed N --runs K --log FILE --json FILE]

Real processes on a fresh database: two suppliers import and publish price lists, a buyer publishes demands, somebody searches, and a
department suspends and reinstates enterprises, while at moments that the seed decides the worker, both APIs and the database
server are killed, connections are ended, the network between processes and database is cut, hung, slowed and opened one way, Redis is erased, killed,
cut, hung and partitioned, Meilisearch is stopped, killed, emptied and erased, and a share of all events is delivered again. Who gets no answer asks again under the same key. Afterwards everything that was
acknowledged must be there, and nothing twice, and Meilisearch must hold what the database holds. The exit code is 1 when something was not so.

  --seed N          the first seed (${DEFAULTS.seed})
  --runs K          so many seeds, one after another (${DEFAULTS.runs})
  --rows N          rows of the price lists of a run (${DEFAULTS.rows})
  --demands N       demands of a run (${DEFAULTS.demands})
  --kills N         at most so many ends of the worker under load (${DEFAULTS.kills})
  --disturbances N  so many of the other faults in a run (${DEFAULTS.disturbances})
  --queue KIND      where the job queue lies: postgres, redis, or "by seed" (the default): in Redis for even seeds, where there is a redis-server
  --longest MS      the longest time that one of the other faults lasts, and between two of them (${DEFAULTS.longest})
  --together N      so many seeds play in one house, one after another on the same data (${DEFAULTS.together})
  --in-real-time    wait until the queue itself notices a dead worker: 30 to 60 s for each kill; otherwise that time is passed over
  --log FILE        add the figures of each seed to FILE as one line of JSON; seeds that are in it are not run again
  --failed-again    run those again that failed by the log
  --until HH:MM     begin no further seed after this time of the machine
  --hours H         begin no further seed after so many hours
  --json FILE       write all figures to FILE
  --help            show this

Meilisearch takes part where MEILI_PROGRAM names the program of a Meilisearch 1.50, Redis where a redis-server is installed.

A seed that failed names the command that repeats it, and the folder where its database, files and logs stay.`;

export interface Options {
  readonly seeds: readonly number[];
  readonly size: RunSize;
  readonly log: string | undefined;
  readonly json: string | undefined;
  readonly failedAgain: boolean;
  /** Unix milliseconds after which no seed begins. */
  readonly until: number;
}

/** Null when help is wanted. */
export function readOptions(now: Date): Options | null {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const;
  const { values } = parseArgs({
    options: {
      seed: text, runs: text, longest: text, together: text, rows: text, demands: text, kills: text, disturbances: text, log: text, json: text, queue: text, until: text, hours: text, 'in-real-time': flag, 'failed-again': flag, help: flag,
    },
  });
  if (values.help === true) return null;
  const whole = (name: keyof typeof DEFAULTS): number => {
    const given = values[name] ?? DEFAULTS[name];
    if (!/^\d{1,6}$/.test(given)) throw new Error(`--${name} takes a whole number: ${given}`);
    return Number(given);
  };
  const [seed, runs] = [whole('seed'), whole('runs')];
  return {
    seeds: Array.from({ length: runs }, (_, n) => seed + n),
    size: {
      rows: whole('rows'), demands: whole('demands'), kills: Math.max(1, whole('kills')), disturbances: whole('disturbances'), longestMs: whole('longest'), together: Math.max(1, whole('together')), inRealTime: values['in-real-time'] === true,
      queue: queueOf(values.queue),
    },
    log: values.log, json: values.json, failedAgain: values['failed-again'] === true,
    until: Math.min(clockTime(values.until, now), hoursFrom(values.hours, now)),
  };
}

/** The command that runs one seed again, alone. */
export function commandOf(seed: number, { rows, demands, kills, disturbances, longestMs, inRealTime, queue }: RunSize): string {
  return `npm run test:faults -- --seed ${seed} --runs 1 --rows ${rows} --demands ${demands} --kills ${kills} --disturbances ${disturbances} --longest ${longestMs}${inRealTime ? ' --in-real-time' : ''}${queue === 'by seed' ? '' : ` --queue ${queue}`}`;
}

function queueOf(given: string | undefined): RunSize['queue'] {
  if (given !== undefined && given !== 'postgres' && given !== 'redis' && given !== 'by seed') throw new Error(`--queue takes postgres, redis or "by seed": ${given}`);
  return given ?? 'by seed';
}

/** The next time that the clock shows this. */
function clockTime(given: string | undefined, now: Date): number {
  if (given === undefined) return Number.POSITIVE_INFINITY;
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(given) ?? [];
  if (hours === undefined) throw new Error(`--until takes a time as HH:MM: ${given}`);
  const at = new Date(now);
  at.setHours(Number(hours), Number(minutes), 0, 0);
  if (at <= now) at.setDate(at.getDate() + 1);
  return at.getTime();
}

function hoursFrom(given: string | undefined, now: Date): number {
  if (given === undefined) return Number.POSITIVE_INFINITY;
  const hours = Number(given);
  if (!(hours > 0)) throw new Error(`--hours takes a number of hours: ${given}`);
  return now.getTime() + hours * HOUR_MS;
}
