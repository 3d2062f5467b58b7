import { describe, expect, it } from '@jest/globals';
import type { Relation, UpgradePath } from '../policy/reference.js';
import { softwarePairing, type PairedLine } from './software-pairing.js';

const path = (demandItemId: string, classId: string, relation: Relation, strength = 2): UpgradePath => ({ demandItemId, classId, relation, strength, becauseZh: '', becauseEn: '' });
const PATHS = [
  path('D2.1.a.01', 'S1.1.5.10', 'fulfils-in-part'), path('D2.1.a.01', 'X.906', 'fulfils-in-part'), path('D2.1.a.02', 'X.320', 'fulfils', 3), path('D2.1.a.02', 'X.906', 'fulfils-in-part'),
  path('D2.1.a.02', 'X.916', 'enables', 3), path('D2.1.c.01', 'X.905', 'fulfils', 3), path('D2.1.c.02', 'X.901', 'fulfils', 3), path('D2.1.c.02', 'X.902', 'fulfils-in-part'),
  path('D2.1.c.03', 'X.904', 'fulfils', 3), path('D2.1.c.03', 'S1.1.5.09', 'enables'),
];
const item = (id: string, softwarePairing = true) => ({ id, taskId: id.slice(0, 4), softwarePairing });
const isSoftware = (classId: string): boolean => classId.startsWith('X.9');
const CLAUSE = ['X.901', 'X.904', 'X.905'];

type Case = [what: string, id: string | null, line: Partial<PairedLine>, marked: boolean, asked: boolean, proposed: string[] | null];
describe('software that the plan asks for beside a machine', () => {
  it.each<Case>([
    ['smart equipment: of its own paths first, then of the clause', 'D2.1.a.01', {}, true, true, ['X.906', ...CLAUSE]],
    ['one whose paths lead to two kinds of software: the stronger first', 'D2.1.a.02', {}, true, true, ['X.916', 'X.906', ...CLAUSE]],
    ['one whose paths lead to none: those of the clause', 'D2.1.b.04', {}, true, true, CLAUSE],
    ['one that names what it pairs', 'D2.1.a.01', { softwareClassIds: ['X.906'] }, true, true, null],
    ['one that says why it pairs nothing', 'D2.1.a.01', { softwareWaiver: '已有编程软件' }, true, true, null],
    ['one that the data does not mark', 'D2.1.a.01', {}, false, false, null],
    ['software itself', 'D2.1.c.02', {}, true, false, null],
    ['software itself, which enables something else', 'D2.1.c.03', {}, true, false, null],
    ['another task, though the data marks it', 'D2.2.a.02', {}, true, false, null],
    ['a line of classes or words', null, {}, true, false, null],
  ])('%s', (_what, id, line, marked, asked, proposed) => {
    const pairing = softwarePairing({ softwareClassIds: [], softwareWaiver: null, ...line }, id === null ? null : item(id, marked), PATHS, isSoftware);
    expect(pairing).toEqual({ asked, missing: proposed !== null, proposed: proposed ?? [] });
  });
});
