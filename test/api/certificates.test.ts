import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry, type Member } from '../factories/organisations.js';
import { runHouse, type RunningHouse } from './harness.js';

let house: RunningHouse;
let registry: Registry;
let officer: Member;
let supplier: Member;
let buyer: Member;
beforeAll(async () => {
  house = await runHouse();
  registry = await Registry.open(house, house.market);
  officer = await registry.member({ kind: 'DEPARTMENT', name: '省市场监管局' });
  supplier = await registry.member({ name: '压缩机厂' });
  buyer = await registry.member({ name: '水泥厂' });
}, 120_000);
afterAll(async () => {
  await registry.close();
  await house.close();
});

const COMPRESSOR = 'X.109';
const CERTIFICATE = 'Certificate { id state standing reason dueOn revision checkedBy }';
const day = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** A compressor whose grade is claimed and proven by nothing, and an open line that asks for compressors. */
async function unproven(model: string): Promise<{ productId: string; demandId: string }> {
  const { id: productId } = await house.market.done<{ id: string }>('createProduct', { classId: COMPRESSOR, name: '螺杆空压机', model, priceCny: '120000', energyGrade: 1 }, 'Product { id }', supplier);
  await house.market.done('publishProducts', { productIds: [productId] }, 'ProductBatch { refusals { code } }', supplier);
  const { id: demandId } = await house.market.done<{ id: string }>('createDemand', {
    title: '更新空压机', regionCode: '140100', visibility: 'PUBLIC', noStateSecretConfirmed: true, lines: [{ classIds: [COMPRESSOR], quantity: '1', unit: '台' }],
  }, 'Demand { id }', buyer);
  await house.market.done('publishDemand', { demandId }, 'Demand { id }', buyer);
  await house.until('the product is copied', async () => (await house.sql('select from matching_product where product_id = $1', [productId])).length > 0);
  return { productId, demandId };
}
const report = (model: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  kind: 'ENERGY_REPORT', number: `NX-${model}`, issuer: '国家压缩机质检中心', models: [model.toLowerCase()], validFrom: '2026-06-30', validUntil: day(400), energyGrade: 1, standard: 'GB 19153-2019', ...changes,
});
const recommended = async ({ demandId, productId }: { productId: string; demandId: string }): Promise<boolean> => {
  const { demand } = await house.market.ask<{ demand: { lines: { matches: { product: { id: string } | null }[] }[] } }>(
    'query ($id: ID!) { demand(id: $id) { lines { matches(first: 50) { product { id } } } } }', { id: demandId }, buyer);
  return demand.lines.some(({ matches }) => matches.some(({ product }) => product?.id === productId));
};
const review = (certificateId: string, verdict: string, more: Record<string, unknown> = {}) => house.admin.done('reviewCertificate', { certificateId, verdict, ...more }, CERTIFICATE, officer);
const records = async (productId: string, asking: Member | undefined): Promise<object[]> => (await house.market.ask<{ product: { certificateRecords: object[] } }>(
  'query ($id: ID!) { product(id: $id) { certificateRecords { number standing checkedBy } } }', { id: productId }, asking)).product.certificateRecords;
const remarks = async (productId: string): Promise<string[]> => (await house.market.ask<{ product: { remarks: { code: string }[] } }>(
  'query ($id: ID!) { product(id: $id) { remarks { code text } } }', { id: productId }, supplier)).product.remarks.map(({ code }) => code);
const evidence = async (): Promise<string> => {
  const form = new FormData();
  form.append('file', new Blob(['%PDF-1.4 检测报告']), '检测报告.pdf');
  const uploaded = await fetch(`${house.market.url}/files/evidence`, { method: 'POST', body: form, headers: { authorization: `Bearer ${supplier.token}` } });
  return (await uploaded.json() as { fileId: string }).fileId;
};

describe('a compressor whose grade nobody proved', () => {
  it('is recommended with a registered report, which a department verifies and everybody sees', async () => {
    const pair = await unproven('YS-PM37');
    expect(await remarks(pair.productId)).toContain('ENERGY_DOCUMENT_MISSING');
    expect(await recommended(pair)).toBe(false);
    const evidenceFileId = await evidence();
    const { id, ...declared } = await house.market.done<{ id: string }>('registerCertificate', report('YS-PM37', { evidenceFileId }), CERTIFICATE, supplier);
    expect(declared).toMatchObject({ state: 'DECLARED', standing: 'DECLARED', revision: 1 });
    expect(await remarks(pair.productId)).toContain('ENERGY_DOCUMENT_UNVERIFIED');
    const { certificateQueue } = await house.admin.ask('{ certificateQueue { nodes { id number evidenceFileId overdue supplier { name } } } }', {}, officer);
    expect(certificateQueue).toEqual({ nodes: [{ id, number: 'NX-YS-PM37', evidenceFileId, overdue: false, supplier: { name: '压缩机厂' } }] });
    const shown = await fetch(`${house.admin.url}/files/evidence/${evidenceFileId}`, { headers: { authorization: `Bearer ${officer.token}` } });
    expect([shown.status, await shown.text()]).toEqual([200, '%PDF-1.4 检测报告']);
    expect(await review(id, 'VERIFY', { ifRevision: 1 })).toMatchObject({ state: 'VERIFIED', standing: 'VERIFIED', checkedBy: officer.organisationId });
    await house.until('it is recommended', () => recommended(pair));
    expect(await remarks(pair.productId)).toContain('ENERGY_DOCUMENT_VERIFIED');
    expect(await records(pair.productId, undefined)).toEqual([{ number: 'NX-YS-PM37', standing: 'VERIFIED', checkedBy: officer.organisationId }]);
    expect((await house.market.graphql('query ($id: ID!) { product(id: $id) { certificateRecords { evidenceFileId } } }', { id: pair.productId })).errors).not.toEqual([]);
  }, 60_000);

  it('is dropped when the report is rejected; its supplier reads why, others see nothing of it', async () => {
    const pair = await unproven('YS-PM45');
    const { id } = await house.market.done<{ id: string }>('registerCertificate', report('YS-PM45'), CERTIFICATE, supplier);
    await house.until('it is recommended as declared', () => recommended(pair));
    expect(await house.admin.refused('reviewCertificate', { certificateId: id, verdict: 'REJECT' }, CERTIFICATE, officer)).toMatchObject({ code: 'CERTIFICATE_REASON_MISSING', field: 'reason' });
    await review(id, 'REJECT', { reason: '检测机构查无此报告' });
    await house.until('it is dropped', async () => !(await recommended(pair)));
    expect(await remarks(pair.productId)).toContain('ENERGY_DOCUMENT_REJECTED');
    expect([await records(pair.productId, undefined), await records(pair.productId, supplier)]).toEqual([[], [expect.objectContaining({ standing: 'REJECTED' })]]);
    const { myCertificates } = await house.market.ask('{ myCertificates(state: REJECTED) { nodes { id reason } } }', {}, supplier);
    expect(myCertificates).toEqual({ nodes: [{ id, reason: '检测机构查无此报告' }] });
    const { certificates } = await house.admin.ask('query ($ownerId: ID!) { certificates(ownerId: $ownerId, state: REJECTED) { nodes { id reason checkedBy } } }', { ownerId: supplier.organisationId }, officer);
    expect(certificates).toEqual({ nodes: [{ id, reason: '检测机构查无此报告', checkedBy: officer.organisationId }] });
    const texts = async (): Promise<string[]> => (await house.market.ask<{ inbox: { nodes: { text: string }[] } }>('{ inbox(first: 50) { nodes { text } } }', {}, supplier)).inbox.nodes.map(({ text }) => text);
    await house.until('the supplier is told', async () => (await texts()).some((text) => text.includes('NX-YS-PM45') && text.includes('查无此报告')));
  }, 60_000);

  it('is not helped by a report that ended yesterday, and is by one that ends today', async () => {
    const pair = await unproven('YS-PM55');
    const { id } = await house.market.done<{ id: string }>('registerCertificate', report('YS-PM55', { validFrom: '2020-01-01', validUntil: day(0) }), CERTIFICATE, supplier);
    await house.until('it is recommended', () => recommended(pair));
    const ended = await house.market.done('reviseCertificate', { certificateId: id, ifRevision: 1, ...report('YS-PM55', { validFrom: '2020-01-01', validUntil: day(-1) }) }, CERTIFICATE, supplier);
    expect(ended).toMatchObject({ state: 'DECLARED', standing: 'EXPIRED', revision: 2 });
    await house.until('it is dropped', async () => !(await recommended(pair)));
    expect(await remarks(pair.productId)).toContain('ENERGY_DOCUMENT_EXPIRED');
    expect(await house.admin.refused('reviewCertificate', { certificateId: id, verdict: 'VERIFY' }, CERTIFICATE, officer)).toMatchObject({ code: 'CERTIFICATE_EXPIRED', message: expect.stringContaining(day(-1)) });
  }, 60_000);
});

describe('a certificate', () => {
  it('is refused in Chinese, and nothing is written', async () => {
    const before = await house.counts('catalogue_certificate');
    expect(await house.market.refused('registerCertificate', report('A-1', { validUntil: '2026-06-29' }), CERTIFICATE, supplier))
      .toMatchObject({ code: 'CERTIFICATE_ENDS_BEFORE_IT_BEGINS', field: 'validUntil', message: '有效期截止日 2026-06-29 早于起始日 2026-06-30，请更正' });
    expect(await house.market.refused('registerCertificate', report('A-1'), CERTIFICATE, await registry.member({ roles: ['VIEWER'] }))).toMatchObject({ code: 'ROLE_MISSING' });
    expect(await house.counts('catalogue_certificate')).toEqual(before);
  });

  it('is taken back by its supplier alone', async () => {
    const { id } = await house.market.done<{ id: string }>('registerCertificate', report('A-2'), CERTIFICATE, supplier);
    expect(await house.market.refused('withdrawCertificate', { certificateId: id }, CERTIFICATE, buyer)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await house.market.done('withdrawCertificate', { certificateId: id }, CERTIFICATE, supplier)).toMatchObject({ state: 'WITHDRAWN', standing: 'WITHDRAWN' });
  });
});
