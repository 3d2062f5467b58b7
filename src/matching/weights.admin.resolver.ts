import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { FACTOR_CODES } from '../core/matching/factor-codes.js';
import { shanghaiDate } from '../core/time/dates.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, PageArgs, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwInput, throwRefusal } from '../platform/graphql/root-field.js';
import { EditWeights } from './edit-weights.js';
import { pageOfWeights, type WeightsRow } from './matching-weights.store.js';
import { PreviewWeights } from './preview-weights.js';
import {
  EditMatchingWeightsInput, EditMatchingWeightsResult, MatchingWeightsConnection, MatchingWeightsNode, MatchingWeightsPreviewNode, PreviewMatchingWeightsArgs,
} from './weights.admin.types.js';

/** By what matching scores: every version, the next one, and what it would do. */
@Resolver(() => MatchingWeightsNode)
export class WeightsAdminResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly editing: EditWeights, private readonly previewing: PreviewWeights) {}

  @Query(() => MatchingWeightsConnection, { description: '匹配权重的各个版本，最新的在前，亦即现行的。Versions of the weights, the latest first: it is the one in force.' })
  @Access(department())
  async matchingWeights(@Args() page: PageArgs, @Context() { viewer }: RequestContext): Promise<Connection<MatchingWeightsNode>> {
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfWeights(tx, page.first + 1, afterVersion(page)));
    return connection(rows.map(shown), page, (row) => [row.version]);
  }

  @Query(() => MatchingWeightsPreviewNode, { description: '预览新的权重：最新需求明细的候选，改前改后。What other weights would do to the latest open lines. Refuses what the edit itself would refuse.' })
  @Access(department())
  async previewMatchingWeights(@Args() { weights }: PreviewMatchingWeightsArgs, @Context() { viewer, receivedAt }: RequestContext): Promise<MatchingWeightsPreviewNode> {
    const answer = await this.previewing.preview(viewer, weights, shanghaiDate(receivedAt));
    return 'refusal' in answer ? throwRefusal(answer.refusal) : { lines: answer };
  }

  @Mutation(() => EditMatchingWeightsResult, { description: '改用新的匹配权重；全部待对接需求随即重新评分。Puts other weights into force; all open lines are judged anew.' })
  @Access(department('REVIEWER', 'PROGRAMME'))
  async editMatchingWeights(@Args('input') input: EditMatchingWeightsInput, @Context() context: RequestContext): Promise<MatchingWeightsNode | Refusal> {
    const { idempotencyKey, clause, ...edit } = input;
    const [outcome] = await this.editing.run(deedRequest(context, idempotencyKey), [{ ...edit, clause: clause ?? null }]);
    const answer = this.answers.one(context, outcome);
    return 'version' in answer ? shown(answer) : answer;
  }
}

function shown({ weights, ...row }: WeightsRow): MatchingWeightsNode {
  const { version, basis, clause, at, editedBy, memberId } = row;
  return { version, basis, clause, at, editedBy, memberId, weights: FACTOR_CODES.map((factor) => ({ factor, points: weights[factor] })) };
}

function afterVersion(page: PageArgs): number | null {
  const key = cursorOf(page);
  if (key === null) return null;
  return typeof key[0] === 'number' && Number.isInteger(key[0]) && key[0] >= 0 && key[0] < 2 ** 31 ? key[0] : throwInput('CURSOR_INVALID', 'after');
}
