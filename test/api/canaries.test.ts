import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { judge } from '../../src/core/access/rule.js';
import type { Viewer } from '../../src/core/access/viewer.js';
import { aDemand, aProduct, CLASS_ID } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';
import { readSchemas } from './schemas.js';
import { wholeQueries, type KnownIds } from './whole-query.js';

/** In this order in the table below: a guest, the supplier, the buyer its product was recommended to, an approved and an unapproved stranger, a department, a bank. */
const VIEWERS = ['guest', 'supplier', 'buyer', 'approved', 'stranger', 'department', 'bank'] as const;
type ViewerName = (typeof VIEWERS)[number];

/** Objects below a root field; what would cost too much is asked less deep. */
const DEPTHS = [5, 4, 3, 2];

/** A value that stands nowhere but in one field, and who may find it: one letter for each viewer. */
const CANARIES: readonly (readonly [what: string, canary: string, found: string])[] = [
  //                                                                   g s b a u d k
  ['the price of an offer for all',                        '7100001.01', 'rrrrrrr'],
  ['the price of an offer for approved buyers',            '7100002.02', '-rrr-r-'],
  ['the price of an offer on request only',                '7100003.03', '-r---r-'],
  ['the name of a draft',                                  '金丝雀草稿破碎机', '-r---r-'],
  ['the supplier’s number of a product',                   'canary-ref-product', '-r-----'],
  ['why a department took a product off the market',       '金丝雀停牌原因', '-r---r-'],
  ['why a department rejected a certificate',              '金丝雀证书驳回原因', '-r---r-'],
  ['the budget of a demand',                               '7200001.01', '--r--r-'],
  ['the budget of a line',                                 '7200002.02', '--r--r-'],
  ['why a line pairs no software',                         '金丝雀不配套原因', '--r--r-'],
  ['the buyer’s number of a demand',                       'canary-ref-demand', '--r--r-'],
  ['why a line was closed',                                '金丝雀关闭原因', '--r--r-'],
  ['whose demand runs through the department',             '金丝雀匿名采购单位', '-----r-'],
  ['the title of a demand for approved suppliers',         '金丝雀限定需求', '-rrr-r-'],
  ['an enterprise’s credit code',                          'CREDIT', '-r---r-'],
  ['a telephone that is not public',                       '13900007777', '-r---r-'],
  ['an enterprise’s number in other software',             'canary-ref-organisation', '-r---r-'],
  ['what a department has against an enterprise',          '金丝雀单位停用原因', '-r---r-'],
  ['the name of a member',                                 '金丝雀成员姓名', '-r-----'],
  ['why a supplier dismissed a recommendation',            '金丝雀忽略理由', '-r---r-'],
  ['the asset number of a machine',                        'CANARY-ASSET-7', '-r-----'],
  ['the serial number of a machine',                       'CANARY-SERIAL-7', '-r-----'],
  ['where a machine stands',                               '金丝雀车间', '-r-----'],
  ['where a member is to be told, which it sees masked',   'canary@example.org', '-------'],
  ['where an organisation’s events are sent',              'canary-webhook-path', '-r-----'],
  ['the name of a webhook',                                '金丝雀推送', '-r-----'],
  ['the secret that webhooks are signed with, once shown', 'SECRET', '-------'],
  ['why a sample was not in order',                        '金丝雀抽检理由', '-r---r-'],
  ['the name of an uploaded file',                         '金丝雀价目表.csv', '-r---r-'],
];

const { apis, built } = await readSchemas();

let house: RunningHouse;
let registry: Registry;
let people: Readonly<Record<ViewerName, Member | null>>;
let creditCode: string;
let webhookSecret: string;
/** All that the API told a viewer, whatever was asked. */
const told = new Map<ViewerName, string>();
let refusals: string[] = [];
let leftOut: readonly string[] = [];

/** `setNotificationContact` answers with a union that is not called after it. */
async function rememberContact(member: Member): Promise<void> {
  const { setNotificationContact: answer } = await house.market.ask<{ setNotificationContact: { __typename: string } }>(
    'mutation ($input: SetNotificationContactInput!) { setNotificationContact(input: $input) { __typename } }', { input: { channel: 'EMAIL', address: 'canary@example.org' } }, member);
  expect(answer.__typename).toBe('NotificationPreferences');
}

/** Makes everything that holds a canary; answers the ids that anybody could have guessed or been given. */
async function plant(supplier: Member, buyer: Member, officer: Member): Promise<KnownIds> {
  const [open, approvedOnly, onRequest, draft, suspended] = await Promise.all([
    aProduct(house.market, supplier, { priceCny: '7100001.01' }), aProduct(house.market, supplier, { priceCny: '7100002.02', priceVisibility: 'APPROVED_BUYERS' }),
    aProduct(house.market, supplier, { priceCny: '7100003.03', priceVisibility: 'ON_REQUEST' }), aProduct(house.market, supplier, { name: '金丝雀草稿破碎机', state: 'DRAFT' }),
    aProduct(house.market, supplier),
  ]);
  const line = { classIds: [CLASS_ID], quantity: '2', unit: '台', budgetCny: '7200002.02', softwareWaiver: '金丝雀不配套原因' };
  const { id: demandId, lines: [kept] } = await house.market.done<{ id: string; lines: { id: string }[] }>('createDemand', {
    title: '更新采煤机', regionCode: '140100', visibility: 'PUBLIC', noStateSecretConfirmed: true, budgetCny: '7200001.01', externalRef: 'canary-ref-demand', lines: [line, line],
  }, 'Demand { id lines { id } }', buyer);
  await house.market.done('publishDemand', { demandId }, 'Demand { id }', buyer);
  const { demand } = await house.market.ask<{ demand: { lines: { id: string }[] } }>('query ($id: ID!) { demand(id: $id) { lines { id } } }', { id: demandId }, buyer);
  await house.market.done('closeDemandLine', { lineId: demand.lines[1]?.id, reason: '金丝雀关闭原因' }, 'DemandLine { id }', buyer);
  const approvedDemand = await aDemand(house.market, buyer, { visibility: 'APPROVED_SUPPLIERS', title: '金丝雀限定需求' });
  const hidden = await registry.member({ name: '金丝雀匿名采购单位' });
  const throughDepartment = await aDemand(house.market, hidden, { visibility: 'THROUGH_DEPARTMENT', title: '匿名需求' });

  const { id: certificateId } = await house.market.done<{ id: string }>('registerCertificate', { kind: 'MINING_SAFETY', number: 'MEB240001', issuer: '安标国家中心', classIds: [CLASS_ID] }, 'Certificate { id }', supplier);
  // What no deed of this test writes, since another would have to come first.
  await house.sql(`update catalogue_product set external_ref = 'canary-ref-product' where id = $1`, [open]);
  await house.sql(`update catalogue_product set state = 'SUSPENDED', state_reason = '金丝雀停牌原因' where id = $1`, [suspended]);
  await house.sql(`update catalogue_certificate set state = 'REJECTED', reason = '金丝雀证书驳回原因' where id = $1`, [certificateId]);
  await house.sql(`update organisation set business_phone = '13900007777', business_phone_public = false, external_ref = 'canary-ref-organisation', state_reason = '金丝雀单位停用原因' where id = $1`, [supplier.organisationId]);
  await house.sql(`update organisation_account set display_name = '金丝雀成员姓名' where login = $1`, [supplier.login]);

  const { body } = await house.market.upload('金丝雀价目表.csv', '产品名称,型号,品类(supplyId)\n采煤机,JS-1,S1.1.1.01\n', supplier);
  const { id: importId } = await house.market.done<{ id: string }>('importProducts', { fileId: body['fileId'], policy: 'IGNORE_FAILED_FIELDS', dryRun: true }, 'ProductImport { id }', supplier);
  const { id: equipmentId } = await house.market.done<{ id: string }>('registerEquipment', {
    assetNumber: 'CANARY-ASSET-7', name: '滚筒采煤机', maker: '某厂', serial: 'CANARY-SERIAL-7', site: '金丝雀车间',
  }, 'Equipment { id }', supplier);
  await rememberContact(supplier);
  const created = await house.market.done<{ secret: string; webhook: { id: string } }>(
    'createWebhook', { name: '金丝雀推送', url: 'http://127.0.0.1:9/canary-webhook-path', eventTypes: ['ProductRevised'] }, 'WebhookSecret { secret webhook { id } }', supplier);
  webhookSecret = created.secret;
  await house.market.done('sendTestEvent', { webhookId: created.webhook.id }, 'WebhookDelivery { id }', supplier);
  const recommended = (): Promise<{ id: string }[]> => house.sql('select id from matching_recommendation where product_id = $1 and line_id = $2', [open, kept?.id ?? '']);
  await house.until('the offer is recommended', async () => (await recommended()).length > 0);
  const [{ id: recommendationId } = { id: '' }] = await recommended();
  await house.market.done('dismissRecommendation', { recommendationId, reason: '金丝雀忽略理由' }, 'Recommendation { id }', supplier);

  // Last, so that what it tells the supplier stands first among his notices.
  const { id: sampleId } = await house.admin.done<{ id: string }>('sampleProducts', { count: 10 }, 'ProductSample { id }', officer);
  const unqualified = { productId: open, verdict: 'UNQUALIFIED', reason: '金丝雀抽检理由' };
  await house.admin.done('judgeSample', { sampleId, verdicts: [unqualified] }, 'SampleJudged { sample { id } }', officer);
  await house.until('the supplier is told why', async () => (await house.sql(`select id from notification_notice where organisation_id = $1 and params::text like '%金丝雀抽检理由%'`, [supplier.organisationId])).length > 0);

  const lineIds = [kept?.id ?? '', approvedDemand.lineId, throughDepartment.lineId];
  return {
    product: [open, approvedOnly, onRequest, draft, suspended], demand: [demandId, approvedDemand.id, throughDepartment.id], recommendation: [recommendationId],
    productImport: [importId], organisation: [supplier.organisationId, buyer.organisationId], organisationId: [supplier.organisationId],
    productId: [open], demandLineId: lineIds, prefix: ['金丝雀', '采煤'], class: [CLASS_ID], equipmentById: [equipmentId], productSample: [sampleId], ref: ['二（三）3 工业锅炉'], demandItem: ['D3.3.a.01'],
  };
}

const viewerOf = (name: ViewerName): Viewer => {
  const kind = name === 'department' ? 'DEPARTMENT' : name === 'bank' ? 'BANK' : 'ENTERPRISE';
  return (name === 'guest' ? { kind: 'ANONYMOUS' } : { kind, roles: kind === 'ENTERPRISE' ? ['OWNER', 'CATALOGUE', 'PURCHASING'] : kind === 'BANK' ? ['OWNER', 'LOANS'] : ['OWNER', 'REVIEWER'], approved: name !== 'stranger' }) as unknown as Viewer;
};

/** Asks everything of both processes for one viewer. A query that its door is closed to is not asked; one that costs too much is asked less deep. */
async function askAll(name: ViewerName, known: KnownIds): Promise<string> {
  const answers: string[] = [];
  for (const schema of ['market', 'admin'] as const) {
    const [deepest = [], ...others] = DEPTHS.map((depth) => wholeQueries(built[schema], known, depth).queries);
    for (const [at, query] of deepest.entries()) {
      const rule = apis[schema].fields.find(({ kind, name: field }) => kind === 'Query' && field === query.field)?.rule;
      if (rule === null || rule === undefined || judge(rule, viewerOf(name)) !== 'OPEN') continue;
      let answer = await house[schema].graphql(query.query, query.variables, { token: people[name]?.token ?? null });
      for (const less of others) {
        const shallower = less[at];
        if (!answer.codes.includes('QUERY_TOO_COMPLEX') || shallower === undefined) break;
        answer = await house[schema].graphql(shallower.query, shallower.variables, { token: people[name]?.token ?? null });
      }
      // Who has no product has nothing to be given.
      if (answer.codes.some((code) => code !== 'EXPORT_EMPTY')) refusals.push(`${name} ${schema} ${query.field}: ${answer.codes.join()}`);
      answers.push(JSON.stringify([answer.data, answer.errors]));
    }
  }
  return answers.join('\n');
}

beforeAll(async () => {
  house = await runHouse(undefined, { DUIJIE_WEBHOOK_LOCAL_TRIAL: '1' });
  registry = await Registry.open(house, house.market);
  const [supplier, buyer] = [await registry.member(), await registry.member()];
  people = {
    guest: null, supplier, buyer, approved: await registry.member(), stranger: await registry.member({ approved: false }),
    department: await registry.member({ kind: 'DEPARTMENT' }), bank: await registry.member({ kind: 'BANK' }),
  };
  const known = await plant(supplier, buyer, people.department ?? supplier);
  creditCode = (await house.sql<{ credit_code: string }>('select credit_code from organisation where id = $1', [supplier.organisationId]))[0]?.credit_code ?? '';
  leftOut = [...new Set((['market', 'admin'] as const).flatMap((schema) => wholeQueries(built[schema], known, 1).leftOut))];
  refusals = [];
  for (const name of VIEWERS) told.set(name, await askAll(name, known));
}, 240_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

describe('asked for everything, both processes tell', () => {
  it.each(CANARIES)('%s', (_what, canary, found) => {
    const value = canary === 'CREDIT' ? creditCode : canary === 'SECRET' ? webhookSecret : canary;
    const letters = VIEWERS.map((name) => (told.get(name)?.includes(value) === true ? 'r' : '-')).join('');
    expect(letters).toBe(found);
  });

  it('and nothing of what was asked was refused', () => {
    expect(refusals).toEqual([]);
  });

  it('all queries but those that take more than an id', () => {
    // A machine that nobody has, links that are secrets themselves, an import's rows, figures of a period, an edit that was not made, words to be read, a topic that nobody opened.
    expect(leftOut).toEqual([
      'equipmentImport', 'invitation', 'onBehalfRecord', 'readDemandWords', 'retirementAdvice', 'figures', 'previewClassEdit', 'previewMatchingWeights', 'previewUpgradePath', 'topic',
    ]);
  });

  it('without a fault', () => {
    expect(house.faults).toEqual([]);
  });
});
