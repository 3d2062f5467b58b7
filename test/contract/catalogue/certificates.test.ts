import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { certificatesByIds, certificatesOfProducts, pageOfCertificateQueue, pageOfCertificates, type CertificateRow } from '../../../src/catalogue/certificate.store.js';
import { productsByIds } from '../../../src/catalogue/index.js';
import { ReviewCertificates, type CertificateVerdict } from '../../../src/catalogue/review-certificates.js';
import { SaveCertificates, type CertificateToSave } from '../../../src/catalogue/save-certificates.js';
import { WithdrawCertificates } from '../../../src/catalogue/withdraw-certificates.js';
import { ANONYMOUS, type MemberViewer, type Viewer } from '../../../src/core/access/viewer.js';
import type { FileId, ProductId } from '../../../src/core/ids/ids.js';
import { AcceptUpload } from '../../../src/platform/files/accept-upload.js';
import { DatabaseFileRegistry } from '../../../src/platform/files/database-file-registry.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { CatalogueRoom } from './catalogue-room.js';

let room: CatalogueRoom;
let supplier: MemberViewer;
let rival: MemberViewer;
let department: MemberViewer;
beforeAll(async () => {
  room = await CatalogueRoom.open();
  department = await room.house.organisation({ kind: 'DEPARTMENT' });
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  [supplier, rival] = [await room.house.organisation(), await room.house.organisation()];
});

let made = 0;
const aReport = (changes: Partial<CertificateToSave> = {}): CertificateToSave => ({
  certificateId: null, ifRevision: null, kind: 'ENERGY_REPORT', number: `NX-2026-${++made}`, issuer: '国家压缩机质检中心', scope: '螺杆空压机', models: ['YS-PM37'], classIds: ['X.109'],
  validFrom: '2026-06-30', validUntil: '2029-06-29', energyGrade: 2, standard: 'GB 19153-2019', evidenceFileId: null, ...changes,
});
const save = (content: CertificateToSave, viewer: Viewer = supplier) => new SaveCertificates(room.house.deeds, room.house.ids, room.classes).run(room.house.request(viewer), [content]);
const registered = async (changes: Partial<CertificateToSave> = {}, viewer = supplier): Promise<CertificateRow> => valueOf(await save(aReport(changes), viewer));
const review = ({ id }: CertificateRow, verdict: 'VERIFY' | 'REJECT', changes: Partial<CertificateVerdict> = {}, viewer: Viewer = department) =>
  new ReviewCertificates(room.house.deeds).run(room.house.request(viewer), [{ certificateId: id, verdict, reason: verdict === 'REJECT' ? '查无此报告' : null, ifRevision: null, ...changes }]);
const withdraw = ({ id }: CertificateRow, viewer: Viewer = supplier) => new WithdrawCertificates(room.house.deeds).run(room.house.request(viewer), [id]);
const again = (row: CertificateRow, changes: Partial<CertificateToSave> = {}): CertificateToSave => ({ ...row, certificateId: row.id, ifRevision: null, ...changes });
const now = async ({ id }: CertificateRow, viewer: Viewer = department) => (await room.house.read(viewer, (tx) => certificatesByIds(tx, [id]))).get(id);
const noticesTo = async (owner: MemberViewer) => (await room.house.outbox()).flatMap(({ notice }) => (notice?.recipients.includes(owner.organisationId) === true ? [[notice.code, notice.params]] : []));
const changesOf = async ({ id }: CertificateRow) => (await room.house.outbox('CertificateChanged')).filter(({ subjectId }) => subjectId === id).length;
const queue = async () => (await room.house.read(department, (tx) => pageOfCertificateQueue(tx, supplier.organisationId, 100, null))).map(({ id }) => id);
const published = async (model: string): Promise<ProductId> => {
  const { id } = valueOf(await room.creating.run(room.house.request(supplier), [{
    name: '螺杆空压机', model, classId: 'X.109', kindKey: null, specs: [], description: '', certificates: [], energyGrade: 2, priceCny: '120000', leadTimeDays: 30, warrantyMonths: 12,
  }]));
  valueOf(await room.publishing.run(room.house.request(supplier), [id]));
  return id;
};
const covering = (viewer: Viewer, id: ProductId) => room.house.read(viewer, async (tx) => (await certificatesOfProducts(tx, await productsByIds(tx, [id]))).get(id) ?? []);
const evidence = async (viewer: MemberViewer): Promise<FileId> => {
  const staged = await room.files.stage(Readable.from([Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')]), 1024 * 1024);
  if (staged === 'TOO_LARGE') throw new Error('too large');
  return valueOf([await new AcceptUpload(new DatabaseFileRegistry(room.house.deeds), room.house.ids).run(room.house.request(viewer), { name: '报告.pdf', purpose: 'EVIDENCE', staged })]).id;
};

describe('registering a certificate', () => {
  it('declares it, due for a check in ten working days', async () => {
    const row = await registered({ evidenceFileId: await evidence(supplier) });
    expect(await now(row)).toMatchObject({ state: 'DECLARED', ownerId: supplier.organisationId, revision: 1, dueOn: '2026-12-07', checkedAt: null, models: ['YS-PM37'], validUntil: '2029-06-29' });
    expect(await queue()).toEqual([row.id]);
    expect(await changesOf(row)).toBe(1);
    expect(await room.house.read(supplier, (tx) => pageOfCertificates(tx, supplier.organisationId, null, 10, null))).toMatchObject([{ id: row.id }]);
  });

  it.each<[string, Partial<CertificateToSave>, string, string]>([
    ['that ends before it begins', { validUntil: '2026-06-29' }, 'CERTIFICATE_ENDS_BEFORE_IT_BEGINS', 'validUntil'],
    ['from a day to come', { validFrom: '2026-11-24' }, 'CERTIFICATE_NOT_YET_VALID', 'validFrom'],
    ['of a class there is not', { classIds: ['X.109', 'X.9999'] }, 'UNKNOWN_CLASS', 'classIds.1'],
  ])('refuses one %s, and nothing is written', async (_what, changes, code, field) => {
    expect(refusalOf(await save(aReport(changes)))).toEqual({ code, field });
    expect(await room.house.read(supplier, (tx) => pageOfCertificates(tx, supplier.organisationId, null, 10, null))).toEqual([]);
  });

  it('refuses evidence of another organisation', async () => {
    expect(refusalOf(await save(aReport({ evidenceFileId: await evidence(rival) })))).toEqual({ code: 'CERTIFICATE_EVIDENCE_UNKNOWN', field: 'evidenceFileId' });
  });

  it('refuses a number twice from one issuer, until it is taken back; another organisation may have it', async () => {
    const row = await registered({ number: 'MEB240001' });
    expect(refusalOf(await save(aReport({ number: 'meb 240001' })))).toEqual({ code: 'CERTIFICATE_NUMBER_TAKEN', field: 'number' });
    await registered({ number: 'MEB240001', issuer: '另一机构' });
    await registered({ number: 'MEB240001' }, rival);
    valueOf(await withdraw(row));
    await registered({ number: 'MEB240001' });
  });

  it('lets one of two registrations of the same number through that come at once', async () => {
    const outcomes = (await Promise.all([1, 2].map(() => save(aReport({ number: 'ZZ-1' }))))).flat();
    expect(outcomes.map((one) => (one.ok ? 'OK' : one.refusal.code)).sort()).toEqual(['CERTIFICATE_NUMBER_TAKEN', 'OK']);
  });
});

describe('revising a certificate', () => {
  it('has it checked anew, whatever was found before', async () => {
    const row = await registered();
    valueOf(await review(row, 'VERIFY'));
    valueOf(await save(again(row, { validUntil: '2028-06-29' })));
    expect(await now(row)).toMatchObject({ state: 'DECLARED', validUntil: '2028-06-29', revision: 2, checkedAt: null, checkedBy: null });
    expect(await queue()).toEqual([row.id]);
  });

  it('refuses a revision that was not looked at, and what is not one’s own', async () => {
    const row = await registered();
    expect(refusalOf(await save(again(row, { ifRevision: 2 })))).toEqual({ code: 'REVISION_CHANGED', field: 'ifRevision' });
    expect(refusalOf(await save(again(row), rival))).toEqual({ code: 'NOT_FOUND', field: 'certificateId' });
    expect(refusalOf(await withdraw(row, rival))).toEqual({ code: 'NOT_FOUND', field: 'certificateId' });
    expect(await now(row)).toMatchObject({ state: 'DECLARED', revision: 1 });
  });
});

describe('reviewing a certificate', () => {
  it('verifies it: checker and time are kept, the supplier is told', async () => {
    const row = await registered();
    valueOf(await review(row, 'VERIFY', { ifRevision: 1 }));
    expect(await now(row)).toMatchObject({ state: 'VERIFIED', checkedAt: room.house.clock.now(), checkedBy: department.organisationId });
    expect(await queue()).toEqual([]);
    expect(await noticesTo(supplier)).toEqual([['NOTICE_CERTIFICATE_VERIFIED', { number: row.number }]]);
    expect(await changesOf(row)).toBe(2);
    expect(refusalOf(await review(row, 'VERIFY'))?.code).toBe('CERTIFICATE_VERIFIED_ALREADY');
  });

  it('rejects it with a reason, a verified one as well; it stays on record until it is put right', async () => {
    const row = await registered();
    expect(refusalOf(await review(row, 'REJECT', { reason: ' ' }))).toEqual({ code: 'CERTIFICATE_REASON_MISSING', field: 'reason' });
    valueOf(await review(row, 'VERIFY'));
    valueOf(await review(row, 'REJECT'));
    expect(await now(row)).toMatchObject({ state: 'REJECTED', reason: '查无此报告' });
    expect((await noticesTo(supplier)).at(-1)).toEqual(['NOTICE_CERTIFICATE_REJECTED', { number: row.number, reason: '查无此报告' }]);
    expect(refusalOf(await review(row, 'VERIFY'))?.code).toBe('CERTIFICATE_NOT_WAITING');
    expect(refusalOf(await withdraw(row))?.code).toBe('CERTIFICATE_REJECTED_STAYS');
    valueOf(await save(again(row, { number: `${row.number}-1` })));
    expect(await now(row)).toMatchObject({ state: 'DECLARED', reason: null });
  });

  it('refuses what has expired, another revision, and whoever is no department', async () => {
    expect(refusalOf(await review(await registered({ validUntil: '2026-11-22' }), 'VERIFY'))).toEqual({ code: 'CERTIFICATE_EXPIRED', field: 'verdict' });
    const row = await registered();
    expect(refusalOf(await review(row, 'VERIFY', { ifRevision: 2 }))?.code).toBe('REVISION_CHANGED');
    expect(refusalOf(await review(row, 'VERIFY', {}, supplier))?.code).toBe('NOT_FOUND');
    expect(await now(row)).toMatchObject({ state: 'DECLARED' });
  });
});

describe('the certificates of a product', () => {
  it('are those of its model and class; everybody reads them but the rejected and the withdrawn', async () => {
    const [id, other] = [await published('YS-PM37'), await published('YS-PM45')];
    const [byModel, byClass, elsewhere] = [await registered(), await registered({ models: [] }), await registered({ classIds: ['X.108'] })];
    await registered({}, rival);
    expect((await covering(ANONYMOUS, id)).map((row) => row.id)).toEqual([byModel.id, byClass.id]);
    expect((await covering(ANONYMOUS, other)).map((row) => row.id)).toEqual([byClass.id]);
    valueOf(await review(byModel, 'REJECT'));
    expect((await covering(ANONYMOUS, id)).map((row) => row.id)).toEqual([byClass.id]);
    expect((await covering(supplier, id)).map((row) => row.id)).toEqual([byModel.id, byClass.id]);
    valueOf(await withdraw(byClass));
    expect((await covering(supplier, id)).map((row) => row.id)).toEqual([byModel.id]);
    expect(await now(elsewhere)).toMatchObject({ state: 'DECLARED' });
  });
});
