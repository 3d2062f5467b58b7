import { describe, expect, it } from '@jest/globals';
import { besideTable, type ListedContent } from './beside-table.js';
import type { ProductDraft } from './import/product-draft.js';

const BEFORE: ListedContent = {
  name: '破碎机', classId: 'S1.1.1.03', kindKey: 'cone', specs: { capacity: 800, gape: 600 }, specOriginals: { capacity: '0.8kt/h', gape: '60cm' },
  description: '一行\r\n二行', certificates: ['CCC；2024', 'MA'],
};
/** As an import reads our own export of it. */
const DRAFT = {
  model: 'A', modelKey: 'A', energyGrade: null, priceCny: null, unit: '台', leadTimeDays: null, warrantyMonths: null,
  name: '破碎机', classId: 'S1.1.1.03', kindKey: null, specs: { capacity: 800, gape: 600 }, specOriginals: {}, description: '一行\n二行', certificates: ['CCC', '2024', 'MA'],
} satisfies ProductDraft;

describe('a row beside the listing it is about', () => {
  it('that says what our export says leaves everything as it is', () => {
    expect(besideTable(DRAFT, BEFORE)).toMatchObject(BEFORE);
  });

  it.each<[what: string, change: Partial<ProductDraft>, kept: Partial<ProductDraft>]>([
    ['another name tells the kind anew', { name: '颚式破碎机', kindKey: 'jaw' }, { kindKey: 'jaw' }],
    ['another name that tells none leaves none', { name: '粉碎设备' }, { kindKey: null }],
    ['another class takes nothing over', { classId: 'S2' }, { kindKey: null, specOriginals: {}, certificates: ['CCC', '2024', 'MA'], description: '一行\n二行' }],
    ['a figure that has changed was not written as the old one', { specs: { capacity: 900, gape: 600 } }, { specOriginals: { gape: '60cm' } }],
    ['a figure that is gone has no original', { specs: { gape: 600 } }, { specOriginals: { gape: '60cm' } }],
    ['a figure written otherwise is so', { specOriginals: { capacity: '800吨/时' } }, { specOriginals: { capacity: '800吨/时', gape: '60cm' } }],
    ['another certificate', { certificates: ['CCC', 'MA'] }, { certificates: ['CCC', 'MA'] }],
    ['another text', { description: '一行' }, { description: '一行' }],
  ])('%s', (_what, change, kept) => {
    const beside = besideTable({ ...DRAFT, ...change }, BEFORE);
    expect(Object.fromEntries(Object.keys(kept).map((key) => [key, beside[key as keyof ProductDraft]]))).toEqual(kept);
  });
});
