import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { shanghaiDate } from '../core/time/dates.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { EndSubstitutes, NameSubstitutes } from './name-substitutes.js';
import { visibleOrganisations } from './organisation.store.js';
import {
  EndSubstituteInput, EndSubstituteResult, NameSubstituteInput, NameSubstituteResult, SubstituteNode, type SubstituteEnded, type SubstituteNamed,
} from './substitute.admin.types.js';
import { substitutesOf } from './substitute.store.js';

const SHOWN_MAX = 100;

/** Departments that stand in for each other. */
@Resolver(() => SubstituteNode)
export class SubstituteAdminResolver {
  constructor(private readonly database: AppDatabase, private readonly naming: NameSubstitutes, private readonly ending: EndSubstitutes, private readonly answers: Answers) {}

  @Query(() => [SubstituteNode], { description: '本部门委托的和受托的，今天及以后，至多 100 条。Who stands in for the viewer’s department and for whom it does, today or later, at most 100.' })
  @Access(department())
  async substitutes(@Context() { viewer, receivedAt }: RequestContext): Promise<SubstituteNode[]> {
    if (!isMember(viewer)) return [];
    return this.database.read(scopeOf(viewer), async (tx) => {
      const rows = await substitutesOf(tx, viewer.organisationId, shanghaiDate(receivedAt), SHOWN_MAX);
      const departments = new Map((await visibleOrganisations(tx, viewer, rows.flatMap((row) => [row.departmentId, row.substituteId]))).map((one) => [one.id, one]));
      return rows.flatMap((row) => {
        const [own, other] = [departments.get(row.departmentId), departments.get(row.substituteId)];
        return own === undefined || other === undefined ? [] : [{ ...row, department: own, substitute: other }];
      });
    });
  }

  @Mutation(() => NameSubstituteResult, { description: '委托另一部门在一段时间内代本部门审核。Names a department that stands in for the viewer’s own for some days.' })
  @Access(department('OWNER'))
  async nameSubstitute(@Args('input') input: NameSubstituteInput, @Context() context: RequestContext): Promise<SubstituteNamed | Refusal> {
    const { idempotencyKey, substituteId, fromDay, toDay } = input;
    const [outcome] = await this.naming.run(deedRequest(context, idempotencyKey), [{ substituteId, fromDay, toDay }]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : { id: answer.id };
  }

  @Mutation(() => EndSubstituteResult, { description: '提前结束本部门的委托。Ends a substitution that the viewer’s own department named.' })
  @Access(department('OWNER'))
  async endSubstitute(@Args('input') input: EndSubstituteInput, @Context() context: RequestContext): Promise<SubstituteEnded | Refusal> {
    const [outcome] = await this.ending.run(deedRequest(context, input.idempotencyKey), [input.substituteId]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : { id: answer.id };
  }
}
