import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { aProduct } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let supplier: Member;
beforeAll(async () => {
  house = await runHouse();
  registry = await Registry.open(house, house.market);
  supplier = await registry.member();
  await aProduct(house.market, supplier);
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

type Name = 'market' | 'admin' | 'worker';
/** Figures of a process by name and labels, as it writes them. */
async function figures(name: Name): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${house[name].url}/metrics`)).text();
  return new Map(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line): [string, number] => {
    const at = line.lastIndexOf(' ');
    return [line.slice(0, at), Number(line.slice(at + 1))];
  }));
}
const LINE = /^(# (HELP|TYPE) [a-z_]+ .+|[a-z][a-z0-9_]*(\{[a-z_]+="(\\.|[^"\\])*"(,[a-z_]+="(\\.|[^"\\])*")*\})? ([+-]Inf|NaN|-?[\d.]+(e[+-]?\d+)?))$/;

describe.each<[Name, readonly string[]]>([
  ['market', ['duijie_pool_connections{pool="app",state="busy"}', 'duijie_live_answers_total']],
  ['admin', ['duijie_pool_connections{pool="app",state="waiting"}', 'duijie_live_answers_total']],
  ['worker', [
    'duijie_pool_connections{pool="matcher",state="idle"}', 'duijie_push_sent_total', 'duijie_outbox_undelivered', 'duijie_outbox_oldest_seconds', 'duijie_audit_unchained', 'duijie_audit_oldest_unchained_seconds',
    ...['IMPORT', 'INDEX', 'MATCH', 'NOTIFY', 'DELIVER', 'HOUSEKEEPING'].flatMap((lane) => [`duijie_jobs{lane="${lane}",state="waiting"}`, `duijie_jobs{lane="${lane}",state="failed"}`, `duijie_jobs_oldest_waiting_seconds{lane="${lane}"}`]),
  ]],
])('the figures of %s', (name, own) => {
  it('are text that Prometheus reads, every line of it', async () => {
    const text = await (await fetch(`${house[name].url}/metrics`)).text();
    expect(text.trimEnd().split('\n').filter((line) => !LINE.test(line))).toEqual([]);
  });

  it('tell of the process and of its part of the work', async () => {
    const all = await figures(name);
    const common = ['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds{quantile="0.99"}', 'process_cpu_seconds_total', 'duijie_pool_connections_max{pool="app"}'];
    expect([...common, ...own].filter((one) => !all.has(one))).toEqual([]);
    expect(all.get('duijie_pool_connections_max{pool="app"}')).toBe(10);
  });
});

describe('the figures of operations', () => {
  const count = (all: ReadonlyMap<string, number>, labels: string): number => all.get(`duijie_operation_seconds_count{${labels}}`) ?? 0;

  it('count each root field by its name in the schema, whatever a caller calls it', async () => {
    const before = await figures('market');
    await house.market.ask('query Canary { canary: products(first: 1) { nodes { id } } }');
    await house.market.ask('query { ...all } fragment all on Query { products(first: 1) { nodes { id } } }');
    const after = await figures('market');
    expect(count(after, 'kind="query",field="products",ok="yes"') - count(before, 'kind="query",field="products",ok="yes"')).toBe(1);
    expect(count(after, 'kind="query",field="query",ok="yes"') - count(before, 'kind="query",field="query",ok="yes"')).toBe(1);
    expect(count(after, 'kind="mutation",field="publishProducts",ok="yes"')).toBeGreaterThan(0);
    expect([...after.keys()].join()).not.toMatch(/canary/i);
  });

  it('count refusals by their code: of mutations, of queries, of what is no operation, and of what no door lets in', async () => {
    const before = await figures('market');
    const refusals = (all: ReadonlyMap<string, number>, code: string): number => (all.get(`duijie_refusals_total{code="${code}"}`) ?? 0) - (before.get(`duijie_refusals_total{code="${code}"}`) ?? 0);
    await house.market.refused('signIn', { login: 'nobody', password: 'wrong password 1' }, 'SignedIn { session { token } }');
    await house.market.graphql('{ inbox { nodes { id } } }');
    await house.market.graphql('{ inbox');
    await house.market.graphql('{ nothing }');
    const after = await figures('market');
    expect(['LOGIN_OR_PASSWORD_WRONG', 'SIGN_IN_REQUIRED', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED'].map((code) => [code, refusals(after, code)])).toEqual([
      ['LOGIN_OR_PASSWORD_WRONG', 1], ['SIGN_IN_REQUIRED', 1], ['GRAPHQL_PARSE_FAILED', 1], ['GRAPHQL_VALIDATION_FAILED', 1],
    ]);
    expect(count(after, 'kind="query",field="inbox",ok="no"')).toBe(1);
  });
});

describe('the figures of the background', () => {
  it('come to rest when everything is delivered and chained', async () => {
    await house.until('the outbox is empty and the audit chained', async () => {
      const all = await figures('worker');
      return all.get('duijie_outbox_undelivered') === 0 && all.get('duijie_audit_unchained') === 0 && all.get('duijie_audit_oldest_unchained_seconds') === 0;
    });
    expect((await figures('worker')).get('duijie_push_sent_total')).toBeGreaterThan(0);
  });

  it('rise while an open transaction holds back relay and chain, and fall when it ends', async () => {
    const late = new Client({ connectionString: house.database.ownerUrl });
    await late.connect();
    await late.query('begin');
    await late.query('select pg_current_xact_id()');
    await aProduct(house.market, supplier);
    const held = await figures('worker');
    expect([held.get('duijie_outbox_undelivered'), held.get('duijie_audit_unchained')].map((count) => (count ?? 0) > 0)).toEqual([true, true]);
    expect(held.get('duijie_outbox_oldest_seconds')).toBeGreaterThan(0);
    await late.query('commit');
    await late.end();
    await house.until('nothing waits', async () => {
      const all = await figures('worker');
      return all.get('duijie_outbox_undelivered') === 0 && all.get('duijie_audit_unchained') === 0;
    });
  });

  it('leave no fault behind', () => {
    expect(house.faults).toEqual([]);
  });
});
