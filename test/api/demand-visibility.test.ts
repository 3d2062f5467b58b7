import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLASS_ID } from '../factories/listings.js';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

type Visibility = 'PUBLIC' | 'APPROVED_SUPPLIERS' | 'THROUGH_DEPARTMENT';

let house: RunningHouse;
let registry: Registry;
let buyer: Member;
let viewers: Record<string, Member | null>;
beforeAll(async () => {
  house = await runHouse();
  registry = await Registry.open(house, house.market);
  const group = await registry.member({ name: '某集团' });
  buyer = await registry.member({ name: '太原某水泥厂', parent: group });
  viewers = {
    未登录: null, 本单位: buyer, 上级集团: group, 兄弟企业: await registry.member({ parent: group }), 已审核企业: await registry.member(), 未审核企业: await registry.member({ approved: false }),
    银行: await registry.member({ kind: 'BANK' }), 主管部门: await registry.member({ kind: 'DEPARTMENT' }),
  };
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const SEEN = 'Demand { id state visibility ownerHidden ownerId owner { name } budgetCny externalRef lines { budgetCny renewalReason equipmentIds } }';
interface Seen { readonly ownerHidden: boolean; readonly ownerId: string | null; readonly owner: { readonly name: string } | null; readonly budgetCny: string | null }

async function published(visibility: Visibility): Promise<string> {
  const { id } = await house.market.done<{ id: string }>('createDemand', {
    title: '更新采煤机', regionCode: '140100', visibility, budgetCny: '123456.78', externalRef: `PR-${visibility}-${Date.now()}`,
    lines: [{ classIds: [CLASS_ID], quantity: '2', budgetCny: '65432.10', renewalReason: '旧设备已拆除' }],
  }, SEEN, buyer);
  expect((await house.market.refused('publishDemand', { demandId: id }, SEEN, buyer)).message).toContain('涉密不上网');
  await house.market.done('reviseDemand', { demandId: id, noStateSecretConfirmed: true }, SEEN, buyer);
  await house.market.done('publishDemand', { demandId: id }, SEEN, buyer);
  return id;
}

/** What each viewer is answered, by the process that is theirs. */
async function seenBy(id: string): Promise<Record<string, Seen | null>> {
  const query = `query ($id: ID!) { demand(id: $id) { ${SEEN.slice('Demand {'.length, -1)} } }`;
  const answers = await Promise.all(Object.entries(viewers).map(async ([name, viewer]) =>
    [name, (await (name === '主管部门' ? house.admin : house.market).ask<{ demand: Seen | null }>(query, { id }, viewer ?? {})).demand] as const));
  return Object.fromEntries(answers);
}
const who = (seen: Record<string, Seen | null>, holds: (one: Seen) => boolean): string[] => Object.entries(seen).filter(([, one]) => one !== null && holds(one)).map(([name]) => name);

const OWN = ['本单位', '上级集团', '主管部门'];
const APPROVED = ['本单位', '上级集团', '兄弟企业', '已审核企业', '主管部门'];
const ALL = ['未登录', '本单位', '上级集团', '兄弟企业', '已审核企业', '未审核企业', '银行', '主管部门'];

describe('需求对谁可见', () => {
  it.each<[Visibility, seenBy: string[], ownerKnownTo: string[]]>([
    ['PUBLIC', ALL, ALL], ['APPROVED_SUPPLIERS', APPROVED, APPROVED], ['THROUGH_DEPARTMENT', APPROVED, OWN],
  ])('%s', async (visibility, seen, known) => {
    const answers = await seenBy(await published(visibility));
    expect(who(answers, () => true)).toEqual(seen);
    expect(who(answers, (one) => one.owner?.name === '太原某水泥厂')).toEqual(known);
    expect(who(answers, (one) => one.budgetCny === '123456.78')).toEqual(OWN);
    for (const [name, answer] of Object.entries(answers)) {
      if (!OWN.includes(name)) expect(JSON.stringify(answer)).not.toMatch(/123456|65432|PR-|旧设备已拆除/);
      if (!known.includes(name)) expect(JSON.stringify(answer)).not.toMatch(new RegExp(`太原某水泥厂|${buyer.organisationId}`));
    }
  });

  it('由主管部门转达的，需求单位同意后才显示名称，且不可撤回', async () => {
    const id = await published('THROUGH_DEPARTMENT');
    const stranger = viewers['已审核企业'] as Member;
    expect((await house.market.refused('revealDemandOwner', { demandId: id }, SEEN, stranger)).code).toBe('NOT_FOUND');
    expect((await seenBy(id))['已审核企业']).toMatchObject({ ownerHidden: true, ownerId: null, owner: null });
    expect(await house.market.done('revealDemandOwner', { demandId: id }, SEEN, buyer)).toMatchObject({ visibility: 'APPROVED_SUPPLIERS', state: 'PUBLISHED' });
    const answers = await seenBy(id);
    expect(who(answers, (one) => one.owner?.name === '太原某水泥厂')).toEqual(APPROVED);
    expect(who(answers, () => true)).toEqual(APPROVED);
    expect((await house.market.refused('revealDemandOwner', { demandId: id }, SEEN, buyer)).code).toBe('DEMAND_OWNER_NOT_HIDDEN');
    expect(await house.sql('select distinct visibility from demand_line where demand_id = $1', [id])).toEqual([{ visibility: 'APPROVED_SUPPLIERS' }]);
  });
});
