import { Args, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { pageOfAudit } from '../platform/audit/audit-trail.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, cursorOf } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { AuditEntryConnection, AuditEntryNode, AuditTrailArgs } from './audit.admin.types.js';

@Resolver(() => AuditEntryNode)
export class AuditAdminResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => AuditEntryConnection, { description: '审计记录，最新在前。Who did what to which thing, when and why; newest first.' })
  @Access(department())
  async auditTrail(@Args() args: AuditTrailArgs, @Context() { viewer }: RequestContext): Promise<AuditEntryConnection> {
    const after = cursorOf(args)?.[0] ?? null;
    const filter = { subjectId: args.subjectId ?? null, organisationId: args.organisationId ?? null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfAudit(tx, filter, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }
}
