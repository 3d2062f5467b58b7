import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from '@protobi/exceljs';
import { creditCode, Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let bureau: Member;
let guest: Member;
beforeAll(async () => {
  house = await runHouse(['market', 'admin', 'worker']);
  registry = await Registry.open(house, house.market);
  bureau = await registry.member({ kind: 'DEPARTMENT', name: '太原市工信局', roles: ['OWNER', 'REVIEWER', 'EVENTS'] });
  guest = await registry.member();
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

interface Row { readonly number: number; readonly verdict: string; readonly organisationId: string | null; readonly remarks: readonly { readonly code: string; readonly column: string | null; readonly message: string }[] }
interface Imported { readonly rowsTotal: number; readonly rowsTaken: number; readonly rowsSkipped: number; readonly rowsRejected: number; readonly rows: readonly Row[] }
interface Links { readonly links: readonly { readonly organisationId: string; readonly name: string; readonly contactName: string | null; readonly token: string }[]; readonly refusals: readonly { readonly code: string }[] }
interface Confirmed { readonly state: string; readonly demands: readonly { readonly state: string; readonly demandId: string | null }[] }

const IMPORTED = 'OnBehalfImported { rowsTotal rowsTaken rowsSkipped rowsRejected rows { number verdict creditCode label organisationId remarks { code column verdict original message } } }';
const LINKS = 'ConfirmationLinksIssued { links { organisationId name creditCode contactName contactPhone token expiresAt } refusals { code message } }';
const CONFIRMED = 'OnBehalfConfirmed { state demands { id state demandId title } }';
const RECORD = `query ($token: String!) { onBehalfRecord(token: $token) { department enterpriseToConfirm name creditCode region { zh } trades demands { id title quantity unit budgetCny neededBy region { code } } } }`;

const CODES = [901, 902, 903, 904, 905].map(creditCode);
const ENTERPRISES = [
  '2026年设备更新对接会拟邀企业名单,,,,,,,',
  '序号,企业名称,统一社会信用代码,所在地区,行业,规模,企业类型,联系人,联系电话',
  `1,太原甲机械厂,${CODES[0]},140105,C3511,中型,生产、采购,王丽,13800138000`,
  `2,太原乙铸造厂,${CODES[1]},太原市小店区,,小型,采购,李雷,13900139000`,
  `3,太原丙锅炉厂,91350100M000100Y44,140105,,,采购,,`,
  `4,太原丁泵业,${CODES[3]},火星,,,采购,,`,
  `5,太原戊风机厂,${CODES[4]},140106,,大型,采购,,`,
].join('\n');
/** Next year's thirtieth of May: a demand lies at most thirty years ahead. */
const YEAR = new Date().getUTCFullYear() + 1;
const DEMANDS = [
  '统一社会信用代码,需求标题,品类编号,数量,预算（万元）,需求时间',
  `${CODES[0]},石灰石破碎机改造,S1.1.1.03,2台,60,${YEAR}/5/30`,
  `${CODES[0]},石灰石破碎机改造,S9.9.9,2台,60,${YEAR}/5/30`,
].join('\n');

async function imported(kind: 'ENTERPRISES' | 'DEMANDS', name: string, content: string | Uint8Array, input: object = {}): Promise<Imported> {
  const { status, body } = await house.admin.upload(name, content, bureau);
  expect([status, body['code']]).toEqual([201, undefined]);
  return house.admin.done<Imported>('importOnBehalf', { fileId: body['fileId'], kind, ...input }, IMPORTED, bureau);
}
const brief = ({ rows }: Imported): unknown => rows.map((row) => [row.number, row.verdict, ...row.remarks.map((remark) => `${remark.column ?? ''} ${remark.code}`)]);
const expire = (organisationId: string) => house.sql(`update organisation_confirmation_link set expires_at = now() - interval '1 second' where organisation_id = $1 and used_at is null`, [organisationId]);

describe('一个县区部门在对接会前代企业填报', () => {
  let enterprises: Imported;
  const idOf = (index: number): string => enterprises.rows[index]?.organisationId ?? '';
  const links = (...organisationIds: string[]) => house.admin.done<Links>('issueConfirmationLinks', { organisationIds }, LINKS, bureau);

  it('试导入五家企业，其中两家有误：逐行给出结论，什么也没有保存', async () => {
    const before = await house.counts('organisation', 'organisation_on_behalf');
    const trial = await imported('ENTERPRISES', '企业.csv', ENTERPRISES, { dryRun: true });
    expect(trial).toMatchObject({ rowsTotal: 5, rowsTaken: 3, rowsSkipped: 0, rowsRejected: 2 });
    expect(await house.counts('organisation', 'organisation_on_behalf')).toEqual(before);
  });

  it('正式导入：三家待确认，两家拒收并说明原因；再导入一次则全部跳过', async () => {
    enterprises = await imported('ENTERPRISES', '企业.csv', ENTERPRISES);
    expect(brief(enterprises)).toEqual([
      [3, 'OK'], [4, 'WARN', '所在地区 LIST_REGION_TO_CITY'], [5, 'REJECT', '统一社会信用代码 CREDIT_CODE_WRONG'], [6, 'REJECT', '所在地区 REGION_CODE_WRONG'], [7, 'OK'],
    ]);
    expect(enterprises.rows[2]?.remarks[0]?.message).toMatch(/校验不通过/);
    const again = await imported('ENTERPRISES', '企业.csv', ENTERPRISES);
    expect(again).toMatchObject({ rowsTaken: 0, rowsSkipped: 3, rowsRejected: 2 });
    expect(again.rows[0]).toMatchObject({ verdict: 'SKIP', organisationId: idOf(0) });
    expect((await house.market.ask<{ organisation: unknown }>('query ($id: ID!) { organisation(id: $id) { name } }', { id: idOf(0) })).organisation).toBeNull();
  });

  it('同样的内容用 Excel 也能导入', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('说明').addRow(['填表说明']);
    const sheet = book.addWorksheet('企业');
    sheet.addRow(['企业名称*', '统一社会信用代码（18位）', '县区']);
    sheet.addRow(['太原己电机厂', creditCode(906), '140107']);
    const { rowsTaken } = await imported('ENTERPRISES', '企业.xlsx', new Uint8Array(await book.xlsx.writeBuffer() as ArrayBuffer), { dryRun: true });
    expect(rowsTaken).toBe(1);
  });

  it('导入需求：一条待确认，一条因品类有误拒收；确认前任何人都看不到', async () => {
    const demands = await imported('DEMANDS', '需求.csv', DEMANDS);
    expect(brief(demands)).toEqual([[2, 'OK'], [3, 'REJECT', '品类编号 LINE_CLASS_UNKNOWN']]);
    const { openDemands } = await house.market.ask<{ openDemands: { nodes: unknown[] } }>('{ openDemands { nodes { id } } }', {}, guest);
    expect(openDemands.nodes).toEqual([]);
  });

  it('企业凭链接查看并确认，需求随即发布；同一链接再用被拒', async () => {
    const { links: [link] } = await links(idOf(0));
    expect(link).toMatchObject({ name: '太原甲机械厂', contactName: '王丽' });
    const token = link?.token ?? '';
    const { onBehalfRecord } = await house.market.ask<{ onBehalfRecord: object }>(RECORD, { token });
    expect(onBehalfRecord).toMatchObject({
      department: '太原市工信局', enterpriseToConfirm: true, name: '太原甲机械厂', creditCode: CODES[0], region: { zh: '山西省太原市' }, trades: ['MAKER', 'BUYER'],
      demands: [{ title: '石灰石破碎机改造', quantity: '2', unit: '台', budgetCny: '600000.00', neededBy: `${YEAR}-05-30`, region: { code: '140105' } }],
    });
    expect(await house.market.refused('confirmOnBehalf', { token }, CONFIRMED)).toMatchObject({ code: 'STATE_SECRET_NOT_CONFIRMED', field: 'noStateSecretConfirmed' });
    const confirmed = await house.market.done<Confirmed>('confirmOnBehalf', { token, corrections: { industryCode: 'C3516' }, noStateSecretConfirmed: true }, CONFIRMED);
    expect(confirmed).toMatchObject({ state: 'APPROVED', demands: [{ state: 'TAKEN_OVER' }] });
    const { organisation } = await house.market.ask<{ organisation: object }>('query ($id: ID!) { organisation(id: $id) { name industryCode state } }', { id: idOf(0) });
    expect(organisation).toEqual({ name: '太原甲机械厂', industryCode: 'C3516', state: 'APPROVED' });
    const { openDemands } = await house.market.ask<{ openDemands: { nodes: { id: string }[] } }>('{ openDemands { nodes { id } } }', {}, guest);
    expect(openDemands.nodes.map(({ id }) => id)).toEqual([confirmed.demands[0]?.demandId]);
    const replay = await house.market.refused('confirmOnBehalf', { token, noStateSecretConfirmed: true }, CONFIRMED);
    expect(replay).toMatchObject({ __typename: 'StateRefusal', code: 'CONFIRMATION_LINK_USED', message: expect.stringMatching(/已经用过/) });
    expect((await house.market.graphql(RECORD, { token })).codes).toEqual(['CONFIRMATION_LINK_USED']);
    await house.until('the bureau is told', async () => (await house.admin.ask<{ inbox: { nodes: { text: string }[] } }>('{ inbox { nodes { text } } }', {}, bureau))
      .inbox.nodes.some(({ text }) => text.includes('太原甲机械厂 已确认代填报的内容')));
  });

  it('过期、被取代和伪造的链接都被拒，重新发放后可用；需要审核的更正转入待审', async () => {
    const [first] = (await links(idOf(1))).links;
    await expire(idOf(1));
    expect(await house.market.refused('confirmOnBehalf', { token: first?.token }, CONFIRMED)).toMatchObject({ code: 'CONFIRMATION_LINK_EXPIRED' });
    const [second] = (await links(idOf(1))).links;
    const [third] = (await links(idOf(1))).links;
    expect(await house.market.refused('confirmOnBehalf', { token: second?.token }, CONFIRMED)).toMatchObject({ code: 'CONFIRMATION_LINK_REPLACED' });
    expect(await house.market.refused('confirmOnBehalf', { token: `${third?.token ?? ''}x` }, CONFIRMED)).toMatchObject({ code: 'CONFIRMATION_LINK_UNKNOWN' });
    expect(await house.market.done('confirmOnBehalf', { token: third?.token, corrections: { name: '太原乙铸造有限公司', regionCode: '140105' } }, CONFIRMED)).toMatchObject({ state: 'UNDER_REVIEW' });
    const { registrationQueue } = await house.admin.ask<{ registrationQueue: { nodes: { organisation: { name: string } }[] } }>('{ registrationQueue { nodes { organisation { name } } } }', {}, bureau);
    expect(registrationQueue.nodes.map((node) => node.organisation.name)).toContain('太原乙铸造有限公司');
  });

  it('企业人员事后认领：部门批准后即可登录，成为管理员', async () => {
    const owner = { login: 'jia-factory', displayName: '韩梅梅', password: 'correct horse 7 battery' };
    const claimed = await house.market.done<{ claimId: string }>('claimOrganisation', { creditCode: CODES[0], reason: '本企业设备科科长', owner }, 'OrganisationClaimed { claimId kind dueOn }');
    expect(claimed).toMatchObject({ kind: 'CLAIM' });
    expect(await house.market.refused('signIn', { login: owner.login, password: owner.password }, 'SignedIn { session { id } }')).toMatchObject({ code: 'LOGIN_OR_PASSWORD_WRONG' });
    const { claimQueue } = await house.admin.ask<{ claimQueue: { nodes: object[] } }>('{ claimQueue { nodes { id kind claimantName reason overdue organisation { name } } } }', {}, bureau);
    expect(claimQueue.nodes).toEqual([{ id: claimed.claimId, kind: 'CLAIM', claimantName: '韩梅梅', reason: '本企业设备科科长', overdue: false, organisation: { name: '太原甲机械厂' } }]);
    await house.admin.done('decideClaim', { claimId: claimed.claimId, approve: true }, 'ClaimDecided { state }', bureau);
    const signedIn = await house.market.done<{ viewer: object }>('signIn', { login: owner.login, password: owner.password }, 'SignedIn { viewer { roles organisation { name state } } }');
    expect(signedIn.viewer).toEqual({ roles: ['OWNER'], organisation: { name: '太原甲机械厂', state: 'APPROVED' } });
  });

  it('接管须附证明材料，材料只有上传者和主管部门能下载', async () => {
    const form = new FormData();
    form.append('file', new Blob(['%PDF-1.4 授权书']), '授权书.pdf');
    const uploaded = await fetch(`${house.market.url}/files/evidence`, { method: 'POST', body: form, headers: { authorization: `Bearer ${guest.token}` } });
    const { fileId } = await uploaded.json() as { fileId: string };
    expect(uploaded.status).toBe(201);
    const claim = { creditCode: CODES[0], reason: '企业已改制' };
    expect(await house.market.refused('claimOrganisation', claim, 'OrganisationClaimed { kind }', guest)).toMatchObject({ code: 'TAKEOVER_EVIDENCE_MISSING', field: 'evidenceFileIds' });
    expect(await house.market.done('claimOrganisation', { ...claim, evidenceFileIds: [fileId] }, 'OrganisationClaimed { kind }', guest)).toMatchObject({ kind: 'TAKEOVER' });
    const download = async (endpoint: 'market' | 'admin', { token }: Member) => {
      const response = await fetch(`${house[endpoint].url}/files/evidence/${fileId}`, { headers: { authorization: `Bearer ${token}` } });
      return [response.status, response.status === 200 ? await response.text() : ''];
    };
    const stranger = await registry.member();
    expect([await download('market', guest), await download('admin', bureau), await download('market', stranger)]).toEqual([[200, '%PDF-1.4 授权书'], [200, '%PDF-1.4 授权书'], [404, '']]);
    const { claimQueue } = await house.admin.ask<{ claimQueue: { nodes: object[] } }>('{ claimQueue { nodes { kind evidence { fileId name } } } }', {}, bureau);
    expect(claimQueue.nodes).toEqual([{ kind: 'TAKEOVER', evidence: [{ fileId, name: '授权书.pdf' }] }]);
  });

  it('部门看得到谁还没有确认，令牌在库里找不到', async () => {
    const { recordsOnBehalf } = await house.admin.ask<{ recordsOnBehalf: { nodes: object[] } }>(
      '{ recordsOnBehalf(ownOnly: true) { nodes { organisation { name } state linkState contactName corrected } } }', {}, bureau);
    expect(recordsOnBehalf.nodes).toEqual([
      { organisation: { name: '太原戊风机厂' }, state: 'UNCONFIRMED', linkState: null, contactName: null, corrected: [] },
      { organisation: { name: '太原乙铸造有限公司' }, state: 'CONFIRMED', linkState: 'USED', contactName: null, corrected: ['name', 'regionCode'] },
      { organisation: { name: '太原甲机械厂' }, state: 'CONFIRMED', linkState: 'USED', contactName: null, corrected: ['industryCode'] },
    ]);
    const [link] = (await links(idOf(4))).links;
    const columns = await house.sql<{ name: string }>(`select format('%I.%I', table_name, column_name) as name from information_schema.columns where table_schema = 'public' and data_type in ('text', 'jsonb')`);
    const found = await Promise.all(columns.map(async ({ name }) => {
      const [table, column] = name.split('.');
      return (await house.sql(`select 1 from ${table} where ${column}::text like $1 limit 1`, [`%${link?.token ?? ''}%`])).length;
    }));
    expect(found.filter((count) => count > 0)).toEqual([]);
    expect(house.faults).toEqual([]);
  });
});
