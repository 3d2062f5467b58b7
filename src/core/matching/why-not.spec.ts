import { expect, it } from '@jest/globals';
import { aLine, aProduct, AS_OF } from './pair.factory.js';
import { DEFAULT_RULES } from './rules.js';
import { whyNot } from './why-not.js';

it.each([[true, 'GATE_LINE_WITHOUT_CLASS'], [false, 'GATE_LINE_NOT_OPEN']])('a draft that has words alone: %s: %s', (lineOfWords, reason) => {
  const verdict = whyNot(aProduct(), aLine(), { productOnMarket: false, lineOpen: false, lineOfWords }, DEFAULT_RULES, AS_OF);
  expect(verdict).toMatchObject({ matched: false, gate: { code: 'ON_MARKET', reason } });
});

it.each([
  [true, true, 'S1.1.1.03', 'matched'],
  [true, true, 'X.101', 'GATE_CLASS_NOT_WANTED'],
  [false, true, 'X.101', 'GATE_PRODUCT_NOT_ON_MARKET'],
  [true, false, 'X.101', 'GATE_LINE_NOT_OPEN'],
  [false, false, 'S1.1.1.03', 'GATE_LINE_NOT_OPEN'],
])('a product on the market: %s, a line open: %s, class %s: %s', (productOnMarket, lineOpen, classId, answer) => {
  const verdict = whyNot(aProduct({ classId }), aLine(), { productOnMarket, lineOpen }, DEFAULT_RULES, AS_OF);
  expect(verdict.matched ? 'matched' : verdict.gate.reason).toBe(answer);
});
