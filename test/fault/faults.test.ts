import { beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { RunningHouse } from '../api/harness.js';
import { INVARIANTS, told } from './invariants.js';
import type { Ledger } from './ledger.js';
import { oneRun, type RunFigures } from './one-run.js';
import { PLANTS } from './planted.js';

/** Small; `npm run test:faults` runs many seeds of the full size. */
const SIZE = { rows: 120, demands: 10, inRealTime: false };
const SEED = 1;
const NO_SQL = 'no process logged a fault';

let run: RunFigures;
/** What the invariant of each plant tells of it, in the order of the plants. */
let found: readonly (readonly string[])[];
let faultFound: readonly string[];
beforeAll(async () => {
  run = await oneRun(SEED, SIZE, async (house, ledger) => {
    found = await plantedIn(house, ledger);
    const [logged] = INVARIANTS.filter(({ holds }) => holds === NO_SQL);
    const faulty = { sql: house.sql.bind(house), faults: [{ level: 'error' as const, msg: 'planted' }] };
    faultFound = logged === undefined ? [] : await told(logged, { house: faulty, ledger });
  });
}, 420_000);

/** Plants each in a transaction of its own that is taken back. */
async function plantedIn(house: RunningHouse, ledger: Ledger): Promise<string[][]> {
  const client = new Client({ connectionString: house.database.ownerUrl });
  await client.connect();
  const sql = async <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await client.query<Row>(text, [...parameters])).rows;
  try {
    const all: string[][] = [];
    for (const { invariant, sql: planting } of PLANTS) {
      await client.query('begin');
      await client.query(planting);
      const [named] = INVARIANTS.filter(({ holds }) => holds === invariant);
      all.push(named === undefined ? [] : await told(named, { house: { sql, faults: [] }, ledger }));
      await client.query('rollback');
    }
    return all;
  } finally {
    await client.end();
  }
}

describe('a worker that is killed at random', () => {
  it('loses nothing that was acknowledged and does nothing twice', () => {
    expect(run.broken).toEqual([]);
    expect(run.kills).toBeGreaterThanOrEqual(3);
    expect(run.redelivered / run.events).toBeGreaterThanOrEqual(0.1);
    expect([run.recommendations, run.notices, run.products].every((count) => count > 20)).toBe(true);
  });
});

describe('what was lost or done twice is found', () => {
  it.each(PLANTS.map(({ invariant, what }, n) => [invariant, what, n] as const))('%s: %s', (_invariant, _what, n) => {
    expect(found[n]).toHaveLength(1);
  });

  it('a fault that a process logged', () => {
    expect(faultFound).toHaveLength(1);
  });

  it('of every kind', () => {
    expect(INVARIANTS.map(({ holds }) => holds).filter((holds) => holds !== NO_SQL && !PLANTS.some(({ invariant }) => invariant === holds))).toEqual([]);
  });
});
