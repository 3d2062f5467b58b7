import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ledgerWorkbook } from '../factories/ledgers.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let plant: Member;
let supplier: Member;
let department: Member;
beforeAll(async () => {
  house = await runHouse();
  registry = await Registry.open(house, house.market);
  [plant, supplier, department] = [await registry.member({ name: '太原某机械厂', regionCode: '140105' }), await registry.member(), await registry.member({ kind: 'DEPARTMENT' })];
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const lathe = (n: number, commissioned: string | Date, more: { readonly asset?: string | null; readonly name?: string; readonly model?: string } = {}) =>
  [n, more.asset === undefined ? `GD-${String(n).padStart(3, '0')}` : more.asset, more.name ?? '普通车床', more.model ?? 'C6140', '沈阳第一机床厂', `SN-${n}`, commissioned, 7.5, null, null, 1, '一车间', 186_000, '王师傅', '在用'];
const DAY = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** Twelve machines of a plant: six machine tools over ten years old, two younger, a pump, and three rows that are not in order. */
const TWELVE = [
  lathe(1, DAY('2009-05-06')), lathe(2, '2010年7月'), lathe(3, '98.5'), lathe(4, DAY('2001-01-01'), { name: '立式铣床', model: 'X5032' }), lathe(5, '2003', { name: '摇臂钻床', model: 'Z3050' }), lathe(6, DAY('2012-02-29')),
  lathe(7, DAY('2020-06-01')), lathe(8, '2022年3月', { name: '数控车床', model: 'CK6150' }), lathe(9, '2005', { name: '单级单吸离心泵', model: 'IS80-65-160' }),
  lathe(10, '2010', { asset: null }), lathe(11, '2062-01-01'), lathe(12, '2010', { asset: 'gd－001' }),
];

interface Imported {
  readonly state: string;
  readonly rowsTotal: number;
  readonly rowsTaken: number;
  readonly rowsRejected: number;
  readonly progress: number;
  readonly remarks: readonly { readonly code: string; readonly message: string }[];
  readonly rows: { readonly nodes: readonly { readonly number: number; readonly remarks: readonly { readonly code: string; readonly message: string; readonly verdict: string }[] }[] };
}
interface Draft {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly clause: string;
  readonly causes: readonly { readonly because: string }[];
  readonly machines: readonly { readonly assetNumber: string }[];
}

async function importLedger(content: Buffer): Promise<Imported> {
  const { status, body } = await house.market.upload('设备台账.xlsx', content, plant);
  if (status !== 201) throw new Error(`The upload was refused: ${JSON.stringify(body)}`);
  const { id } = await house.market.done<{ id: string }>('importEquipment', { fileId: body['fileId'] }, 'EquipmentImport { id }', plant);
  let state: Imported | null = null;
  await house.until('the ledger is imported', async () => {
    state = (await house.market.ask<{ equipmentImport: Imported | null }>(
      `query ($id: ID!) { equipmentImport(id: $id) { state rowsTotal rowsTaken rowsRejected progress remarks { code message } rows(first: 100, verdicts: [REJECT]) { nodes { number remarks { code message verdict } } } } }`, { id }, plant)).equipmentImport;
    return state?.state === 'FINISHED' || state?.state === 'REFUSED';
  });
  if (state === null) throw new Error('the import is gone');
  return state;
}
const drafts = async (asking: Member = plant): Promise<readonly Draft[]> => (await house.market.ask<{ retirementDrafts: { nodes: Draft[] } }>(
  '{ retirementDrafts(states: [SUGGESTED]) { nodes { id title state clause causes { because } machines { assetNumber } } } }', {}, asking)).retirementDrafts.nodes;

describe('一家机械厂的设备台账', () => {
  it('导入 XLSX：12 台中 3 行有误，逐行说明原因', async () => {
    const ledger = await importLedger(await ledgerWorkbook(TWELVE));
    expect(ledger).toMatchObject({ state: 'FINISHED', rowsTotal: 12, rowsTaken: 9, rowsRejected: 3, progress: 1 });
    expect(ledger.rows.nodes.map(({ number, remarks }) => [number, ...remarks.filter(({ verdict }) => verdict === 'REJECT').map(({ message }) => message)])).toEqual([
      [13, expect.stringContaining('缺少固定资产编号')], [14, expect.stringContaining('还没有到')], [15, expect.stringContaining('与第 设备台账!4 行重复')],
    ]);
    expect(ledger.remarks.map(({ message }) => message)).toEqual(expect.arrayContaining([expect.stringContaining('金额列不保存'), expect.stringContaining('含个人信息')]));
    const { equipment } = await house.market.ask<{ equipment: { nodes: object[] } }>('{ equipment(first: 50, query: "离心泵") { nodes { assetNumber commissioned class { id } specs { zh value unit } } } }', {}, plant);
    expect(equipment.nodes).toMatchObject([{ assetNumber: 'GD-009', commissioned: '2005', class: { id: 'X.104' }, specs: [{ value: 7.5, unit: 'kW' }] }]);
  }, 60_000);

  it('其他企业看不到，主管部门只看所属单位', async () => {
    const all = '{ equipment(first: 50) { nodes { id } } }';
    expect(await house.market.ask(all, {}, supplier)).toEqual({ equipment: { nodes: [] } });
    expect(await house.admin.ask(all, {}, department)).toEqual({ equipment: { nodes: [] } });
    const [machine] = (await house.market.ask<{ equipment: { nodes: { id: string }[] } }>(all, {}, plant)).equipment.nodes;
    expect(await house.market.ask('query ($id: ID!) { equipmentById(id: $id) { id } }', { id: machine?.id }, supplier)).toEqual({ equipmentById: null });
    expect((await house.market.graphql(all)).codes).toEqual(['SIGN_IN_REQUIRED']);
    expect((await house.market.refused('registerEquipment', { assetNumber: 'X-1', name: '车床', maker: '沈阳第一机床厂', serial: 'SN-1' }, 'Equipment { id }', supplier)).message).not.toContain('太原');
  });

  it('服役超过 10 年的机床自动形成一条更新建议，并有通知', async () => {
    await house.until('the renewal is suggested', async () => (await drafts()).length > 0);
    expect(await drafts()).toMatchObject([{
      title: '更新服役超过 10 年的机床 6 台', clause: '二（一）1',
      machines: ['GD-001', 'GD-002', 'GD-003', 'GD-004', 'GD-005', 'GD-006'].map((assetNumber) => ({ assetNumber })),
    }]);
    expect((await drafts())[0]?.causes.map(({ because }) => because)).toEqual(expect.arrayContaining(['机床自 1998-05 投用，服役已超过 10 年']));
    expect(await drafts(supplier)).toEqual([]);
    await house.until('the notice is there', async () => JSON.stringify(await house.market.ask('{ inbox(first: 20) { nodes { text } } }', {}, plant)).includes('台账中有 6 台设备符合更新条件'));
  }, 60_000);

  it('采纳后生成需求草稿，确认不涉密后发布；供应商只见名称型号年份', async () => {
    const [draft] = await drafts();
    const { demand } = await house.market.done<{ demand: { id: string; lines: { quantity: string; equipment: { assetNumber: string }[] }[] } }>(
      'acceptRetirementDraft', { draftId: draft?.id, neededBy: '2027-12-31' }, 'RetirementDraft { demand { id state title lines { quantity wants itemId equipment { assetNumber } } } }', plant);
    expect(demand).toMatchObject({ state: 'DRAFT', title: '更新服役超过 10 年的机床 6 台', lines: [{ quantity: '4', wants: 'ITEM', itemId: 'D1.1.d.01' }, { quantity: '1' }, { quantity: '1' }] });
    const publish = { demandId: demand.id };
    expect((await house.market.refused('publishDemand', publish, 'Demand { id }', plant)).code).toBe('STATE_SECRET_NOT_CONFIRMED');
    await house.market.done('reviseDemand', { ...publish, noStateSecretConfirmed: true }, 'Demand { id }', plant);
    expect(await house.market.done('publishDemand', publish, 'Demand { state }', plant)).toMatchObject({ state: 'PUBLISHED' });
    const seen = await house.market.ask<{ demand: object }>('query ($id: ID!) { demand(id: $id) { lines { retires { name model commissionedYear count } equipmentIds equipment { id } } } }', { id: demand.id }, supplier);
    expect(seen.demand).toMatchObject({ lines: [{ equipmentIds: [], equipment: [], retires: expect.arrayContaining([{ name: '普通车床', model: 'C6140', commissionedYear: 2009, count: 1 }]) }, {}, {}] });
    expect(JSON.stringify(seen)).not.toMatch(/GD-0|SN-/);
    expect((await house.market.refused('acceptRetirementDraft', { draftId: draft?.id }, 'RetirementDraft { id }', plant)).code).toBe('RETIREMENT_DRAFT_ANSWERED');
  });

  it('同一台账再导入一次，不重复登记也不重复建议', async () => {
    expect(await importLedger(await ledgerWorkbook(TWELVE))).toMatchObject({ rowsTaken: 9, rowsRejected: 3 });
    expect(await house.sql('select revision, count(*)::integer from demand_equipment group by revision')).toEqual([{ revision: 1, count: 9 }]);
    await house.until('everything is delivered', async () => {
      const [relay] = await house.sql<{ pending: string; delivered: string; stamped: string }>('select stamped, delivered, (select count(*) from platform_outbox where position is null) as pending from platform_relay');
      return relay?.pending === '0' && relay.stamped === relay.delivered;
    });
    expect(await house.sql('select state from demand_retirement_draft')).toEqual([{ state: 'ACCEPTED' }]);
    expect(house.faults).toEqual([]);
  }, 60_000);
});
