import { describe, expect, it } from '@jest/globals';
import { addDays } from '../time/dates.js';
import { AS_OF, aLine, aPath, aProduct, aRequirement } from './pair.factory.js';
import type { OfferedProduct, WantedLine } from './pair.js';
import { causesOf, Replaying, type PairState } from './replay.js';
import { DEFAULT_WEIGHTS } from './rules.js';

const line = (changes: Partial<WantedLine> = {}): WantedLine => aLine({ budgetCny: '100000.00', quantity: '1', neededBy: '2027-03-01', ...changes });
const product = (changes: Partial<OfferedProduct> = {}): OfferedProduct => aProduct({ priceCny: '100000.00', leadTimeDays: 30, specs: { capacity: 300 }, ...changes });
const state = (changes: Partial<PairState> = {}): PairState =>
  ({ line: { active: true, wanted: line() }, product: { active: true, offered: product() }, weights: DEFAULT_WEIGHTS, asOf: AS_OF, ...changes });
const offering = (changes: Partial<OfferedProduct>, active = true): Partial<PairState> => ({ product: { active, offered: product(changes) } });
const wanting = (changes: Partial<WantedLine>, active = true): Partial<PairState> => ({ line: { active, wanted: line(changes) } });
const heavier = { version: '2', weights: { ...DEFAULT_WEIGHTS.weights, PRICE: 1_000, LEAD_TIME: 2_000 } };

describe('why a pair is judged otherwise than it was', () => {
  it.each<[string, Partial<PairState>, string[]]>([
    ['nothing changed', {}, []],
    ['what is not judged by changed', offering({ publishedAt: '2026-12-24T00:00:00.000Z' }), []],
    ['the price', offering({ priceCny: '140000.00' }), ['PRODUCT_PRICE_CNY']],
    ['a figure that no requirement asks for', offering({ specs: { capacity: 280 } }), []],
    ['the listing left the market', offering({}, false), ['PRODUCT_ON_MARKET']],
    ['the listing is of another class', offering({ classId: 'X.101' }), ['PRODUCT_CLASS_ID']],
    ['a verdict on its grade', offering({ gradeVerdict: 'FAIL' }), ['PRODUCT_GRADE_VERDICT']],
    ['a requirement', wanting({ requirements: [aRequirement({ attributeKey: 'capacity', op: '>=', value: 400 })] }), ['LINE_REQUIREMENTS']],
    ['a path', wanting({ classIds: [aPath({ strength: 1 })] }), ['LINE_PATHS']],
    ['the line was closed', wanting({}, false), ['LINE_OPEN']],
    ['answers of the buyer', wanting({ preference: { version: 1, leanings: { PRICE: 2_500 } } }), ['LINE_PREFERENCE']],
    ['the weights', { weights: heavier }, ['WEIGHTS']],
    ['the day, when it counts', { asOf: addDays(AS_OF, 80) }, ['DAY']],
    ['the day, when it does not', { asOf: addDays(AS_OF, 1) }, []],
    ['two facts, each of which would have done', offering({ priceCny: '140000.00', leadTimeDays: 200 }), ['PRODUCT_LEAD_TIME_DAYS', 'PRODUCT_PRICE_CNY']],
    ['the product came only later', { product: { active: true, offered: product() } }, ['PRODUCT_KNOWN']],
  ])('%s', (what, changes, expected) => {
    const then = what.endsWith('only later') ? state({ product: null }) : state();
    expect(causesOf(then, state(changes)).map(({ fact }) => fact)).toEqual(expected);
  });

  it('says a figure by its attribute, when it is asked for', () => {
    const asked = wanting({ requirements: [aRequirement({ attributeKey: 'capacity', op: '>=', value: 290 })] });
    expect(causesOf(state(asked), state({ ...asked, ...offering({ specs: { capacity: 280 } }) }))).toEqual([{ fact: 'PRODUCT_SPEC capacity', then: 300, now: 280 }]);
  });

  it('says all that changed where only several together do', () => {
    const then = state(wanting({ requirements: [aRequirement({ attributeKey: 'capacity', op: '>=', value: 400 })] }));
    const now = state({ ...wanting({ requirements: [aRequirement({ attributeKey: 'capacity', op: '>=', value: 350 })] }), ...offering({ specs: { capacity: 360 } }) });
    expect(causesOf(then, now).map(({ fact }) => fact)).toEqual(['LINE_REQUIREMENTS', 'PRODUCT_SPEC capacity']);
  });
});

describe('judging a run again', () => {
  const products = Array.from({ length: 120 }, (_, n) => ({ active: n % 10 !== 0, offered: product({ productId: `prd_${n}`, organisationId: 'org_s', priceCny: `${70_000 + n * 500}.00` }) }));
  const replay = (direction: 'FORWARD' | 'REVERSE', pages: readonly (readonly (typeof products)[number][])[]) => {
    const replaying = new Replaying(direction, [{ active: true, wanted: line() }, { active: false, wanted: line({ lineId: 'dln_closed' }) }], { weights: DEFAULT_WEIGHTS, asOf: AS_OF });
    for (const page of pages) replaying.take(page);
    return replaying.matches;
  };

  it('comes to the same by whatever pages, in whatever order', () => {
    const whole = replay('FORWARD', [products]);
    expect(replay('FORWARD', [products.slice(60).reverse(), products.slice(0, 7), products.slice(7, 60)])).toEqual(whole);
    expect([...whole.keys()]).toEqual(['dln_1']);
  });

  it('keeps the best forward, and all in reverse', () => {
    expect([replay('FORWARD', [products]).get('dln_1')?.length, replay('REVERSE', [products]).get('dln_1')?.length]).toEqual([50, 108]);
  });
});
