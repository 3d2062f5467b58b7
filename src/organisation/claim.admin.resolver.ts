import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { regionAnsweredFor } from '../core/organisation/on-behalf/read-region.js';
import { shanghaiDate } from '../core/time/dates.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { filesById } from '../platform/files/file.store.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, PageArgs } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { ClaimConnection, ClaimNode, DecideClaimInput, DecideClaimResult, type ClaimDecided } from './claim.admin.types.js';
import { pageOfClaims } from './claim.store.js';
import { DecideClaims } from './decide-claims.js';
import { isProvincial } from './enter-enterprises.js';
import { organisationsByIds, visibleOrganisations } from './organisation.store.js';

/** Claims as departments decide them. */
@Resolver(() => ClaimNode)
export class ClaimAdminResolver {
  constructor(private readonly database: AppDatabase, private readonly deciding: DecideClaims, private readonly answers: Answers) {}

  @Query(() => ClaimConnection, { description: '本部门管辖范围内待审的认领和接管申请，最先到期的在前。Claims that wait for a decision, to enterprises the viewer’s department answers for, the one due first at the top.' })
  @Access(department('REVIEWER'))
  async claimQueue(@Args() page: PageArgs, @Context() { viewer, receivedAt }: RequestContext): Promise<ClaimConnection> {
    const key = cursorOf(page, 2);
    const after = key === null ? null : [String(key[0]), String(key[1])] as const;
    const today = shanghaiDate(receivedAt);
    const rows = await this.database.read(scopeOf(viewer), async (tx): Promise<ClaimNode[]> => {
      const [bureau] = isMember(viewer) ? await organisationsByIds(tx, [viewer.organisationId]) : [];
      if (bureau === undefined) return [];
      const claims = await pageOfClaims(tx, isProvincial(bureau) ? '' : regionAnsweredFor(bureau.regionCode), page.first + 1, after);
      const organisations = new Map((await visibleOrganisations(tx, viewer, claims.map((claim) => claim.organisationId))).map((one) => [one.id, one]));
      const files = await filesById(tx, claims.flatMap((claim) => claim.evidenceFileIds));
      return claims.flatMap((claim) => {
        const organisation = organisations.get(claim.organisationId);
        const evidence = claim.evidenceFileIds.map((fileId) => ({ fileId, name: files.get(fileId)?.name ?? '' }));
        return organisation === undefined ? [] : [{ ...claim, organisation, evidence, overdue: claim.dueOn < today }];
      });
    });
    return connection(rows, page, (row) => [row.dueOn, row.id]);
  }

  @Mutation(() => DecideClaimResult, {
    description: '决定一项认领或接管申请；批准后申请人成为管理员。Decides a claim; on approval the claimant becomes an owner and the former owners what the decision says.',
  })
  @Access(department('REVIEWER'))
  async decideClaim(@Args('input') input: DecideClaimInput, @Context() context: RequestContext): Promise<ClaimDecided | Refusal> {
    const { idempotencyKey, claimId, approve, reason, formerOwners } = input;
    const [outcome] = await this.deciding.run(deedRequest(context, idempotencyKey), [{ claimId, approve, reason: reason ?? null, formerOwners: formerOwners ?? null }]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : { claimId: answer.id, state: answer.state };
  }
}
