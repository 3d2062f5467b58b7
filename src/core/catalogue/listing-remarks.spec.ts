import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseMachineLaw } from '../policy/energy/machine-law.js';
import { placedClasses, type ReferenceFiles } from '../policy/reference.js';
import { listingRemarks, type RemarkedListing } from './listing-remarks.js';

const AS_OF = '2026-11-23';
const LAW = parseMachineLaw((file) => readFileSync(`seeds/reference/energy-grades/${file}`, 'utf8'));
const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = { taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths') };
const CLASSES = new Map(placedClasses(FILES).map(({ definition }) => [definition.id, definition]));

const remarks = (classId: string, changes: Partial<RemarkedListing>, law = LAW) =>
  listingRemarks({ classId, kindKey: null, name: '', model: '', specs: {}, certificates: [], energyGrade: null, ...changes }, CLASSES.get(classId) ?? null, law, AS_OF);

describe('remarks on a listing', () => {
  it('warn of a second-hand entry of the elimination class, and say that it blocks once it is verified', () => {
    const pump = { name: '清水离心泵', model: 'BA-12' };
    expect(remarks('X.104', pump)).toContainEqual({
      code: 'ELIMINATION_VERIFY', weight: 'WARNS', clause: '四（二）', zh: expect.stringContaining('条目为二手转录，待核'), en: expect.stringContaining('to be verified'),
    });
    const verified = { ...LAW, elimination: LAW.elimination.map((entry) => ({ ...entry, verify: false })) };
    expect(remarks('X.104', pump, verified)[0]).toMatchObject({ code: 'ELIMINATION_IN_FORCE', weight: 'BLOCKS', zh: expect.stringMatching(/自 \d{4}-\d{2}-\d{2} 起不得发布和报价/) });
  });

  it('say what is missing for the energy gate, by the names of the class, and what to do', () => {
    const found = remarks('X.101', { name: '离心通风机', model: '4-72-12C' });
    expect(found.filter(({ weight }) => weight === 'BLOCKS').map(({ code }) => code)).toEqual(['ENERGY_CLAIM_MISSING', 'ENERGY_VALUES_MISSING']);
    expect(remarks('X.101', { name: '离心通风机', model: '4-72-12C', energyGrade: 1 }).map(({ code }) => code)).toContain('ENERGY_DOCUMENT_MISSING');
    expect(found.find(({ code }) => code === 'ENERGY_VALUES_MISSING')?.zh).toMatch(/\p{Script=Han}、\p{Script=Han}/u);
    expect(found.every(({ zh, en, clause }) => clause === '二（三）3' && !/[{}]/.test(zh + en))).toBe(true);
  });

  it('are none where neither law speaks', () => {
    expect(remarks('S1.1.1.02', { name: '带式输送机', model: 'SL-1' })).toEqual([]);
  });
});
