import { describe, expect, it } from '@jest/globals';
import { cnyOf, engineDocument, fenOf, type IndexRow } from './engine-document.js';
import { engineQuestion, placeAfter, placeKey } from './engine-question.js';
import { tokenOf } from './tokens.js';

const ROW: IndexRow = {
  id: 'prd_1', version: '7', edition: 'e', deleted: false, name: '液压挖掘机gc', models: 'gce215 e215 ', called: ' 挖土机 ', words: ['液压', '挖掘'], classIds: ['S1.3', 'S1'],
  specs: { spec_a: 12.5, spec_b: true, spec_c: 'red' }, priceCny: '185000.00', energyGrade: 1, regions: ['140000'], certificates: [], supplierId: 'org_1', publishedMs: '1700000000000',
};

describe('an entry as the engine holds it', () => {
  it('keeps beginnings of words as beginnings, and nothing but letters', () => {
    expect(tokenOf('gce215').startsWith(tokenOf('gce'))).toBe(true);
    expect(tokenOf('挖掘机')).toMatch(/^[a-p]{18}$/u);
  });

  it('finds a word inside a name and at its end, and a model by its beginning', () => {
    const { tails, named, starts } = engineDocument(ROW);
    expect(named).toContain(tokenOf('挖掘机'));
    expect(tails).toContain(tokenOf('挖掘机gc'));
    expect(starts).toContain(tokenOf('gce2'));
  });

  it('has figures as numbers, and what is chosen as field and value', () => {
    expect(engineDocument(ROW)).toMatchObject({ spec_a: 12.5, options: ['spec_a 12.5', 'spec_b true', 'spec_c red'], priceFen: 18_500_000, version: '7 e' });
    expect(engineDocument(ROW)).not.toHaveProperty('spec_b');
    expect(engineDocument({ ...ROW, priceCny: null })).not.toHaveProperty('priceFen');
  });

  it.each([['0', 0], ['0.05', 5], ['99.99', 9_999], ['185000.00', 18_500_000], ['9999999999999.99', 999_999_999_999_999]])('counts %s CNY as %d fen and back', (cny, fen) => {
    expect(fenOf(cny)).toBe(fen);
    expect(Number(cnyOf(fen))).toBe(Number(cny));
  });

  it('takes a bound between two fen to the side that leaves out what lies beyond', () => {
    expect([fenOf('0.101', true), fenOf('0.101')]).toEqual([11, 10]);
  });
});

describe('a question to the engine', () => {
  it('never goes without a condition, and quotes what people type', () => {
    expect(engineQuestion(null, { filter: {}, sort: 'NEWEST' }).filter).toEqual(['every = every']);
    expect(engineQuestion(null, { filter: { certificates: ['a" OR id EXISTS OR b = "\\'] }, sort: 'NEWEST' }).filter).toEqual(['certificates IN ["a\\" OR id EXISTS OR b = \\"\\\\"]']);
  });

  it('pages by places, which are no keys of PostgreSQL', () => {
    expect(placeAfter(placeKey(20, 'prd_1'))).toBe(21);
    expect([placeAfter(['185000.00', 'prd_1']), placeAfter([20, 'prd_1']), placeAfter([null, 'prd_1']), placeAfter(['place:', 'prd_1']), placeAfter(['place:1e9', 'prd_1'])]).toEqual([null, null, null, null, null]);
  });
});
