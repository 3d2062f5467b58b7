import { Args, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { shanghaiDate } from '../core/time/dates.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { PreviewUpgradePathArgs, UpgradePathPreviewNode } from './path-preview.admin.types.js';
import { PreviewPath } from './preview-path.js';

/** The reason of a path is shown and not judged by: a preview does without. */
const NOT_JUDGED = '（预览）';

@Resolver(() => UpgradePathPreviewNode)
export class PathPreviewAdminResolver {
  constructor(private readonly previewing: PreviewPath) {}

  @Query(() => UpgradePathPreviewNode, { description: '预览升级路径的改动：涉及多少需求和产品，候选改前改后。What an edit of an upgrade path would do. Refuses what the edit itself would refuse.' })
  @Access(department())
  async previewUpgradePath(@Args() args: PreviewUpgradePathArgs, @Context() { viewer, receivedAt }: RequestContext): Promise<UpgradePathPreviewNode> {
    const { demandItemId, classId, change, relation, strength } = args;
    const because = change === 'ADD' ? { becauseZh: NOT_JUDGED, becauseEn: NOT_JUDGED } : { becauseZh: null, becauseEn: null };
    const answer = await this.previewing.preview(viewer, { demandItemId, classId, change, relation: relation ?? null, strength: strength ?? null, ...because }, shanghaiDate(receivedAt));
    return 'refusal' in answer ? throwRefusal(answer.refusal) : answer;
  }
}
