import type { Viewer } from '../core/access/viewer.js';
import type { ApplicationId, OrganisationId, ProductId } from '../core/ids/ids.js';
import type { DateText } from '../core/time/dates.js';
import type { Tx } from '../platform/db/tx.js';
import { visibleProducts, type VisibleProduct } from './product.store.js';

export type ApplicationState = 'SUBMITTED' | 'APPROVED' | 'RETURNED' | 'CANCELLED' | 'ENDED';

/** One application of one product for the recommended list, with what became of it. */
export interface ListApplicationRow {
  readonly id: ApplicationId;
  readonly productId: ProductId;
  readonly ownerId: OrganisationId;
  /** Revision that was handed in; of an approved one, the revision that was approved. */
  readonly productRevision: number;
  /** Departments that the clause of the class names in brackets; they decide. */
  readonly departments: string[];
  readonly clause: string;
  readonly statement: string;
  readonly state: ApplicationState;
  /** Why it was returned or ended. */
  readonly reason: string | null;
  readonly dueOn: DateText;
  readonly submittedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: OrganisationId | null;
  readonly endedAt: Date | null;
}

const APPLICATION = `id, product_id as "productId", owner_id as "ownerId", product_revision as "productRevision", departments, clause, statement, application_state as state, reason,
  due_on::text as "dueOn", submitted_at as "submittedAt", decided_at as "decidedAt", decided_by as "decidedBy", ended_at as "endedAt"`;

export async function insertApplications(tx: Tx, rows: readonly ListApplicationRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into catalogue_list_application (id, product_id, owner_id, product_revision, departments, clause, statement, application_state, due_on, submitted_at)
     select id, "productId", "ownerId", "productRevision", array(select jsonb_array_elements_text(departments)), clause, statement, state, "dueOn", "submittedAt"
     from jsonb_to_recordset($1::jsonb) as a(id text, "productId" text, "ownerId" text, "productRevision" integer, departments jsonb, clause text, statement text,
       state text, "dueOn" date, "submittedAt" timestamptz)`, [JSON.stringify(rows)]);
}

/** Applications with these ids that the tenant may change, locked until the transaction ends. */
export async function applicationsForChange(tx: Tx, ids: readonly string[]): Promise<Map<string, ListApplicationRow>> {
  const rows = await tx.query<ListApplicationRow>(`select ${APPLICATION} from catalogue_list_application where id = any($1) order by id for update`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Applications with these ids that the tenant may see; an owner may lock only those that wait. */
export async function applicationsByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, ListApplicationRow>> {
  const rows = await tx.query<ListApplicationRow>(`select ${APPLICATION} from catalogue_list_application where id = any($1)`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The applications of these products that wait or were approved, one for each product at most. */
export async function liveApplications(tx: Tx, productIds: readonly string[]): Promise<Map<string, ListApplicationRow>> {
  const rows = await tx.query<ListApplicationRow>(
    `select ${APPLICATION} from catalogue_list_application where product_id = any($1) and application_state in ('SUBMITTED', 'APPROVED')`, [productIds]);
  return new Map(rows.map((row) => [row.productId, row]));
}

/** Writes the state of applications and who decided. `memberId`: who decides or ends; null when a supplier takes its own back. */
export async function saveApplications(tx: Tx, rows: readonly ListApplicationRow[], by: { readonly organisationId: string; readonly memberId: string } | null): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update catalogue_list_application a set application_state = c.state, reason = c.reason, product_revision = c."productRevision",
       decided_at = c."decidedAt", decided_by = c."decidedBy", decider_member_id = case when c.state in ('APPROVED', 'RETURNED') then $3 else decider_member_id end,
       ended_at = c."endedAt", ended_by = case when c.state = 'ENDED' then $2 else ended_by end
     from jsonb_to_recordset($1::jsonb) as c(id text, state text, reason text, "productRevision" integer, "decidedAt" timestamptz, "decidedBy" text, "endedAt" timestamptz)
     where a.id = c.id`, [JSON.stringify(rows), by?.organisationId ?? null, by?.memberId ?? null]);
}

/** Puts products on the list or, with null, takes them off. */
export async function setRecommendedAt(tx: Tx, productIds: readonly ProductId[], at: Date | null): Promise<void> {
  if (productIds.length > 0) await tx.query('update catalogue_product set recommended_at = $2 where id = any($1)', [productIds, at]);
}

export interface ApplicationFilter {
  readonly state: ApplicationState | null;
  readonly ownerId: string | null;
  readonly productId: string | null;
  /** Only those routed to this department, by its name in the work plan. */
  readonly department: string | null;
}

/** One page of applications, the latest first. `after`: the last id of the page before, or null. */
export async function pageOfApplications(tx: Tx, filter: ApplicationFilter, limit: number, after: string | null): Promise<ListApplicationRow[]> {
  return tx.query<ListApplicationRow>(
    `select ${APPLICATION} from catalogue_list_application
     where ($1::text is null or application_state = $1) and ($2::text is null or owner_id = $2) and ($3::text is null or product_id = $3)
       and ($4::text is null or $4 = any(departments)) and ($5::text is null or id < $5)
     order by id desc limit $6`, [filter.state, filter.ownerId, filter.productId, filter.department, after, limit]);
}

/** Applications that wait, the one due first at the top. `after`: due date and id of the last row before, or null. */
export async function pageOfApplicationQueue(tx: Tx, department: string | null, limit: number, after: readonly [dueOn: string, id: string] | null): Promise<ListApplicationRow[]> {
  return tx.query<ListApplicationRow>(
    `select ${APPLICATION} from catalogue_list_application
     where application_state = 'SUBMITTED' and ($1::text is null or $1 = any(departments)) and ($2::date is null or (due_on, id) > ($2, $3::text))
     order by due_on, id limit $4`, [department, after?.[0] ?? null, after?.[1] ?? null, limit]);
}

/** One page of published products on the list, the latest first. `after`: time and id of the last row before, or null. */
export async function pageOfRecommended(
  tx: Tx, viewer: Viewer, classIds: readonly string[] | null, limit: number, after: readonly [at: string, id: string] | null,
): Promise<VisibleProduct[]> {
  const rows = await tx.query<{ id: ProductId }>(
    `select id from catalogue_product
     where recommended_at is not null and state = 'PUBLISHED' and ($1::text[] is null or class_id = any($1)) and ($2::timestamptz is null or (recommended_at, id) < ($2, $3::text))
     order by recommended_at desc, id desc limit $4`, [classIds, after?.[0] ?? null, after?.[1] ?? null, limit]);
  return visibleProducts(tx, viewer, rows.map(({ id }) => id));
}
