import { describe, expect, it } from '@jest/globals';
import { energyAnswer, type GradeClaim } from '../energy-gate.js';
import type { RecordedDocument } from './certificate.js';
import { NO_ENERGY_LAW } from './energy-law.js';

const AS_OF = '2026-11-23';
const record = (changes: Partial<RecordedDocument> = {}): RecordedDocument =>
  ({ number: 'NX-2026-118', onEnergy: true, state: 'VERIFIED', reason: null, grade: 2, validFrom: '2026-06-30', validUntil: '2029-06-29', ...changes });
const answer = (records: readonly RecordedDocument[], changes: Partial<GradeClaim> = {}) =>
  energyAnswer({ gradeKind: 'compressor', classId: 'X.109', kindKey: null, name: '螺杆空压机', specs: {}, energyGrade: 2, certificates: [], records, ...changes }, AS_OF, NO_ENERGY_LAW);

describe('the energy gate by registered documents', () => {
  it.each<[string, readonly RecordedDocument[], Partial<GradeClaim>, string, string, string]>([
    ['verified and in force', [record()], {}, 'PASS', 'VERIFIED', 'ENERGY_DOCUMENT_VERIFIED'],
    ['declared', [record({ state: 'DECLARED' })], {}, 'PASS', 'DECLARED', 'ENERGY_DOCUMENT_UNVERIFIED'],
    ['rejected', [record({ state: 'REJECTED', reason: '查无此报告' })], {}, 'UNPROVEN', 'REJECTED', 'ENERGY_DOCUMENT_REJECTED'],
    ['on its last day', [record({ validUntil: AS_OF })], {}, 'PASS', 'VERIFIED', 'ENERGY_DOCUMENT_VERIFIED'],
    ['expired the day before', [record({ validUntil: '2026-11-22' })], {}, 'UNPROVEN', 'EXPIRED', 'ENERGY_DOCUMENT_EXPIRED'],
    ['not valid yet', [record({ validFrom: '2026-11-24' })], {}, 'UNPROVEN', 'NOT_YET_VALID', 'ENERGY_DOCUMENT_NOT_YET_VALID'],
    ['on something else', [record({ onEnergy: false })], {}, 'UNPROVEN', 'NONE', 'ENERGY_DOCUMENT_MISSING'],
    ['without a claim: its grade is one', [record()], { energyGrade: null }, 'PASS', 'VERIFIED', 'ENERGY_DOCUMENT_VERIFIED'],
    ['of grade 3 without a claim', [record({ grade: 3 })], { energyGrade: null }, 'FAIL', 'VERIFIED', 'ENERGY_CLAIM_BELOW_2'],
    ['of grade 3 against a claim of 2', [record({ grade: 3 })], {}, 'FAIL', 'VERIFIED', 'ENERGY_CLAIM_ABOVE_DOCUMENT'],
    ['verified of grade 3 beside a declared one of grade 2', [record({ state: 'DECLARED' }), record({ number: 'NX-2', grade: 3 })], {}, 'FAIL', 'VERIFIED', 'ENERGY_CLAIM_ABOVE_DOCUMENT'],
    ['rejected, and named in words all the same', [record({ state: 'REJECTED', reason: '查无此报告' })], { certificates: ['能效检测报告 编号nx-2026-118'] }, 'UNPROVEN', 'REJECTED', 'ENERGY_DOCUMENT_REJECTED'],
    ['rejected beside words on another document', [record({ state: 'REJECTED', reason: '查无此报告' })], { certificates: ['能效检测报告 编号NX-2025-001'] }, 'PASS', 'DECLARED', 'ENERGY_DOCUMENT_UNVERIFIED'],
    ['none, words alone', [], { certificates: ['能效检测报告 编号NX-2026-118'] }, 'PASS', 'DECLARED', 'ENERGY_DOCUMENT_UNVERIFIED'],
  ])('%s', (_what, records, changes, verdict, proof, first) => {
    expect(answer(records, changes)).toMatchObject({ verdict, proof });
    expect(answer(records, changes)?.remarks[0]?.code).toBe(first);
  });

  it('tells the supplier why one was rejected', () => {
    expect(answer([record({ state: 'REJECTED', reason: '查无此报告' })])?.remarks[0]?.params).toEqual({ number: 'NX-2026-118', reason: '查无此报告' });
  });
});
