import type { OrganisationId } from '../core/ids/ids.js';
import type { Tx } from '../platform/db/tx.js';
import type { OrganisationState } from './organisation.entity.js';

/** The sandbox of an enterprise as its people see it. */
export interface SandboxRow {
  readonly id: OrganisationId;
  readonly name: string;
  /** When it was opened, or emptied last. */
  readonly since: Date;
}

/** What a sandbox takes over of its enterprise: where it is and what it deals in, so that matching answers as in the market. */
export interface SandboxToWrite {
  readonly id: OrganisationId;
  readonly of: OrganisationId;
  readonly name: string;
  readonly at: Date;
}

/** Makes the deeds on the sandbox of one enterprise wait for one another. */
export async function lockSandboxOf(tx: Tx, organisationId: OrganisationId): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('organisation_sandbox ' || $1, 0))`, [organisationId]);
}

/** The sandbox that is open, or null. */
export async function openSandboxOf(tx: Tx, organisationId: OrganisationId): Promise<SandboxRow | null> {
  const [row] = await tx.query<SandboxRow>(
    `select id, name, created_at as since from organisation where sandbox_of = $1 and state <> 'CLOSED'`, [organisationId]);
  return row ?? null;
}

/** How many sandboxes of an enterprise were begun after a moment, those that were emptied since among them. */
export async function sandboxesSince(tx: Tx, organisationId: OrganisationId, since: Date): Promise<number> {
  const [row] = await tx.query<{ n: number }>('select count(*)::integer as n from organisation where sandbox_of = $1 and created_at > $2', [organisationId, since]);
  return row?.n ?? 0;
}

/** Writes a sandbox, under `lockSandboxOf`; nobody is a member of it and no department has it to review. */
export async function insertSandbox(tx: Tx, { id, of, name, at }: SandboxToWrite): Promise<void> {
  await tx.query(
    `insert into organisation (id, sandbox_of, kind, name, branch, region_code, industry_code, size_class, trades, state, approved_at, created_at)
     select $1::text, o.id, 'ENTERPRISE', $3, $1::text::ltree, o.region_code, o.industry_code, o.size_class, o.trades, 'APPROVED', $4::timestamptz, $4::timestamptz from organisation o where o.id = $2`, [id, of, name, at]);
}

/** Closes a sandbox for good: no token leads to it any more, and whatever lies in it is nobody's. */
export async function closeSandbox(tx: Tx, id: OrganisationId): Promise<void> {
  const closed: OrganisationState = 'CLOSED';
  await tx.query('update organisation set state = $2 where id = $1', [id, closed]);
}

/** The name of an organisation, for the tenant itself. */
export async function nameOf(tx: Tx, organisationId: OrganisationId): Promise<string> {
  const [row] = await tx.query<{ name: string }>('select name from organisation where id = $1', [organisationId]);
  return row?.name ?? '';
}
