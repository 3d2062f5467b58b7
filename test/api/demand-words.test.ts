import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let buyer: Member;
beforeAll(async () => {
  house = await runHouse(['market']);
  registry = await Registry.open(house, house.market);
  buyer = await registry.member();
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

interface Read {
  readonly classes: { readonly class: { readonly id: string; readonly zh: string }; readonly confidence: number; readonly because: string[] }[];
  readonly extensionClasses: { readonly class: { readonly id: string } }[];
  readonly items: { readonly id: string }[];
  readonly verdict: string;
  readonly regionCode: string | null;
  readonly places: { readonly code: string; readonly zh: string; readonly role: string; readonly words: string }[];
  readonly gap: boolean;
  readonly outOfScope: boolean;
  readonly question: string | null;
  readonly requirements: { readonly attributeKey: string; readonly op: string; readonly value: unknown; readonly unit: string | null; readonly mode: string; readonly known: boolean; readonly words: string }[];
  readonly quantity: number | null;
  readonly quantityUnit: string | null;
  readonly budgetCny: string | null;
  readonly budgetBasis: string | null;
  readonly neededBy: string | null;
  readonly energyGradeAtMost: number | null;
  readonly oldMachine: { readonly kind: string; readonly commissioned: number | null } | null;
  readonly doubts: { readonly code: string; readonly message: string; readonly words: string }[];
}
const QUERY = `query ($text: String!, $classId: ID) { readDemandWords(text: $text, classId: $classId) {
  classes { class { id zh } confidence because } extensionClasses { class { id } } items { id } gap outOfScope question
  requirements { attributeKey op value unit mode known words } quantity quantityUnit budgetCny budgetBasis neededBy energyGradeAtMost oldMachine { kind commissioned } verdict regionCode places { code zh role words } doubts { code message words } } }`;
const read = async (text: string, classId: string | null = null): Promise<Read> => (await house.market.ask<{ readDemandWords: Read }>(QUERY, { text, classId })).readDemandWords;

describe('readDemandWords', () => {
  it('reads goods, requirements, quantity, budget and date, each with its words, and the answer makes a demand', async () => {
    const found = await read('长治襄垣的选煤厂两台老破碎机用了12年，想换成2台双齿辊破碎机，处理能力不低于200t/h，功率250千瓦左右，预算80万');
    expect(found).toMatchObject({ verdict: 'FITS', gap: false, outOfScope: false, regionCode: '140423', quantity: 2, quantityUnit: '台', budgetCny: '800000', budgetBasis: 'TOTAL', oldMachine: { kind: '破碎机' }, question: null });
    expect(found.places).toEqual([{ code: '140423', zh: '山西省长治市襄垣县', role: 'DELIVERY', words: '长治襄垣' }]);
    expect(found.classes[0]).toMatchObject({ class: { id: 'S1.1.1.03' }, because: expect.arrayContaining([expect.stringContaining('破碎机')]) });
    expect(found.requirements.map(({ op, value, unit }) => [op, value, unit])).toEqual(expect.arrayContaining([['AT_LEAST', 200, 't/h'], ['ABOUT', 250, 'kW']]));
    const requirements = found.requirements.filter(({ known }) => known).map(({ attributeKey, op, value, unit, mode }) => ({ attributeKey, op, value, unit, mode }));
    expect(requirements.length).toBeGreaterThanOrEqual(2);
    const { id } = await house.market.done<{ id: string }>('createDemand', {
      title: '更新破碎机', regionCode: found.regionCode, visibility: 'PUBLIC', noStateSecretConfirmed: true, budgetCny: found.budgetCny,
      lines: [{ classIds: [found.classes[0]?.class.id], quantity: String(found.quantity), unit: found.quantityUnit, energyGradeAtMost: found.energyGradeAtMost, requirements }],
    }, 'Demand { id }', buyer);
    const { demand } = await house.market.ask<{ demand: { lines: { requirements: object[] }[] } }>('query ($id: ID!) { demand(id: $id) { lines { requirements { attributeKey op value } } } }', { id }, { token: buyer.token });
    expect(demand.lines[0]?.requirements).toHaveLength(requirements.length);
  });

  it('says when no class of the plan fits, and when this is no demand', async () => {
    expect(await read('我单位欠银行贷款想延期，问一下怎么办理')).toMatchObject({ verdict: 'NOT_A_DEMAND', outOfScope: true, classes: [], question: expect.stringContaining('不是设备采购需求') });
    expect(await read('宿舍要买40张上下铺铁床')).toMatchObject({ classes: [], outOfScope: false, gap: true });
  });

  it('names what should be looked at, and what to change', async () => {
    const { doubts } = await read('破碎机两台，处理能力不低于500t/h，且不超过200t/h，每台40万，本省厂家优先', null);
    expect(doubts).toEqual([
      { code: 'BUDGET_EACH_TIMES', message: '读到的 400000 元是单价；需求行的预算填整行总额，2台 合计 800000 元，请核对', words: '每台40万' },
      { code: 'SUPPLIER_PLACE', message: expect.stringContaining('不作为筛选条件'), words: '本省' },
      { code: 'CONTRADICTION', message: expect.stringMatching(/500.*200/), words: expect.any(String) },
    ]);
  });

  it.each([
    ['nothing', '  ', 'WORDS_TO_READ_EMPTY', 'text'], ['a book', '更新破碎机'.repeat(500), 'WORDS_TO_READ_TOO_LONG', 'text'],
  ])('refuses %s', async (_what, text, code, field) => {
    const answer = await house.market.graphql(QUERY, { text });
    expect([answer.codes, answer.errors[0]?.extensions?.field]).toEqual([[code], field]);
  });

  it('refuses a class that there is not', async () => {
    expect((await house.market.graphql(QUERY, { text: '破碎机', classId: 'S9.9' })).codes).toEqual(['CLASS_UNKNOWN']);
  });
});
