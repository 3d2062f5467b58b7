import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DISMISSAL_CAUSES, type DismissalCause, type SideState } from './answer.js';
import { FACTOR_CODES, type FactorCode } from './factor-codes.js';
import { ANSWERS_NEEDED, leaningsOf, preferredFactors, sayingOf, STEP, tallyOf as tallyOfSaid, type Saying, type Tally } from './feedback.js';
import { judgePair, withoutBudget } from './judge-pair.js';
import { AS_OF, aLine, aPath, aProduct, weightsOfParts } from './pair.factory.js';
import type { Factor } from './pair.js';
import { LEANING_MAX, movedWeights } from './preference.js';
import { DEFAULT_WEIGHTS, FULL, rulesBy, type WeightTable } from './rules.js';

const base = DEFAULT_WEIGHTS.weights;

/** All factors with these shares in basis points, null: neutral; half where the case says nothing. */
function shown(shares: Partial<Record<FactorCode, number | null>>, weights: WeightTable = base): Factor[] {
  return FACTOR_CODES.map((code) => {
    const share = code in shares ? shares[code] ?? null : 5_000;
    return { code, amount: Math.floor((weights[code] * (share ?? 5_000)) / FULL), maximum: weights[code], neutral: share === null, reason: 'FACTOR_PROOF_NONE', clause: null, params: {} };
  });
}

describe('what an answer says', () => {
  it.each<[string, SideState, DismissalCause | null, Partial<Record<FactorCode, number | null>>, Saying]>([
    ['interest: what was strong counts, what was weak kept nobody away', 'INTERESTED', null, { PRICE: 10_000, PROOF: 0 }, { PRICE: 1, PROOF: -1 }],
    ['strong from 80 %, weak up to 30 %', 'INTERESTED', null, { PRICE: 8_000, LEAD_TIME: 7_900, RECORD: 3_000, PROOF: 3_100 }, { PRICE: 1, RECORD: -1 }],
    ['interest in what was middling everywhere: nothing', 'INTERESTED', null, {}, {}],
    ['nothing to judge by: nothing', 'INTERESTED', null, { PRICE: null, DISTANCE: null, RECORD: null }, {}],
    ['too dear: the price counts, whatever it earned', 'DISMISSED', 'TOO_DEAR', { PRICE: 10_000, PROOF: 10_000 }, { PRICE: 2 }],
    ['too far', 'DISMISSED', 'TOO_FAR', {}, { DISTANCE: 2 }],
    ['too late', 'DISMISSED', 'TOO_LATE', {}, { LEAD_TIME: 2 }],
    ['for another cause: nothing', 'DISMISSED', 'OTHER', { PRICE: 10_000 }, {}],
    ['without a cause: words are not guessed at', 'DISMISSED', null, { PRICE: 10_000 }, {}],
    ['only looked at: nothing', 'SEEN', null, { PRICE: 10_000 }, {}],
  ])('%s', (_what, state, cause, shares, expected) => expect(sayingOf(state, cause, shown(shares))).toEqual(expected));

  it('is the same by whatever weights, as long as they tell strong from weak', () => {
    const shares = fc.record(Object.fromEntries(FACTOR_CODES.map((code) => [code, fc.constantFrom(null, 0, 2_000, 3_000, 6_000, 8_000, 10_000)])));
    fc.assert(fc.property(shares, fc.array(fc.integer({ min: 100, max: 1_000 }), { minLength: 8, maxLength: 8 }).map(weightsOfParts), (by, { weights }) => {
      expect(sayingOf('INTERESTED', null, shown(by, weights))).toEqual(sayingOf('INTERESTED', null, shown(by)));
    }));
  });

  it('tells nothing of a price that the buyer was not shown', () => {
    const verdict = judgePair(aProduct({ priceCny: '70000' }), aLine({ quantity: '1', budgetCny: '100000' }), rulesBy(DEFAULT_WEIGHTS), AS_OF);
    if (!verdict.matched) throw new Error(verdict.gate.reason);
    expect(sayingOf('INTERESTED', null, verdict.factors)).toHaveProperty('PRICE', 1);
    expect(sayingOf('INTERESTED', null, withoutBudget(verdict).factors)).not.toHaveProperty('PRICE');
  });

  it('has a factor for every cause but one', () => {
    expect(DISMISSAL_CAUSES.flatMap((cause) => Object.keys(sayingOf('DISMISSED', cause, []))).sort()).toEqual([...FACTOR_CODES].sort());
  });
});

const tallyOf = (sayings: readonly Saying[]): Tally => tallyOfSaid(sayings.map((saying) => ({ saying, times: 1 })));
const dear: Saying = { PRICE: 2 };
const times = (count: number, saying: Saying): Saying[] => Array.from({ length: count }, () => saying);

describe('what answers make of the weights', () => {
  it.each<[string, Saying[], object]>([
    ['none', [], {}],
    ['one', [dear], {}],
    ['two', times(2, dear), {}],
    ['three', times(3, dear), { PRICE: 1_500 }],
    ['four', times(4, dear), { PRICE: 2_000 }],
    ['a hundred: the bound and no more', times(100, dear), { PRICE: LEANING_MAX }],
    ['enough of one factor and too few of another', [...times(3, dear), { DISTANCE: 2 }], { PRICE: 1_500 }],
    ['those that even out', [{ PROOF: 1 }, { PROOF: -1 }, { PROOF: 1 }, { PROOF: -1 }], {}],
    ['those that say less', times(4, { PROOF: -1 }), { PROOF: -1_000 }],
  ])('%s', (_what, sayings, expected) => expect(leaningsOf(tallyOf(sayings))).toEqual(expected));

  const saying = fc.dictionary(fc.constantFrom<FactorCode>(...FACTOR_CODES), fc.constantFrom(-1, 1, 2), { maxKeys: 4 }) as fc.Arbitrary<Saying>;
  const sayings = fc.array(saying, { maxLength: 60 });

  it('is whole steps within the bound, and moves no weight by more than a quarter', () => {
    fc.assert(fc.property(sayings, (said) => {
      const leanings = leaningsOf(tallyOf(said));
      const moved = movedWeights(base, { leanings });
      for (const code of FACTOR_CODES) {
        const leaning = leanings[code] ?? 0;
        expect([leaning % STEP, Math.abs(leaning) <= LEANING_MAX]).toEqual([leaning < 0 ? -0 : 0, true]);
        expect(Math.abs(moved[code] - base[code])).toBeLessThanOrEqual(base[code] / 4);
      }
    }));
  });

  it('is the same in whatever order they came', () => {
    fc.assert(fc.property(sayings, fc.nat(), (said, turn) => {
      const turned = [...said.slice(turn % (said.length + 1)), ...said.slice(0, turn % (said.length + 1))].reverse();
      expect(tallyOf(turned)).toEqual(tallyOf(said));
    }));
  });

  it('is the same when equal answers are counted together', () => {
    fc.assert(fc.property(sayings, fc.integer({ min: 1, max: 5 }), (said, count) => {
      expect(tallyOfSaid(said.map((one) => ({ saying: one, times: count })))).toEqual(tallyOf(said.flatMap((one) => times(count, one))));
    }));
  });

  it('is undone exactly when an answer is withdrawn, wherever it stood', () => {
    fc.assert(fc.property(sayings, saying, fc.nat(), (said, one, at) => {
      const among = [...said.slice(0, at % (said.length + 1)), one, ...said.slice(at % (said.length + 1))];
      expect(leaningsOf(tallyOf(among.filter((other) => other !== one)))).toEqual(leaningsOf(tallyOf(said)));
    }));
  });

  it('moves by two steps at most with one answer more, once enough spoke of a factor', () => {
    fc.assert(fc.property(sayings, saying, (said, one) => {
      const [before, after] = [tallyOf(said), tallyOf([...said, one])];
      for (const code of FACTOR_CODES) {
        if ((before[code]?.answers ?? 0) < ANSWERS_NEEDED) continue;
        expect(Math.abs((leaningsOf(after)[code] ?? 0) - (leaningsOf(before)[code] ?? 0))).toBeLessThanOrEqual(2 * STEP);
      }
    }));
  });

  it('moves no place where all products are alike in what it speaks of', () => {
    const preference = { version: 1, leanings: leaningsOf(tallyOf(times(20, { PATH_STRENGTH: 1 }))) };
    const lines = [aLine({ classIds: [aPath()] }), aLine({ classIds: [aPath()], preference })];
    const products = ['60000', '120000', '150000'].map((priceCny, n) => aProduct({ productId: `prd_${n}`, priceCny }));
    const [plain, moved] = lines.map((line) => products.map((product) => ({ id: product.productId, verdict: judgePair(product, line, rulesBy(DEFAULT_WEIGHTS), AS_OF) }))
      .map(({ id, verdict }) => ({ id, score: verdict.matched ? verdict.score : -1 })).sort((a, b) => b.score - a.score).map(({ id }) => id));
    expect(moved).toEqual(plain);
  });
});

describe('what a buyer is told of each factor', () => {
  const told = (sayings: Saying[]) => Object.fromEntries(preferredFactors(base, tallyOf(sayings)).map(({ factor, reason, points }) => [factor, `${reason} ${points}`]));

  it('says what moved, by how many answers, and what made room', () => {
    expect(told([...times(3, dear), ...times(3, { PROOF: -1 }), { DISTANCE: 2 }])).toMatchObject({
      PRICE: 'PREFERENCE_MORE 2300', PROOF: 'PREFERENCE_LESS 463', DISTANCE: expect.stringMatching(/^PREFERENCE_MADE_ROOM 4\d\d$/), LEAD_TIME: expect.stringMatching(/^PREFERENCE_MADE_ROOM 9\d\d$/),
    });
  });

  it('says that too few answers move nothing, and that others even out', () => {
    expect(told([dear, ...times(2, { PROOF: 1 }), ...times(2, { PROOF: -1 })])).toMatchObject({
      PRICE: 'PREFERENCE_TOO_FEW 2000', PROOF: 'PREFERENCE_EVEN 500', LEAD_TIME: 'PREFERENCE_NO_ANSWER 1000',
    });
  });

  it('says that nothing could give where everything counts more', () => {
    const all: Saying = Object.fromEntries(FACTOR_CODES.map((code) => [code, 2]));
    expect(new Set(preferredFactors(base, tallyOf(times(5, all))).map(({ reason }) => reason))).toEqual(new Set(['PREFERENCE_HELD']));
  });
});
