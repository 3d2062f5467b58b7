import { describe, expect, it } from '@jest/globals';
import { editedPath, withEditedPath, type PathEdit } from './path-edit.js';
import type { UpgradePath } from './reference.js';

const PATH: UpgradePath = { demandItemId: 'D1.1.a.01', classId: 'X.101', relation: 'fulfils', strength: 2, becauseZh: '熔炼所用', becauseEn: 'It melts' };
const edit = (change: PathEdit['change'], more: Partial<PathEdit> = {}): PathEdit =>
  ({ demandItemId: PATH.demandItemId, classId: PATH.classId, change, relation: null, strength: null, becauseZh: null, becauseEn: null, ...more });
const whole = { relation: PATH.relation, strength: PATH.strength, becauseZh: PATH.becauseZh, becauseEn: PATH.becauseEn };

describe('an edit of an upgrade path', () => {
  it.each<[string, PathEdit, UpgradePath | null, UpgradePath | null | string]>([
    ['adds a whole one', edit('ADD', whole), null, PATH],
    ['adds none that is there', edit('ADD', whole), PATH, 'PATH_EXISTS classId'],
    ['adds none without its relation', edit('ADD', { ...whole, relation: null }), null, 'PATH_PART_MISSING relation'],
    ['adds none without its strength', edit('ADD', { ...whole, strength: null }), null, 'PATH_PART_MISSING strength'],
    ['adds none without a reason in Chinese', edit('ADD', { ...whole, becauseZh: ' ' }), null, 'PATH_PART_MISSING becauseZh'],
    ['adds none without a reason in English', edit('ADD', { ...whole, becauseEn: null }), null, 'PATH_PART_MISSING becauseEn'],
    ['changes what it names and keeps the rest', edit('CHANGE', { strength: 3 }), PATH, { ...PATH, strength: 3 }],
    ['changes nothing into nothing', edit('CHANGE', { strength: 2 }), PATH, 'PATH_UNCHANGED change'],
    ['changes none that is not there', edit('CHANGE', { strength: 3 }), null, 'PATH_UNKNOWN classId'],
    ['ends one', edit('END'), PATH, null],
    ['ends none that is not there', edit('END'), null, 'PATH_UNKNOWN classId'],
  ])('%s', (_what, asked, before, expected) => {
    const answer = editedPath(asked, before);
    expect('path' in answer ? answer.path : `${answer.refusal.code} ${answer.refusal.field}`).toEqual(expected);
  });

  it('is put among the other paths of the item', () => {
    const other = { ...PATH, classId: 'X.102' };
    expect(withEditedPath([PATH, other], edit('END'), null)).toEqual([other]);
    expect(withEditedPath([PATH, other], edit('CHANGE'), { ...PATH, strength: 3 })).toEqual([other, { ...PATH, strength: 3 }]);
  });
});
