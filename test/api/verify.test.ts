import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENTITIES } from '../../src/app/entities.js';
import { allInvariants } from '../../src/app/verify/invariants.js';
import { shanghaiDate } from '../../src/core/time/dates.js';
import { Database } from '../../src/platform/db/database.js';
import { openSearchIndex } from '../../src/platform/search/open-search-index.js';
import { aDemand, aProduct } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { atRest } from '../fault/at-rest.js';
import { PostgresQueueView } from '../fault/queue-view.js';
import { runHouse, type RunningHouse } from './harness.js';
import { command, operatorSettings, planted } from './operations.js';

// Each command is a process of its own, which takes seconds to begin on a busy machine.
jest.setTimeout(120_000);

let house: RunningHouse;
let registry: Registry;
let supplier: Member;
/** The superuser's, to plant in. */
let database: Database;
beforeAll(async () => {
  house = await runHouse(['market', 'worker']);
  registry = await Registry.open(house, house.market);
  supplier = await registry.member();
  const buyer = await registry.member();
  for (let n = 0; n < 4; n++) await aProduct(house.market, supplier);
  await aDemand(house.market, buyer);
  await aDemand(house.market, buyer);
  const { body } = await house.market.upload('目录.csv', CATALOGUE, supplier);
  await house.market.done('importProducts', { fileId: body['fileId'], idempotencyKey: 'once' }, 'ProductImport { id }', supplier);
  const sql = house.sql.bind(house);
  await atRest({ sql, queue: new PostgresQueueView(sql) }, 60_000);
  database = new Database(await Database.open({ url: house.database.ownerUrl, applicationName: 'planting', entities: ENTITIES, connections: 1 }));
}, 180_000);
afterAll(async () => {
  await database.close();
  await registry.close();
  await house.close();
});

const CATALOGUE = ['产品名称,型号,品类(supplyId),单价(元),计价单位,交货期(天),质保(月),能效等级,设备组成', ...[1, 2, 3].map((n) => `双滚筒采煤机,VE-${n},S1.1.1.01,${1_000_000 + n},台,100,12,,采煤机`)].join('\n');
const run = (args: readonly string[] = []) => command('verify', operatorSettings(house), ['--settle', '0', ...args]);
const invariants = () => allInvariants({ search: openSearchIndex(), dataDir: house.dataDir, sampling: { lines: 50, salt: '', today: shanghaiDate(new Date()) }, failedInRedis: null, engine: null });

const NOBODY = '00000000000000000000000000';
const copyOf = (table: string, changes: object, where = 'true'): string =>
  `insert into ${table} select (jsonb_populate_record(r, '${JSON.stringify(changes)}')).* from ${table} r where ${where} limit 1`;
const first = (table: string, where = 'true'): string => `ctid = (select ctid from ${table} where ${where} limit 1)`;

/** Damage of every kind, made by SQL; `FILE_…` is made on the disk below. */
const PLANTS: readonly (readonly [code: string, what: string, sql: string])[] = [
  ['OUTBOX_GAP', 'a lost event', `delete from platform_outbox where position = 3`],
  ['OUTBOX_COUNTERS', 'a relay that is ahead', 'update platform_relay set delivered = stamped + 1'],
  ['OUTBOX_UNREACHABLE', 'an event of another cluster', `insert into platform_outbox (xid, type, subject_id, trace_id) values ('9999999999', 'DemandClosed', 'x', 't')`],
  ['OUTBOX_STUCK', 'an event that nobody delivers', `update platform_outbox set position = null, at = at - interval '1 hour' where position = (select max(position) from platform_outbox)`],
  ['EVENT_NOT_TAKEN', 'one that matching did not take', `delete from platform_inbox where ${first('platform_inbox', `handler = 'MatchDemands'`)}`],
  ['EVENT_NOT_TAKEN', 'one that notification did not take', `delete from platform_inbox where ${first('platform_inbox', `handler = 'PostNotices'`)}`],
  ['INBOX_ORPHAN', 'an event that never was', `insert into platform_inbox (handler, outbox_id) values ('MatchDemands', 999999)`],
  ['JOB_FAILED', 'a job out of attempts', `update jobs.job set state = 'failed' where ${first('jobs.job')}`],
  ['REPEAT_WITHOUT_ANSWER', 'a key without answer', 'update platform_idempotency set answer = null'],
  ['REPEAT_WITHOUT_EFFECT', 'an answer of what was not done', `set local session_replication_role = replica; delete from platform_audit where deed = 'requestProductImport'; set local session_replication_role = origin`],
  ['PRODUCT_OFFER', 'an offer of another state', `update catalogue_offer set published = not published where ${first('catalogue_offer')}`],
  ['PRODUCT_OFFER', 'a product without offer', copyOf('catalogue_product', { id: `prd_${NOBODY}`, model_key: 'none' })],
  ['PRODUCT_MODEL_TWICE', 'a model twice', `alter table catalogue_product drop constraint catalogue_product_owner_id_model_key_key; ${copyOf('catalogue_product', { id: `prd_${NOBODY}` })}`],
  ['PRODUCT_REVISIONS', 'a revision lost', `delete from catalogue_product_revision where ${first('catalogue_product_revision')}`],
  ['OFFER_REVISIONS', 'a revision lost', `delete from catalogue_offer_revision where ${first('catalogue_offer_revision')}`],
  ['IMPORT_FIGURES', 'a row taken too much', 'update catalogue_import set rows_taken = rows_taken + 1'],
  ['IMPORT_ROW_TWICE', 'two rows of one product', 'update catalogue_import_row r set product_id = (select min(product_id::text) from catalogue_import_row o where o.import_id = r.import_id)'],
  ['DEMAND_WITHOUT_LINES', 'lines lost', copyOf('demand_demand', { id: `dmd_${NOBODY}`, external_ref: null })],
  ['DEMAND_LINE_STATE', 'a line on the market that was never published', `update demand_line set published_at = null where ${first('demand_line')}`],
  ['DEMAND_LINE_COPY', 'a line of another owner', `update demand_line set owner_id = 'org_${NOBODY}' where ${first('demand_line')}`],
  ['RECOMMENDATION_TWICE', 'a pair twice', `alter table matching_recommendation drop constraint matching_recommendation_line_id_product_id_key; ${copyOf('matching_recommendation', { id: `rec_${NOBODY}` })}`],
  ['RECOMMENDATION_WITHOUT_RUN', 'another run', `alter table matching_recommendation drop constraint matching_recommendation_run_id_fkey; update matching_recommendation set run_id = 'run_${NOBODY}' where ${first('matching_recommendation')}`],
  ['RECOMMENDATION_ENDED', 'a product that left the market', `update matching_product set active = false where product_id = (select product_id from matching_recommendation limit 1)`],
  ['LINE_PREFERENCE', 'a line judged by answers that nobody gave', `update matching_line set wanted = wanted || '{"preference": {"version": 1, "leanings": {"PRICE": 750}}}' where active and ${first('matching_line')}`],
  ['MATCHING_PENDING', 'a line that waits', `update matching_line set pending = true where ${first('matching_line')}`],
  ['SEARCH_INDEX', 'a product not found', `update platform_search_product set deleted = true where ${first('platform_search_product', 'not deleted')}`],
  ['SEARCH_INDEX', 'a product that is gone', copyOf('platform_search_product', { product_id: `prd_${NOBODY}` }, 'not deleted')],
  ['SEARCH_INDEX', 'an older version', `update platform_search_product set version = version - 1 where ${first('platform_search_product', 'not deleted')}`],
  ['MATCHING_COPY', 'a product that matching does not know', `delete from matching_product where ${first('matching_product')}`],
  ['MATCHING_COPY', 'a line that is closed', `update demand_line set state = 'CLOSED' where ${first('demand_line')}`],
  ['RECOMMENDATION_RULE', 'another score', `update matching_recommendation set score = score - 1 where ${first('matching_recommendation')}`],
  ['RECOMMENDATION_RULE', 'other reasons', `update matching_recommendation set factors = '[]' where ${first('matching_recommendation')}`],
  ['RECOMMENDATION_RULE', 'one that was taken back', `update matching_recommendation set retired_at = made_at where ${first('matching_recommendation')}`],
  ['RECOMMENDATION_TOLD', 'one made twice', `insert into platform_outbox (type, subject_id, refs, trace_id) select type, subject_id, refs, trace_id from platform_outbox where type = 'RecommendationMade' limit 1`],
  ['RECOMMENDATION_TOLD', 'a side that was not told', `delete from platform_outbox where ${first('platform_outbox', `type = 'RecommendationMade' and refs ? 'supplierId'`)}`],
  ['NOTICE_ONCE', 'a notice lost', `delete from notification_notice where ${first('notification_notice')}`],
  ['NOTICE_ONCE', 'a notice twice', `alter table notification_notice drop constraint notification_notice_organisation_id_outbox_id_key; ${copyOf('notification_notice', { id: `ntc_${NOBODY}` })}`],
  ['NOTICE_ONCE', 'a notice of nothing', copyOf('notification_notice', { id: `ntc_${NOBODY}`, outbox_id: 0 })],
  ['AUDIT_CHAIN', 'a row of the trail that was changed', `set local session_replication_role = replica; update platform_audit set because = 'another' where ${first('platform_audit', 'position = 2')}; set local session_replication_role = origin`],
  ['NOTICE_TOLD', 'one that was not announced', `delete from platform_outbox where ${first('platform_outbox', `type = 'NoticePosted'`)}`],
];

describe('npm run verify', () => {
  it('finds nothing in a house at work', async () => {
    const file = join(house.dataDir, 'verified.json');
    expect(await run(['--json', file])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^verify ok invariants=\d+ findings=0\n$/) });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ invariants: invariants().length, findings: [], underWay: [] });
    expect(await house.counts('matching_recommendation', 'notification_notice', 'catalogue_import_row', 'platform_idempotency')).toEqual({
      matching_recommendation: 8, notification_notice: expect.any(Number), catalogue_import_row: 3, platform_idempotency: expect.any(Number),
    });
  });

  it('tells what it found, how much of it and what to do, and leaves with 1', async () => {
    await house.sql(`update matching_recommendation set score = score - 1 where ${first('matching_recommendation')}`);
    const { code, out } = await run(['--json', '-']);
    const { findings } = JSON.parse(out) as { findings: { code: string; count: number; samples: string[]; fix: { zh: string } }[] };
    expect(code).toBe(1);
    expect(findings).toMatchObject([{ code: 'RECOMMENDATION_RULE', count: 1, samples: [expect.stringMatching(/^rec_/)], fix: { zh: expect.stringContaining('reviseDemands') } }]);
    await house.sql(`update matching_recommendation set score = score + 1 where id = $1`, [findings[0]?.samples[0]]);
    expect((await run()).code).toBe(0);
  });

  it.each([
    ['an unknown argument', ['--quick']],
    ['a pause that is none', ['--settle', 'soon']],
    ['a sample out of bounds', ['--sample', '99999']],
  ])('leaves with 2 on %s', async (_what, args) => {
    expect(await command('verify', operatorSettings(house), args)).toMatchObject({ code: 2, out: '' });
  });

  it('explains itself in both languages', async () => {
    expect(await command('verify', {}, ['--help'])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/核对整个数据库[\s\S]*Checks everything/) });
  });
});

describe('planted damage is found', () => {
  it.each(PLANTS)('%s: %s', async (code, _what, sql) => {
    const [invariant] = invariants().filter((one) => one.code === code);
    expect(await planted(database, sql, async (tx) => ((await invariant?.broken(tx))?.count ?? 0) > 0)).toBe(true);
    expect(await planted(database, 'select 1', async (tx) => (await invariant?.broken(tx))?.count)).toBe(0);
  });

  it('on the disk', async () => {
    const [row] = await house.sql<{ sha256: string }>('select sha256 from platform_file');
    const path = (sha256: string): string => join(house.dataDir, 'files', sha256.slice(0, 2), sha256);
    const orphan = 'ab'.repeat(32);
    const content = await readFile(path(row?.sha256 ?? ''));
    await rm(path(row?.sha256 ?? ''));
    await mkdir(join(house.dataDir, 'files', 'ab'), { recursive: true });
    await writeFile(path(orphan), 'left');
    const { out } = await run(['--json', '-']);
    expect((JSON.parse(out) as { findings: { code: string; samples: string[] }[] }).findings.map(({ code, samples }) => [code, samples])).toEqual([['FILE_MISSING', [row?.sha256]], ['FILE_ORPHAN', [orphan]]]);
    await writeFile(path(row?.sha256 ?? ''), content);
    await rm(path(orphan));
  });

  it('of every kind', () => {
    expect(invariants().map(({ code }) => code).filter((code) => !code.startsWith('FILE_') && !PLANTS.some(([planted]) => planted === code))).toEqual([]);
  });
});

describe('npm run reindex', () => {
  const reindex = (args: readonly string[]) => command('reindex', operatorSettings(house), ['--settle', '0', ...args]);
  const answer = async (args: readonly string[]) => {
    const { code, out, err } = await reindex([...args, '--json', '-']);
    return { code, err, ...JSON.parse(out) as { catalogue: number; index: number; differences: number; byFault: object } };
  };

  it('--verify finds no difference where there is none', async () => {
    expect(await answer(['--verify'])).toMatchObject({ code: 0, catalogue: 4, index: 4, differences: 0 });
  });

  it('--verify tells what is missing, extra and stale', async () => {
    const ids = (await house.sql<{ id: string }>('select product_id as id from platform_search_product order by 1')).map(({ id }) => id);
    await house.sql('update platform_search_product set deleted = true where product_id = $1', [ids[0]]);
    await house.sql('update platform_search_product set version = version - 1 where product_id = $1', [ids[1]]);
    await house.sql(`update platform_search_product set edition = 'older' where product_id = $1`, [ids[2]]);
    await house.sql(copyOf('platform_search_product', { product_id: `prd_${NOBODY}` }, 'not deleted'));
    expect(await answer(['--verify'])).toMatchObject({ code: 1, catalogue: 4, index: 4, differences: 4, byFault: { MISSING: 1, STALE: 1, OUTDATED: 1, EXTRA: 1 } });
    expect((await reindex(['--verify'])).out).toMatch(/npm run reindex[\s\S]*reindex DIFFERENT/);
  });

  it('makes the index anew and waits for it', async () => {
    expect(await answer([])).toMatchObject({ code: 0, err: '', catalogue: 4, index: 4, differences: 0 });
  });
});
