import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { IsIn, IsInt, IsOptional, Length, Max, Min } from 'class-validator';
import type { PathChange } from '../core/policy/path-edit.js';
import type { Relation } from '../core/policy/reference.js';
import { Relations } from '../policy/demand-item.types.js';
import { PathChanges } from '../policy/path-edit.admin.types.js';

@ArgsType()
export class PreviewUpgradePathArgs {
  @Field(() => ID, { description: '需求条目。Demand item of the plan.' })
  @Length(1, 50)
  demandItemId: string;

  @Field(() => ID, { description: '供给品类。Class that answers it.' })
  @Length(1, 50)
  classId: string;

  @Field(() => PathChanges, { description: 'What would be done.' })
  @IsIn(Object.values(PathChanges))
  change: PathChange;

  @Field(() => Relations, { nullable: true, description: '关系；新增时必填。Relation; obligatory to add.' })
  @IsOptional()
  @IsIn(Object.values(Relations))
  relation?: Relation | null;

  @Field(() => Int, { nullable: true, description: '强度，1 至 3；新增时必填。Strength; obligatory to add.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  strength?: number | null;
}

@ObjectType('PreviewedCandidate', { description: '一个候选产品及其得分。A candidate with its score.' })
export class PreviewedCandidateNode {
  @Field(() => ID, { description: 'The product.' }) productId: string;
  @Field(() => Int, { description: 'Score, 0 to 10,000.' }) score: number;
}

@ObjectType('PreviewedCandidates', { description: '该品类中满足需求明细的产品。Products of the class that answer a line.' })
export class PreviewedCandidatesNode {
  @Field(() => Int, { description: 'How many.' }) count: number;
  @Field(() => [PreviewedCandidateNode], { description: '得分最高的，至多 5 个。The best, five at most.' }) best: readonly PreviewedCandidateNode[];
}

@ObjectType('PreviewedLine', { description: '一条需求明细改前改后的候选。What an edit does to one demand line.' })
export class PreviewedLineNode {
  @Field(() => ID, { description: 'The line.' }) lineId: string;
  @Field(() => ID, { description: 'Its demand.' }) demandId: string;
  @Field(() => PreviewedCandidatesNode, { description: '改前。Before the edit.' }) before: PreviewedCandidatesNode;
  @Field(() => PreviewedCandidatesNode, { description: '改后。After the edit.' }) after: PreviewedCandidatesNode;
}

@ObjectType('UpgradePathPreview', { description: '改动升级路径的预览，不保存。What an edit of an upgrade path would do; nothing is saved.' })
export class UpgradePathPreviewNode {
  @Field(() => Int, { description: '涉及的待对接需求明细数。Open lines that want the item.' }) linesTouched: number;
  @Field(() => Int, { description: '涉及的在架产品数；逐条评判时至多取 1,000 个。Products of the class on the market; 1,000 at most are judged.' }) productsTouched: number;
  @Field(() => [PreviewedLineNode], { description: '最新的需求明细，至多 100 条。The latest lines, 100 at most.' }) lines: readonly PreviewedLineNode[];
}
