import { asCovering, coverageOf, type CertificateContent, type CertificateState, type CoveringCertificate } from '../core/catalogue/certificate.js';
import type { CertificateId, FileId, OrganisationId, ProductId } from '../core/ids/ids.js';
import { modelKey, wordKey } from '../core/text/fold.js';
import type { DateText } from '../core/time/dates.js';
import type { Tx } from '../platform/db/tx.js';

/** A certificate of a supplier with what a department said of it. */
export interface CertificateRow extends CertificateContent {
  readonly id: CertificateId;
  readonly ownerId: OrganisationId;
  /** Proof of it, a file of the supplier: for the supplier and the departments alone. */
  readonly evidenceFileId: FileId | null;
  readonly state: CertificateState;
  /** Why it was rejected. */
  readonly reason: string | null;
  readonly revision: number;
  /** Day by which a department should have looked at it. */
  readonly dueOn: DateText;
  readonly registeredAt: Date;
  readonly updatedAt: Date;
  readonly checkedAt: Date | null;
  /** Department that verified or rejected it. */
  readonly checkedBy: OrganisationId | null;
}

const CERTIFICATE = `c.id, c.owner_id as "ownerId", c.kind, c.number, c.issuer, c.scope, c.models, c.class_ids as "classIds", c.valid_from::text as "validFrom", c.valid_until::text as "validUntil",
  c.energy_grade as "energyGrade", c.standard, c.evidence_file_id as "evidenceFileId", c.state, c.reason, c.revision, c.due_on::text as "dueOn", c.registered_at as "registeredAt",
  c.updated_at as "updatedAt", c.checked_at as "checkedAt", c.checked_by as "checkedBy"`;

const RECORD = `id text, "ownerId" text, kind text, number text, "numberKey" text, issuer text, "issuerKey" text, scope text, models jsonb, "modelKeys" jsonb, "classIds" jsonb,
  "validFrom" date, "validUntil" date, "energyGrade" smallint, standard text, "evidenceFileId" text, state text, reason text, revision integer, "dueOn" date,
  "registeredAt" timestamptz, "updatedAt" timestamptz, "checkedAt" timestamptz, "checkedBy" text`;

const recordsOf = (rows: readonly CertificateRow[]): string =>
  JSON.stringify(rows.map((row) => ({ ...row, numberKey: wordKey(row.number), issuerKey: wordKey(row.issuer), modelKeys: row.models.map(modelKey) })));

/** Lets one change of an organisation's certificates at a time decide, so that no number is registered twice. */
export async function lockCertificatesOf(tx: Tx, ownerId: OrganisationId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('catalogue_certificate ' || $1, 0))`, [ownerId]);
}

/** Those of an organisation that were not taken back, under `lockCertificatesOf`; it has at most as many as the deeds allow. */
export async function liveCertificatesOf(tx: Tx, ownerId: OrganisationId): Promise<CertificateRow[]> {
  return tx.query<CertificateRow>(`select ${CERTIFICATE} from catalogue_certificate c where c.owner_id = $1 and c.state <> 'WITHDRAWN'`, [ownerId]);
}

export async function insertCertificates(tx: Tx, rows: readonly CertificateRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into catalogue_certificate (id, owner_id, kind, number, number_key, issuer, issuer_key, scope, models, model_keys, class_ids, valid_from, valid_until, energy_grade,
       standard, evidence_file_id, state, reason, revision, due_on, registered_at, updated_at)
     select id, "ownerId", kind, number, "numberKey", issuer, "issuerKey", scope, array(select jsonb_array_elements_text(models)), array(select jsonb_array_elements_text("modelKeys")),
       array(select jsonb_array_elements_text("classIds")), "validFrom", "validUntil", "energyGrade", standard, "evidenceFileId", state, reason, revision, "dueOn", "registeredAt", "updatedAt"
     from jsonb_to_recordset($1::jsonb) as r(${RECORD})`, [recordsOf(rows)]);
}

/** Writes content, state and verdict. `checkerMemberId`: who reviews; null when the supplier changes its own, which forgets the checker. */
export async function saveCertificates(tx: Tx, rows: readonly CertificateRow[], checkerMemberId: string | null): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update catalogue_certificate c set kind = r.kind, number = r.number, number_key = r."numberKey", issuer = r.issuer, issuer_key = r."issuerKey", scope = r.scope,
       models = array(select jsonb_array_elements_text(r.models)), model_keys = array(select jsonb_array_elements_text(r."modelKeys")),
       class_ids = array(select jsonb_array_elements_text(r."classIds")), valid_from = r."validFrom", valid_until = r."validUntil", energy_grade = r."energyGrade", standard = r.standard,
       evidence_file_id = r."evidenceFileId", state = r.state, reason = r.reason, revision = r.revision, due_on = r."dueOn", updated_at = r."updatedAt",
       checked_at = r."checkedAt", checked_by = r."checkedBy", checker_member_id = $2
     from jsonb_to_recordset($1::jsonb) as r(${RECORD}) where c.id = r.id`, [recordsOf(rows), checkerMemberId]);
}

/** Certificates with these ids that a department may look at, locked until the transaction ends. */
export async function certificatesForReview(tx: Tx, ids: readonly CertificateId[]): Promise<Map<string, CertificateRow>> {
  const rows = await tx.query<CertificateRow>(
    `select ${CERTIFICATE} from catalogue_certificate c where c.id = any($1) and c.state in ('DECLARED', 'VERIFIED') order by c.id for update`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Certificates with these ids that the tenant may see. */
export async function certificatesByIds(tx: Tx, ids: readonly CertificateId[]): Promise<Map<string, CertificateRow>> {
  const rows = await tx.query<CertificateRow>(`select ${CERTIFICATE} from catalogue_certificate c where c.id = any($1)`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whose these certificates are, each organisation once. */
export async function ownersOfCertificates(tx: Tx, ids: readonly string[]): Promise<OrganisationId[]> {
  const rows = await tx.query<{ ownerId: OrganisationId }>('select distinct owner_id as "ownerId" from catalogue_certificate where id = any($1)', [ids]);
  return rows.map(({ ownerId }) => ownerId);
}

/** What tells which certificates speak for a product. */
export interface CoverableProduct {
  readonly id: ProductId;
  readonly ownerId: OrganisationId;
  readonly modelKey: string;
  readonly classId: string;
}

/** Certificates that speak for these products, at most 1,000 of them, by product; those that their suppliers took back are left out. */
export async function certificatesOfProducts(tx: Tx, products: readonly CoverableProduct[]): Promise<Map<ProductId, CertificateRow[]>> {
  if (products.length === 0) return new Map();
  const distinct = (of: (product: CoverableProduct) => string): string[] => [...new Set(products.map(of))];
  const rows = await tx.query<CertificateRow>(
    `select ${CERTIFICATE} from catalogue_certificate c
     where c.owner_id = any($1) and c.state <> 'WITHDRAWN' and (c.model_keys = '{}' and c.class_ids && $3::text[] or c.model_keys && $2::text[])
     order by c.id`, [distinct((one) => one.ownerId), distinct((one) => one.modelKey), distinct((one) => one.classId)]);
  const byOwner = new Map<string, { readonly row: CertificateRow; readonly covers: ReturnType<typeof coverageOf> }[]>();
  for (const row of rows) {
    const own = byOwner.get(row.ownerId) ?? [];
    own.push({ row, covers: coverageOf(row) });
    byOwner.set(row.ownerId, own);
  }
  return new Map(products.map((product) => [product.id, (byOwner.get(product.ownerId) ?? []).flatMap(({ row, covers }) => (covers(product) ? [row] : []))]));
}

/** As `certificatesOfProducts`, as far as the energy gate and matching read them. */
export async function coveringCertificates(tx: Tx, products: readonly CoverableProduct[]): Promise<Map<ProductId, CoveringCertificate[]>> {
  return new Map([...await certificatesOfProducts(tx, products)].map(([id, rows]) => [id, rows.flatMap((row) => asCovering(row) ?? [])]));
}

/** One page of certificates, of one organisation or of all that the tenant may see, the latest first. `after`: the last id of the page before, or null. */
export async function pageOfCertificates(tx: Tx, ownerId: string | null, state: CertificateState | null, limit: number, after: string | null): Promise<CertificateRow[]> {
  return tx.query<CertificateRow>(
    `select ${CERTIFICATE} from catalogue_certificate c
     where ($1::text is null or c.owner_id = $1) and ($2::text is null or c.state = $2) and ($3::text is null or c.id < $3) order by c.id desc limit $4`, [ownerId, state, after, limit]);
}

/** Certificates that wait for a department, the one due first at the top. `after`: due date and id of the last row before, or null. */
export async function pageOfCertificateQueue(tx: Tx, ownerId: string | null, limit: number, after: readonly [dueOn: string, id: string] | null): Promise<CertificateRow[]> {
  return tx.query<CertificateRow>(
    `select ${CERTIFICATE} from catalogue_certificate c
     where c.state = 'DECLARED' and ($1::text is null or c.owner_id = $1) and ($2::date is null or (c.due_on, c.id) > ($2, $3::text))
     order by c.due_on, c.id limit $4`, [ownerId, after?.[0] ?? null, after?.[1] ?? null, limit]);
}
