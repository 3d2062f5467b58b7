import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ReviewCertificates } from '../../../src/catalogue/review-certificates.js';
import { SaveCertificates, type CertificateToSave } from '../../../src/catalogue/save-certificates.js';
import { WithdrawCertificates } from '../../../src/catalogue/withdraw-certificates.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { CertificateId, DemandLineId } from '../../../src/core/ids/ids.js';
import { aListing, all, openMarket, type Market } from './market.js';

jest.setTimeout(30_000);

let market: Market;
let supplier: MemberViewer;
let department: MemberViewer;
let lineId: DemandLineId;
beforeEach(async () => {
  market = await openMarket();
  supplier = await market.house.organisation();
  department = await market.house.organisation({ kind: 'DEPARTMENT' });
  await market.publish(supplier, [aListing({ classId: 'X.109', name: '螺杆空压机', model: 'YS-PM37', specs: {}, energyGrade: 1 })]);
  const { lineIds } = await market.demand(await market.house.organisation(), [{ classIds: ['X.109'] }]);
  lineId = lineIds[0]!;
  await market.settle();
}, 60_000);
afterEach(() => market.house.close());

const report: CertificateToSave = {
  certificateId: null, ifRevision: null, kind: 'ENERGY_REPORT', number: 'NX-2026-118', issuer: '国家压缩机质检中心', scope: '', models: ['ys-pm37'], classIds: [], validFrom: '2026-06-30',
  validUntil: '2026-12-01', energyGrade: 1, standard: 'GB 19153-2019', evidenceFileId: null,
};
const save = async (changes: Partial<CertificateToSave> = {}): Promise<CertificateId> => {
  const [row] = all(await new SaveCertificates(market.house.deeds, market.house.ids, market.classes).run(market.house.request(supplier), [{ ...report, ...changes }]));
  await market.settle();
  return row!.id;
};
const review = async (certificateId: CertificateId, verdict: 'VERIFY' | 'REJECT'): Promise<void> => {
  all(await new ReviewCertificates(market.house.deeds).run(market.house.request(department), [{ certificateId, verdict, reason: '查无此报告', ifRevision: null }]));
  await market.settle();
};

describe('a product whose energy grade nobody proved', () => {
  it('is recommended once a report is registered and stays so when it is verified', async () => {
    expect(await market.models(lineId)).toEqual([]);
    const id = await save();
    expect(await market.models(lineId)).toEqual(['YS-PM37']);
    await review(id, 'VERIFY');
    expect(await market.models(lineId)).toEqual(['YS-PM37']);
  });

  it('is taken back when the report is rejected, and again recommended when it is put right', async () => {
    const id = await save();
    await review(id, 'REJECT');
    expect(await market.models(lineId)).toEqual([]);
    await save({ certificateId: id, number: 'NX-2026-119' });
    expect(await market.models(lineId)).toEqual(['YS-PM37']);
  });

  it('is taken back the day after the report ended, without an edit', async () => {
    await review(await save(), 'VERIFY');
    market.house.clock.moveTo(new Date('2026-12-01T23:50:00+08:00'));
    await market.sweeping.handle();
    expect(await market.models(lineId)).toEqual(['YS-PM37']);
    market.house.clock.moveTo(new Date('2026-12-02T00:01:00+08:00'));
    await market.sweeping.handle();
    expect(await market.models(lineId)).toEqual([]);
  });

  it('is taken back when the report is withdrawn, or covers other models from now on', async () => {
    const id = await save();
    await save({ certificateId: id, models: ['YS-PM45'] });
    expect(await market.models(lineId)).toEqual([]);
    await save({ certificateId: id });
    expect(await market.models(lineId)).toEqual(['YS-PM37']);
    all(await new WithdrawCertificates(market.house.deeds).run(market.house.request(supplier), [id]));
    await market.settle();
    expect(await market.models(lineId)).toEqual([]);
  });

  it('is not helped by the report of another supplier', async () => {
    const rival = await market.house.organisation();
    all(await new SaveCertificates(market.house.deeds, market.house.ids, market.classes).run(market.house.request(rival), [report]));
    await market.settle();
    expect(await market.models(lineId)).toEqual([]);
  });
});
