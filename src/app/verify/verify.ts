import { setTimeout as pause } from 'node:timers/promises';
import { SYSTEM_SCOPE, type Database } from '../../platform/db/database.js';
import { KEPT, type Broken, type Invariant, type InvariantText } from '../../platform/verify/invariant.js';
import { isUnderWay, type FailedJobs } from '../../platform/verify/platform.store.js';

/** What does not hold. */
export interface Finding extends Pick<InvariantText, 'code' | 'zh' | 'en' | 'fix'> {
  readonly count: number;
  /** Some of it. */
  readonly samples: readonly string[];
}

export interface Verification {
  readonly invariants: number;
  readonly findings: readonly Finding[];
  /** Codes of invariants that do not hold yet while work that brings them about is under way. */
  readonly underWay: readonly string[];
}

export interface Looking {
  /** Looks at what was broken; a product that runs is always in the middle of something. At least 1. */
  readonly looks: number;
  readonly pauseMs: number;
  /** Jobs out of attempts in a queue outside the database: nobody works at those any more. */
  readonly failedElsewhere?: FailedJobs | null;
}

const SAMPLES = 5;

/** Looks at every invariant, each in one snapshot, and again at those that were broken: what counts is what stays. */
export async function verify(database: Database, invariants: readonly Invariant[], { looks, pauseMs, failedElsewhere = null }: Looking): Promise<Verification> {
  let open = new Map<Invariant, Broken>();
  for (const invariant of invariants) {
    const broken = await look(database, invariant);
    if (broken.count > 0) open.set(invariant, broken);
  }
  for (let n = 1; n < looks && open.size > 0; n++) {
    await pause(pauseMs);
    const still = new Map<Invariant, Broken>();
    for (const [invariant, before] of open) {
      const broken = inBoth(before, await look(database, invariant));
      if (broken.count > 0) still.set(invariant, broken);
    }
    open = still;
  }
  const waiting = new Set<Invariant>();
  const failed = open.size === 0 ? [] : await failedElsewhere?.() ?? [];
  for (const invariant of open.keys()) if (await mayBeMended(database, invariant, failed)) waiting.add(invariant);
  return {
    invariants: invariants.length, underWay: [...waiting].map(({ code }) => code),
    findings: [...open].filter(([invariant]) => !waiting.has(invariant))
      .map(([{ code, zh, en, fix }, { count, what }]) => ({ code, zh, en, fix, count, samples: what.slice(0, SAMPLES) })),
  };
}

function look(database: Database, invariant: Invariant): Promise<Broken> {
  return database.lookThrough(SYSTEM_SCOPE, (tx) => invariant.broken(tx));
}

function inBoth(before: Broken, now: Broken): Broken {
  const known = new Set(before.what);
  const what = now.what.filter((one) => known.has(one));
  return { what, count: before.count > KEPT || now.count > KEPT ? Math.min(before.count, now.count) : what.length };
}

async function mayBeMended(database: Database, { after }: Invariant, failed: readonly string[]): Promise<boolean> {
  return after !== undefined && await database.read(SYSTEM_SCOPE, (tx) => isUnderWay(tx, after, failed));
}
