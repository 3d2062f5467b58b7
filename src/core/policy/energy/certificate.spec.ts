import { describe, expect, it } from '@jest/globals';
import { evidenceOf, readCertificates, type Certificate } from './certificate.js';

describe('a document as a cell names it', () => {
  const CASES: [text: string, read: Partial<Certificate>][] = [
    ['能效等级检测报告 有效期至2028-06-30', { onEnergy: true, validUntil: '2028-06-30', validFrom: null, number: null, grade: null }],
    ['能效等级检测报告，编号：NX-2026-0118，有效期至2028年6月30日', { onEnergy: true, validUntil: '2028-06-30', number: 'NX-2026-0118' }],
    ['能效检测报告（报告编号TY/2026(031)，有效期2025.07.01～2028.06.30）', { onEnergy: true, validFrom: '2025-07-01', validUntil: '2028-06-30', number: 'TY/2026(031)' }],
    ['能效检测报告 有效期至２０２８年６月', { onEnergy: true, validUntil: '2028-06-30' }],
    ['能效检测报告 有效期至2027年2月', { validUntil: '2027-02-28' }],
    ['能效检测报告 有效期至2027年12月', { validUntil: '2027-12-31' }],
    ['能效检测报告 2024-03-01 签发', { onEnergy: true, validUntil: null, readable: true }],
    ['能效检测报告（长期有效）', { onEnergy: true, validUntil: null, readable: true }],
    ['能效检测报告 有效期3年', { onEnergy: true, validUntil: null, readable: false }],
    ['能效检测报告 有效期至2026-02-30', { validUntil: null, readable: false }],
    ['能效检测报告 有效期至2028', { readable: false }],
    ['中国能效标识（1级）', { onEnergy: true, grade: 1 }],
    ['中国能效标识 能效等级：1级', { onEnergy: true, grade: 1 }],
    ['二级能效检测报告', { onEnergy: true, grade: 2 }],
    ['节能产品认证证书', { onEnergy: true }],
    ['Energy efficiency test report, valid until 2028-06-30', { onEnergy: true, validUntil: '2028-06-30' }],
    ['锅炉能效测试报告', { onEnergy: true, validUntil: null, readable: true }],
    ['暂无能效报告', { onEnergy: false }],
    ['能效检测报告办理中', { onEnergy: false }],
    ['能效检测报告已失效', { onEnergy: false }],
    ['产品性能检测报告', { onEnergy: false }],
    ['出厂性能试验报告', { onEnergy: false }],
    ['MA 矿用产品安全标志', { onEnergy: false }],
  ];
  it.each(CASES)('%s', (text, read) => {
    const documents = readCertificates([text]);
    expect(documents).toHaveLength(1);
    expect(documents[0]).toMatchObject(read);
  });

  const CELLS: [cells: string[], documents: string[]][] = [
    [['能效等级检测报告 有效期至2028-06-30；MA 矿用产品安全标志'], ['能效等级检测报告 有效期至2028-06-30', 'MA 矿用产品安全标志']],
    [['能效检测报告', '有效期至2025-01-01'], ['能效检测报告，有效期至2025-01-01']],
    [['能效检测报告；有效期至2025-01-01'], ['能效检测报告，有效期至2025-01-01']],
    [['能效检测报告、防爆合格证'], ['能效检测报告', '防爆合格证']],
    [['能效检测报告，某某检测中心，有效期至2025-01-01'], ['能效检测报告，某某检测中心，有效期至2025-01-01']],
    [['', ' ；'], []],
  ];
  it.each(CELLS)('%j', (cells, documents) => {
    expect(readCertificates(cells).map(({ text }) => text)).toEqual(documents);
  });
});

describe('the evidence among several documents', () => {
  const CASES: [cells: string[], status: string, validUntil: string | null][] = [
    [[], 'NONE', null],
    [['MA 有效期至2030-01-01'], 'NONE', null],
    [['能效检测报告 有效期至2025-01-01', '能效检测报告 有效期至2027-01-01'], 'DECLARED', '2027-01-01'],
    [['能效检测报告 有效期至2025-01-01', '能效检测报告 有效期至2024-01-01'], 'EXPIRED', '2025-01-01'],
    [['能效检测报告 有效期3年', '能效检测报告 有效期至2024-01-01'], 'EXPIRED', '2024-01-01'],
    [['能效检测报告 有效期2027-01-01至2029-01-01', '能效检测报告 有效期至2024-01-01'], 'NOT_YET_VALID', '2029-01-01'],
  ];
  it.each(CASES)('%j: %s', (cells, status, validUntil) => {
    expect(evidenceOf(cells, '2026-11-23')).toMatchObject({ status, validUntil });
  });
});
