import { beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Caller } from './caller.js';
import { Chance } from './chance.js';
import type { FaultHouse } from './fault-house.js';
import { describeSeeds, RUN_WITHIN_MS } from './fault-seeds.js';
import type { Remains } from './invariant.js';
import { INVARIANTS, told } from './invariants.js';
import type { Ledger } from './ledger.js';
import { answeredOtherwise } from './one-run.js';
import { PLANTS } from './planted.js';
import { PostgresQueueView } from './queue-view.js';

/** What is found by no statement, and such a thing. */
const WITHOUT_SQL: Readonly<Record<string, Partial<Remains['house']>>> = {
  'the search engine holds what the index in the database holds': { engine: { different: () => Promise.resolve([{ id: 'prd_1' }]) } },
  'no process logged a fault': { faults: [{ level: 'error', msg: 'planted' }] },
  'no session of a process that is gone is left': { portsInUse: [] },
  'no process has outlived its end': { outlived: [1] },
};

/** What the invariant of each plant tells of it, in the order of the plants. */
let found: readonly (readonly string[])[];
const foundWithoutSql = new Map<string, readonly string[]>();
let foundOtherwise: readonly string[];

function remainsOf(house: FaultHouse, instead: Partial<Remains['house']>): Remains['house'] {
  return { sql: house.sql.bind(house), queue: house.queue, engine: house.engine, faults: house.faults, portsInUse: house.portsInUse, outlived: house.outlived, ...instead };
}

async function toldOf(holds: string, remains: Remains): Promise<string[]> {
  const named = INVARIANTS.find((invariant) => invariant.holds === holds);
  return named === undefined ? [] : told(named, remains);
}

/** Plants each in a transaction of its own that is taken back. */
async function plantedIn(house: FaultHouse, ledger: Ledger): Promise<string[][]> {
  const client = new Client({ connectionString: house.database.ownerUrl });
  await client.connect();
  const sql = async <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => (await client.query<Row>(text, [...parameters])).rows;
  try {
    const all: string[][] = [];
    for (const { invariant, sql: planting } of PLANTS) {
      await client.query('begin');
      await client.query(planting);
      all.push(await toldOf(invariant, { house: remainsOf(house, { sql, queue: new PostgresQueueView(sql) }), ledger }));
      await client.query('rollback');
    }
    return all;
  } finally {
    await client.end();
  }
}

/** The last thing done here: one key forgets what it has answered. */
async function otherwiseIn(house: FaultHouse, ledger: Ledger): Promise<string[]> {
  const key = ledger.answers.find(({ mutation }) => mutation === 'createDemand');
  if (key === undefined) return [];
  await house.sql('delete from platform_idempotency where key = $1', [key.input.idempotencyKey]);
  return answeredOtherwise(new Caller(house, new Chance(1), 'otherwise'), ledger.answers.slice(-20).concat(key));
}

const stages = describeSeeds('odd');

describe('what was lost or done twice is found', () => {
  beforeAll(async () => {
    if (stages.last === null) throw new Error('There is no house in which everything held.');
    const { house, ledger } = stages.last;
    found = await plantedIn(house, ledger);
    for (const [holds, planted] of Object.entries(WITHOUT_SQL)) foundWithoutSql.set(holds, await toldOf(holds, { house: remainsOf(house, planted), ledger }));
    foundOtherwise = await otherwiseIn(house, ledger);
  }, RUN_WITHIN_MS);

  it.each(PLANTS.map(({ invariant, what }, n) => [invariant, what, n] as const))('%s: %s', (_invariant, _what, n) => {
    expect(found[n]).toHaveLength(1);
  });

  it.each(Object.keys(WITHOUT_SQL))('%s', (holds) => {
    expect(foundWithoutSql.get(holds)).toHaveLength(1);
  });

  it('a key that answers something else', () => {
    expect(foundOtherwise).toHaveLength(1);
  });

  it('of every kind', () => {
    expect(INVARIANTS.map(({ holds }) => holds).filter((holds) => !(holds in WITHOUT_SQL) && !PLANTS.some(({ invariant }) => invariant === holds))).toEqual([]);
  });
});
