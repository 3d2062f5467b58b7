import { describe, expect, it } from '@jest/globals';
import { CRUSHER } from './import/catalogue.factory.js';
import { draftOf, type ProductForm } from './product-form.js';

const FORM: ProductForm = {
  name: '颚式破碎机', model: 'PE-600', classId: 'S1.1.1.03', kindKey: null, specs: [], description: '', certificates: [], energyGrade: null, priceCny: '620000', leadTimeDays: 60, warrantyMonths: 12,
};
const one = (attributeKey: string, value: unknown): Partial<ProductForm> => ({ specs: [{ attributeKey, value }] });

describe('a form', () => {
  it('becomes a draft', () => {
    const form = { ...FORM, name: ' 颚式破碎机 ', model: 'ＰＥ－６００', certificates: ['MA', ' MA ', ''], description: ' 重型 ' };
    expect(draftOf(form, CRUSHER)).toMatchObject({
      ok: true, value: { name: '颚式破碎机', model: 'PE-600', modelKey: 'PE-600', kindKey: 'jaw', unit: '台', priceCny: '620000.00', certificates: ['MA'], description: '重型', specs: {} },
    });
  });

  it.each<[key: string, value: unknown, kept: unknown, original: string | undefined]>([
    ['capacity', 300, 300, undefined],
    ['capacity', 300.125, 300.125, undefined],
    ['capacity', '300', 300, undefined],
    ['capacity', '0.3kt/h', 300, '0.3kt/h'],
    ['type', 'cone', 'cone', undefined],
    ['type', '圆锥', 'cone', undefined],
    ['type', 'Cone ', 'cone', 'Cone '],
    ['explosionProof', true, true, undefined],
    ['explosionProof', '无', false, '无'],
  ])('takes %s = %j as %j', (key, value, kept, original) => {
    const draft = draftOf({ ...FORM, ...one(key, value) }, CRUSHER);
    expect(draft.ok && [draft.value.specs[key], draft.value.specOriginals[key]]).toEqual([kept, original]);
  });

  it.each<[what: string, changes: Partial<ProductForm>, code: string, field: string]>([
    ['a blank name', { name: ' \u200b ' }, 'PRODUCT_NAME_MISSING', 'name'],
    ['a name too long', { name: '长'.repeat(201) }, 'PRODUCT_TEXT_TOO_LONG', 'name'],
    ['a blank model', { model: '　' }, 'PRODUCT_MODEL_MISSING', 'model'],
    ['a kind of another class', { kindKey: 'pump' }, 'KIND_UNKNOWN', 'kindKey'],
    ['an attribute of another class', one('voltage', 1), 'SPEC_ATTRIBUTE_UNKNOWN', 'specs.0.attributeKey'],
    ['an attribute twice', { specs: [{ attributeKey: 'teeth', value: 1 }, { attributeKey: 'teeth', value: 2 }] }, 'SPEC_REPEATED', 'specs.1.attributeKey'],
    ['a figure out of range', one('capacity', 5_001), 'SPEC_OUT_OF_RANGE', 'specs.0.value'],
    ['a figure that is none', one('capacity', '很大'), 'SPEC_UNREADABLE', 'specs.0.value'],
    ['a figure of another unit', one('capacity', '300kW'), 'SPEC_UNREADABLE', 'specs.0.value'],
    ['no figure', one('capacity', null), 'SPEC_UNREADABLE', 'specs.0.value'],
    ['an empty figure', one('capacity', ''), 'SPEC_UNREADABLE', 'specs.0.value'],
    ['an infinite figure', one('capacity', Infinity), 'SPEC_UNREADABLE', 'specs.0.value'],
    ['an object', one('capacity', { value: 3 }), 'SPEC_UNREADABLE', 'specs.0.value'],
    ['a choice that is none', one('type', '鄂式'), 'SPEC_UNREADABLE', 'specs.0.value'],
    ['a grade of four', { energyGrade: 4 }, 'ENERGY_GRADE_UNKNOWN', 'energyGrade'],
    ['a price of nothing', { priceCny: '0.001' }, 'PRICE_NOT_POSITIVE', 'priceCny'],
    ['a price beyond all', { priceCny: '900000000000' }, 'PRICE_OUT_OF_RANGE', 'priceCny'],
    ['delivery before the order', { leadTimeDays: 0 }, 'LEAD_TIME_OUT_OF_RANGE', 'leadTimeDays'],
    ['a negative warranty', { warrantyMonths: -1 }, 'WARRANTY_OUT_OF_RANGE', 'warrantyMonths'],
  ])('with %s is refused as %s', (_what, changes, code, field) => {
    const draft = draftOf({ ...FORM, ...changes }, CRUSHER);
    expect(draft.ok ? null : [draft.refusal.code, draft.refusal.field]).toEqual([code, field]);
  });
});
