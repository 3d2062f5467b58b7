import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { linkState } from '../core/organisation/on-behalf/confirmation.js';
import { contactVisibleTo } from '../core/organisation/on-behalf/visible-contact.js';
import { latestLinks, pageOfOnBehalf, visibleOrganisations } from '../organisation/index.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { Messages } from '../platform/messages/messages.js';
import { ImportOnBehalf, type ImportedRow } from './import-on-behalf.js';
import { IssueConfirmationLinks } from './issue-confirmation-links.js';
import {
  ImportOnBehalfInput, ImportOnBehalfResult, IssueConfirmationLinksInput, IssueConfirmationLinksResult, OnBehalfEntryConnection, OnBehalfEntryNode, RecordsOnBehalfArgs,
  type ConfirmationLinksIssued, type OnBehalfImported, type OnBehalfRowNode,
} from './on-behalf.admin.types.js';
import { demandsOnBehalfOf } from './on-behalf.store.js';
import { onBehalfDemandNode } from './on-behalf.types.js';

/** What a bureau does on behalf of enterprises that cannot do it themselves. */
@Resolver(() => OnBehalfEntryNode)
export class OnBehalfAdminResolver {
  constructor(
    private readonly database: AppDatabase, private readonly importing: ImportOnBehalf, private readonly issuing: IssueConfirmationLinks,
    private readonly answers: Answers, private readonly messages: Messages,
  ) {}

  @Mutation(() => ImportOnBehalfResult, {
    description: '代填报：导入企业或需求表，待企业确认后才公开、才参与匹配。Enters enterprises or demands on behalf of enterprises; nothing of it is public or matched until they confirm.',
  })
  @Access(department('REVIEWER', 'EVENTS'))
  async importOnBehalf(@Args('input') input: ImportOnBehalfInput, @Context() context: RequestContext): Promise<OnBehalfImported | Refusal> {
    const { idempotencyKey, fileId, kind, dryRun } = input;
    const outcome = await this.importing.run(deedRequest(context, idempotencyKey), { fileId, kind, dryRun });
    if (!outcome.ok) return this.answers.refusal(context, outcome.refusal);
    const rows = outcome.value;
    const count = (...verdicts: ImportedRow['verdict'][]): number => rows.filter((row) => verdicts.includes(row.verdict)).length;
    return {
      dryRun, rowsTotal: rows.length, rowsTaken: count('OK', 'WARN'), rowsSkipped: count('SKIP'), rowsRejected: count('REJECT'),
      rows: rows.map((row) => this.worded(row, context)),
    };
  }

  @Mutation(() => IssueConfirmationLinksResult, {
    description: '为企业发放一次性确认链接，由部门自行发送；再次发放则原链接失效。Issues single-use links for the department to send out; issuing again ends the earlier ones.',
  })
  @Access(department('REVIEWER', 'EVENTS'))
  async issueConfirmationLinks(@Args('input') input: IssueConfirmationLinksInput, @Context() context: RequestContext): Promise<ConfirmationLinksIssued> {
    const { organisationIds, validDays } = input;
    const outcomes = await this.issuing.run(deedRequest(context), organisationIds.map((organisationId) => ({ organisationId, validDays })));
    const { values, refusals } = this.answers.many(context, outcomes);
    return { links: values.map(({ id, ...link }) => ({ organisationId: id, ...link })), refusals };
  }

  @Query(() => OnBehalfEntryConnection, { description: '代填报的企业及确认情况，最新的在前。Enterprises entered on behalf and whether they have confirmed, newest first.' })
  @Access(department())
  async recordsOnBehalf(@Args() args: RecordsOnBehalfArgs, @Context() { viewer, receivedAt }: RequestContext): Promise<OnBehalfEntryConnection> {
    const after = cursorOf(args)?.[0] ?? null;
    const filter = { state: args.state ?? null, enteredBy: args.ownOnly && isMember(viewer) ? viewer.organisationId : null };
    const rows = await this.database.read(scopeOf(viewer), async (tx): Promise<OnBehalfEntryNode[]> => {
      const records = await pageOfOnBehalf(tx, filter, args.first + 1, after === null ? null : String(after));
      const ids = records.map((record) => record.organisationId);
      const organisations = new Map((await visibleOrganisations(tx, viewer, ids)).map((one) => [one.id, one]));
      const links = await latestLinks(tx, ids);
      const demands = await demandsOnBehalfOf(tx, ids, ['UNCONFIRMED', 'CONFIRMED']);
      return records.flatMap((record) => {
        const organisation = organisations.get(record.organisationId);
        const link = links.get(record.organisationId);
        if (organisation === undefined) return [];
        return [{
          ...contactVisibleTo(viewer, record), organisation, linkState: link === undefined ? null : linkState(link, receivedAt), linkExpiresAt: link?.expiresAt ?? null,
          demands: demands.filter((demand) => demand.ownerId === record.organisationId).map(onBehalfDemandNode),
        }];
      });
    });
    return connection(rows, args, (row) => [row.organisation.id]);
  }

  private worded({ number, verdict, creditCode, label, organisationId, demandOnBehalfId, remarks }: ImportedRow, context: RequestContext): OnBehalfRowNode {
    return {
      number, verdict, creditCode, label, organisationId, demandOnBehalfId,
      remarks: remarks.map((remark) => ({
        column: remark.column, code: remark.said.code, verdict: remark.verdict, original: remark.original,
        message: this.messages.render(remark.said.code, remark.said.params, context.locale),
      })),
    };
  }
}
