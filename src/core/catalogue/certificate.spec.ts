import { describe, expect, it } from '@jest/globals';
import { asCovering, certificateFault, certificateKey, coverageOf, inForceUnnamed, standingOf, tidyCertificate, type CertificateContent, type CertificateState } from './certificate.js';

const TODAY = '2026-11-23';
const content = (changes: Partial<CertificateContent> = {}): CertificateContent => ({
  kind: 'ENERGY_REPORT', number: 'NX-2026-118', issuer: '国家压缩机质检中心', scope: '', models: ['YS-PM37'], classIds: [], validFrom: '2026-06-30', validUntil: '2029-06-29', energyGrade: 2,
  standard: 'GB 19153-2019', ...changes,
});

describe('what is wrong with a certificate', () => {
  it.each<[string, Partial<CertificateContent>, string | null, string | null]>([
    ['whole', {}, null, null],
    ['without any dates', { validFrom: null, validUntil: null }, null, null],
    ['of one day', { validFrom: TODAY, validUntil: TODAY }, null, null],
    ['expired already: it is registered and counts for nothing', { validUntil: '2026-07-01' }, null, null],
    ['without a number', { number: ' ' }, 'CERTIFICATE_NUMBER_MISSING', 'number'],
    ['without an issuer', { issuer: '' }, 'CERTIFICATE_ISSUER_MISSING', 'issuer'],
    ['of no model and no class', { models: [' '] }, 'CERTIFICATE_COVERS_NOTHING', 'models'],
    ['of a whole class', { models: [], classIds: ['X.109'] }, null, null],
    ['valid from tomorrow', { validFrom: '2026-11-24' }, 'CERTIFICATE_NOT_YET_VALID', 'validFrom'],
    ['that ends before it begins', { validUntil: '2026-06-29' }, 'CERTIFICATE_ENDS_BEFORE_IT_BEGINS', 'validUntil'],
    ['a report without a grade', { energyGrade: null }, 'CERTIFICATE_GRADE_MISSING', 'energyGrade'],
    ['a mark of safety with a grade', { kind: 'MINING_SAFETY', standard: null }, 'CERTIFICATE_GRADE_MISPLACED', 'energyGrade'],
    ['a mark of safety with a standard of grades', { kind: 'MINING_SAFETY', energyGrade: null }, 'CERTIFICATE_GRADE_MISPLACED', 'standard'],
  ])('%s', (_what, changes, code, field) => {
    const fault = certificateFault(tidyCertificate(content(changes)), TODAY);
    expect([fault?.refusal.code ?? null, fault?.refusal.field ?? null]).toEqual([code, field]);
  });
});

describe('a certificate covers', () => {
  it.each<[string, Partial<CertificateContent>, boolean]>([
    ['the model it lists, however it was typed', { models: ['ys－pm 37'] }, true],
    ['no other model', { models: ['YS-PM45'] }, false],
    ['the model within a class it lists', { classIds: ['X.109'] }, true],
    ['not the model in another class', { classIds: ['X.108'] }, false],
    ['the whole class when it lists no model', { models: [], classIds: ['X.109'] }, true],
    ['no other class', { models: [], classIds: ['X.108'] }, false],
    ['nothing when it lists nothing', { models: [], classIds: [] }, false],
  ])('%s', (_what, changes, covers) => {
    expect(coverageOf(content(changes))({ modelKey: 'YS-PM37', classId: 'X.109' })).toBe(covers);
  });
});

describe('what a certificate counts for', () => {
  it.each<[CertificateState, Partial<CertificateContent>, string]>([
    ['DECLARED', {}, 'DECLARED'], ['VERIFIED', {}, 'VERIFIED'], ['VERIFIED', { validUntil: TODAY }, 'VERIFIED'], ['VERIFIED', { validUntil: '2026-11-22' }, 'EXPIRED'],
    ['DECLARED', { validUntil: '2026-11-22' }, 'EXPIRED'], ['REJECTED', {}, 'REJECTED'], ['REJECTED', { validUntil: '2026-11-22' }, 'REJECTED'], ['WITHDRAWN', {}, 'WITHDRAWN'],
  ])('%s %j is %s', (state, changes, standing) => {
    expect(standingOf({ ...content(changes), state }, TODAY)).toBe(standing);
  });

  it('is counted once by matching, whether named in words or registered, and only while in force', () => {
    const records = [
      { ...content({ kind: 'MINING_SAFETY', number: 'MEB240001' }), state: 'VERIFIED' as const, reason: null },
      { ...content({ kind: 'CCC', number: '2024010301' }), state: 'DECLARED' as const, reason: null },
      { ...content({ kind: 'CCC', number: '2020010301', validUntil: '2026-11-22' }), state: 'VERIFIED' as const, reason: null },
      { ...content({ kind: 'CCC', number: '2021010301' }), state: 'REJECTED' as const, reason: '查无此证' },
      { ...content({ kind: 'CCC', number: '2022010301' }), state: 'WITHDRAWN' as const, reason: null },
    ].flatMap((one) => asCovering(one) ?? []);
    expect(inForceUnnamed(records, ['MA 矿用产品安全标志 meb 240001'], TODAY)).toEqual(['强制性产品认证 2024010301']);
  });
});

it('two certificates are the same by kind, issuer and number, however they were typed', () => {
  expect(certificateKey(content({ number: 'ｎｘ-2026-118 ', issuer: '国家压缩机 质检中心' }))).toBe(certificateKey(content()));
  expect(certificateKey(content({ kind: 'TEST_REPORT' }))).not.toBe(certificateKey(content()));
});
