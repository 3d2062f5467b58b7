import { Args, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { addDays, type DateText } from '../core/time/dates.js';
import { pageOfAudit, unchainedAudit } from '../platform/audit/audit-trail.js';
import { verifyAudit } from '../platform/audit/verify-audit.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, cursorOf } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { AuditEntryConnection, AuditEntryNode, AuditTrailArgs, AuditVerification, VerifyAuditArgs } from './audit.admin.types.js';

@Resolver(() => AuditEntryNode)
export class AuditAdminResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => AuditEntryConnection, { description: '审计记录，最新在前；可按对象、单位、操作、成员、期间筛选。Who did what to which thing, when and why; newest first. Refuses a period that is reversed: AUDIT_PERIOD_WRONG.' })
  @Access(department())
  async auditTrail(@Args() args: AuditTrailArgs, @Context() { viewer }: RequestContext): Promise<AuditEntryConnection> {
    const after = cursorOf(args)?.[0] ?? null;
    const { from, to } = args;
    if (from && to && to < from) throwInput('AUDIT_PERIOD_WRONG', 'to');
    const filter = {
      subjectId: args.subjectId ?? null, organisationId: args.organisationId ?? null, deed: args.deed ?? null, memberId: args.memberId ?? null,
      from: from ? startOf(from) : null, before: to ? startOf(addDays(to, 1)) : null,
    };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfAudit(tx, filter, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }

  @Query(() => AuditVerification, { description: '核验审计链的一段，每次至多 10,000 条，给出第一个断点；从 nextFrom 接着核验。Whether a stretch of the audit chain is as it was chained, at most 10,000 entries at once; go on at `nextFrom`. Refuses places in the wrong order: AUDIT_RANGE_WRONG.' })
  @Access(department())
  async verifyAudit(@Args() { from, to }: VerifyAuditArgs, @Context() { viewer }: RequestContext): Promise<AuditVerification> {
    const [first, last] = [BigInt(from), to === null || to === undefined ? null : BigInt(to)];
    if (last !== null && last < first) throwInput('AUDIT_RANGE_WRONG', 'to');
    return this.database.read(scopeOf(viewer), async (tx) => ({ ...await verifyAudit(tx, first, last), unchained: await unchainedAudit(tx) }));
  }
}

const startOf = (day: DateText): Date => new Date(`${day}T00:00:00+08:00`);
