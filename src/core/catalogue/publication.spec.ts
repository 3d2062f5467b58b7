import { describe, expect, it } from '@jest/globals';
import type { ClassDefinition } from '../policy/class-definition.js';
import { completenessGaps, missingHardSpecs } from './publication.js';

const attribute = (key: string, matchRole: 'hard' | 'soft', appliesToKinds: string[] | null = null) =>
  ({ key, zh: key, en: key, type: 'number' as const, unit: 'm', better: 'higher' as const, min: 0, max: 10, values: [], matchRole, appliesToKinds });
const CLASS: ClassDefinition = {
  id: 'S1', origin: 'PLAN', zh: '破碎机', en: 'crusher', alsoCalled: [], unit: '台', leadTimeDays: [1, 2, 3], energyGradeKind: null, clause: '三（一）1',
  kinds: [{ key: 'jaw', zh: '颚式', en: 'jaw' }, { key: 'cone', zh: '圆锥', en: 'cone' }],
  attributes: [attribute('capacity', 'hard'), attribute('noise', 'soft'), attribute('gape', 'hard', ['jaw'])],
};
const LISTING = { name: '颚式破碎机', model: 'PE-600', kindKey: 'jaw', specs: {} };

describe('may a listing be published', () => {
  it.each([
    ['a complete listing', LISTING, CLASS, []],
    ['no class', LISTING, null, ['CLASS']],
    ['a blank name', { ...LISTING, name: ' ' }, CLASS, ['NAME']],
    ['neither name nor model nor class', { ...LISTING, name: '', model: '' }, null, ['CLASS', 'NAME', 'MODEL']],
  ])('%s', (_why, listing, definition, gaps) => {
    expect(completenessGaps(listing, definition)).toEqual(gaps);
  });

  it.each([
    ['nothing filled in: both hard attributes of a jaw crusher', 'jaw', {}, ['capacity', 'gape']],
    ['a cone crusher has no gape', 'cone', {}, ['capacity']],
    ['a filled value is not missing, zero included', 'cone', { capacity: 0 }, []],
  ])('%s', (_why, kindKey, specs, missing) => {
    expect(missingHardSpecs({ ...LISTING, kindKey, specs }, CLASS)).toEqual(missing);
  });
});
