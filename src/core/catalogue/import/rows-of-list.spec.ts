import { describe, expect, it } from '@jest/globals';
import type { ClassDefinition } from '../../policy/class-definition.js';
import type { ProposedPrice, ProposedProduct, ProposedRow, ProposedSheet } from '../proposing/proposal.js';
import { listedModel } from './draft-of-list.js';
import { rowsOfList } from './rows-of-list.js';

const GLASS = { id: 'S2.2.1.01', zh: '平板玻璃', unit: 'm2', kinds: [], attributes: [], alsoCalled: [] } as unknown as ClassDefinition;
const TABLE = { ...GLASS, id: 'S2.2.4.01', zh: '办公桌', unit: '件' };
const CLASSES = new Map([[GLASS.id, GLASS], [TABLE.id, TABLE]]);

const FIXED: ProposedPrice = { kind: 'fixed', priceCny: '38.5', priceMin: null, priceMax: null, taxIncluded: null, taxRate: null };
const product = (changes: Partial<ProposedProduct> = {}): ProposedProduct => ({
  name: '白玻', model: 'BB-5', classes: [{ classId: GLASS.id, confidence: 0.9, reasons: [] }], price: FIXED, unit: '平米', leadTimeDays: null, warrantyMonths: null, specs: {}, missingHard: [],
  ...changes,
});
const row = (number: number, changes: Partial<ProposedProduct> = {}, state: ProposedRow['state'] = 'importable'): ProposedRow => (
  { sheet: '', row: number, state, reasons: state === 'importable' ? ['COMPLETE'] : [], product: product(changes) });
const listOf = (...rows: readonly ProposedRow[]): ProposedSheet[] => [{ name: '', ignored: null, tables: [], rows }];
const taken = (...rows: readonly ProposedRow[]) => rowsOfList(listOf(...rows), CLASSES);
const codes = (changes: Partial<ProposedProduct>) => taken(row(2, changes)).map(({ state, reasons }) => [state, ...reasons.map(({ code }) => code)])[0];

describe('the model that goods of a list are known by', () => {
  it.each<[name: string, model: string | null, shared: boolean, known: string]>([
    ['采煤机', 'MG300', false, 'MG300'],
    ['采煤机', 'MG300', true, '采煤机 MG300'],
    ['白玻', '5mm', false, '白玻 5mm'],
    ['空心砖', '240×115×90', false, '空心砖 240×115×90'],
    ['夹胶玻璃', '6+1.14PVB+6', false, '6+1.14PVB+6'],
    ['牵引车', '6×4', false, '牵引车 6×4'],
    ['托辊', 'φ108×380', false, '托辊 φ108×380'],
    ['防爆柜', null, false, '防爆柜'],
    ['防爆柜', ' ', false, '防爆柜'],
  ])('%s, %s (shared: %s): %s', (name, model, shared, known) => expect(listedModel(name, model, shared)).toBe(known));
});

describe('a row of a list', () => {
  it.each<[what: string, changes: Partial<ProposedProduct>, said: string[]]>([
    ['complete', {}, ['READY', 'COMPLETE']],
    ['without a class', { classes: [] }, ['NEEDS_CLASS', 'COMPLETE']],
    ['of a class that is no more', { classes: [{ classId: 'S9.9', confidence: 1, reasons: [] }] }, ['NEEDS_CLASS', 'COMPLETE']],
    ['without a model', { model: null }, ['INCOMPLETE', 'MODEL_FROM_NAME']],
    ['priced from somewhere', { price: { ...FIXED, kind: 'range', priceCny: null, priceMin: '10' } }, ['INCOMPLETE', 'OPEN_PRICE']],
    ['priced by the box', { unit: '箱' }, ['INCOMPLETE', 'UNIT_MISMATCH']],
    ['of a counting word that means one piece', { unit: '张', classes: [{ classId: TABLE.id, confidence: 1, reasons: [] }] }, ['READY', 'COMPLETE']],
    ['beyond any price', { price: { ...FIXED, priceCny: '999999999999' } }, ['REJECTED', 'PRICE_OUT_OF_RANGE']],
    ['of a model that is a sentence', { model: '型'.repeat(101) }, ['REJECTED', 'TEXT_TOO_LONG']],
  ])('%s', (_what, changes, said) => expect(codes(changes)).toEqual(said));

  it.each<[what: string, price: Partial<ProposedPrice>, draft: [string | null, string | null, string | null]]>([
    ['one price', {}, ['FIXED', '38.50', null]],
    ['both ends', { kind: 'range', priceCny: null, priceMin: '10', priceMax: '12.345' }, ['RANGE', '10.00', '12.35']],
    ['one end', { kind: 'range', priceCny: null, priceMax: '12' }, ['ON_REQUEST', null, null]],
    ['面议', { kind: 'onRequest', priceCny: null }, ['ON_REQUEST', null, null]],
    ['nothing said', { kind: null, priceCny: null }, [null, null, null]],
  ])('with %s is offered so', (_what, price, [kind, low, high]) => {
    const { draft } = taken(row(2, { price: { ...FIXED, ...price } }))[0] ?? {};
    expect([draft?.listed?.kind, draft?.priceCny, draft?.listed?.priceMaxCny]).toEqual([kind, low, high]);
  });

  it('says of tax, delivery and warranty what the list says, 现货 as one day', () => {
    const [{ draft } = { draft: null }] = taken(row(2, { price: { ...FIXED, taxIncluded: false, taxRate: 9 }, leadTimeDays: 0, warrantyMonths: 24 }));
    expect(draft).toMatchObject({ leadTimeDays: 1, warrantyMonths: 24, listed: { taxIncluded: false, taxRatePercent: '9.00' } });
  });
});

describe('rows beside each other', () => {
  it('of one model: the first stays', () => {
    expect(taken(row(2), row(5), row(7, { model: 'ＢＢ-5' })).map(({ state, reasons: [reason] }) => [state, reason?.params])).toEqual([
      ['READY', {}], ['REJECTED', { model: 'BB-5', row: 2 }], ['REJECTED', { model: 'ＢＢ-5', row: 2 }],
    ]);
  });

  it('of one model and several names are told apart by both', () => {
    expect(taken(row(2, { name: '浮法玻璃' }), row(3), row(4, { name: '停产的玻璃' }, 'ignore')).map(({ draft }) => draft?.model)).toEqual(['浮法玻璃 BB-5', '白玻 BB-5', undefined]);
  });

  it('a rejected row leaves its model to the next', () => {
    expect(taken(row(2, {}, 'reject'), row(3)).map(({ state }) => state)).toEqual(['REJECTED', 'READY']);
  });

  it('are counted through over all sheets', () => {
    const sheets = [...listOf(row(2)), ...listOf(row(2, { model: 'BB-6' }), row(3, { model: 'BB-7' }))];
    expect(rowsOfList(sheets, CLASSES).map(({ position, sheet, number }) => [position, sheet, number])).toEqual([[0, 0, 2], [1, 1, 2], [2, 1, 3]]);
  });
});
