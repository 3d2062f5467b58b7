import { describe, expect, it } from '@jest/globals';
import type { ClassDefinition } from '../policy/class-definition.js';
import { aRequirement } from './pair.factory.js';
import { citation, draftText, topicVerdict, TOPIC_LIMITS, type CitedLine, type LineAnswered, type TopicState } from './topic.js';

const attribute = (key: string, zh: string): ClassDefinition['attributes'][number] =>
  ({ key, zh, en: key, type: 'number', unit: 't/h', better: 'higher', min: null, max: null, values: [], matchRole: 'hard', appliesToKinds: null });
const CRUSHER = { id: 'X.1', attributes: [attribute('capacity', '处理能力'), attribute('feed', '给料粒度')] } as unknown as ClassDefinition;
const definitionOf = (id: string): ClassDefinition | undefined => (id === 'X.1' ? CRUSHER : undefined);
const line = (changes: Partial<CitedLine> = {}): CitedLine =>
  ({ ownerId: 'org_1', quantity: '2.000', unit: '台', regionCode: '140100', requirements: [aRequirement({ value: 200 })], energyGradeAtMost: null, classIds: ['X.1'], ...changes });
const SUBJECT = { zh: '智能破碎机', meaningZh: null };

describe('the draft of a topic', () => {
  it('says how many buyers need how much, where, and what is missing', () => {
    const text = draftText('PLATFORM', SUBJECT, [line(), line({ ownerId: 'org_2', quantity: '1', regionCode: '140200' }), line({ quantity: '3', unit: '套' })], definitionOf);
    expect(text).toMatchObject({ title: '「智能破碎机」研制与供给', quantity: '3 台、3 套' });
    expect(text.need).toBe('2 个单位的 3 条设备更新需求需要「智能破碎机」，合计 3 台、3 套，交货地：山西省大同市、山西省太原市。对接平台上尚无此类产品。');
  });

  it('tells a gap of the province from one of the platform', () => {
    const { title, need } = draftText('PROVINCE', { ...SUBJECT, meaningZh: '带在线监测' }, [line()], definitionOf);
    expect([title, need]).toEqual(['「智能破碎机」省内研制与产业化', '1 个单位的 1 条设备更新需求需要「智能破碎机」（带在线监测），合计 2 台，交货地：山西省太原市。未见省内生产企业（省外供应商同样可以参与）。']);
  });

  it('gathers what the lines ask: the strictest bound, what most ask first, and the best grade', () => {
    const lines = [
      line({ requirements: [aRequirement({ value: 200 }), aRequirement({ attributeKey: 'feed', op: '<=', value: 500, mode: 'SOFT' })] }), line({ requirements: [aRequirement({ value: 300 })], energyGradeAtMost: 2 }),
      line({ requirements: [aRequirement({ op: 'between', value: [100, 200] })], energyGradeAtMost: 1 }),
    ];
    expect(draftText('PLATFORM', SUBJECT, lines, definitionOf).requirements).toEqual([
      '能效等级 1 级及以上（2 条需求）', '处理能力 ≥ 300 t/h（硬性，2 条需求）', '处理能力 = 100 t/h–200 t/h（硬性，1 条需求）', '给料粒度 ≤ 500 t/h（优先，1 条需求）',
    ]);
  });

  it('is bounded, and leaves out what no class of the line knows', () => {
    const many = Array.from({ length: 40 }, (_, n) => line({ requirements: [aRequirement({ op: '=', value: n }), aRequirement({ attributeKey: 'gone' })] }));
    expect(draftText('PLATFORM', SUBJECT, many, definitionOf).requirements).toHaveLength(TOPIC_LIMITS.requirements);
  });
});

const OPEN: LineAnswered = { open: true, answered: false };
const ANSWERED: LineAnswered = { open: true, answered: true };
const CLOSED: LineAnswered = { open: false, answered: false };
it.each<[what: string, state: TopicState, by: 'SYSTEM' | 'DEPARTMENT' | null, lines: LineAnswered[], verdict: 'CLOSE' | 'REOPEN' | null]>([
  ['a published topic whose line is answered closes', 'PUBLISHED', null, [ANSWERED], 'CLOSE'],
  ['one of two lines is not enough', 'PUBLISHED', null, [ANSWERED, OPEN], null],
  ['a line that is closed counts no more', 'PUBLISHED', null, [ANSWERED, CLOSED], 'CLOSE'],
  ['without an open line a department decides', 'PUBLISHED', null, [CLOSED], null],
  ['a draft stays a draft', 'DRAFT', null, [ANSWERED], null],
  ['one closed by supply comes up again without it', 'CLOSED', 'SYSTEM', [ANSWERED, OPEN], 'REOPEN'],
  ['not while it is supplied', 'CLOSED', 'SYSTEM', [ANSWERED], null],
  ['not when its lines are closed', 'CLOSED', 'SYSTEM', [CLOSED], null],
  ['not when a department closed it', 'CLOSED', 'DEPARTMENT', [OPEN], null],
])('%s', (_what, state, closedBy, lines, verdict) => expect(topicVerdict({ state, closedBy }, lines)).toBe(verdict));

it('a line is cited without its buyer unless everybody may read whose it is', () => {
  expect(citation({ ...line(), number: 3 }, null, 'zh')).toBe('未具名单位（山西省太原市），需求第 3 行，2 台');
  expect(citation({ ...line(), number: 3 }, '太原某厂', 'en')).toBe('太原某厂 (Taiyuan, Shanxi), line 3 of its demand, 2 台');
});
