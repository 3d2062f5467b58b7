import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsInt, IsOptional, Length, Max, MaxLength, Min } from 'class-validator';
import type { OrganisationId } from '../core/ids/ids.js';
import type { PathChange } from '../core/policy/path-edit.js';
import type { Relation, UpgradePath } from '../core/policy/reference.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { Relations, UpgradePathNode } from './demand-item.types.js';

export const PathChanges = { ADD: 'ADD', CHANGE: 'CHANGE', END: 'END' } as const satisfies Record<PathChange, string>;
registerEnumType(PathChanges, {
  name: 'PathChange', description: '对升级路径的改动。What is done to an upgrade path.',
  valuesMap: { ADD: { description: '新增。A path where there was none.' }, CHANGE: { description: '修改关系、强度或理由。Another relation, strength or reason.' }, END: { description: '终止。It answers the item no more.' } },
});

@ObjectType('UpgradePathEdit', { description: '升级路径的一次改动，永久留存。One edit of an upgrade path; it stays for ever.' })
export class UpgradePathEditNode {
  @Field(() => ID, { description: 'Id of the edit.' }) id: string;
  @Field(() => ID, { description: 'The demand item.' }) demandItemId: string;
  @Field(() => ID, { description: 'The class.' }) classId: string;
  @Field(() => PathChanges, { description: 'What was done.' }) change: PathChange;
  @Field(() => UpgradePathNode, { nullable: true, description: '改前；新增时为空。The path before; null when it was added.' }) before: UpgradePath | null;
  @Field(() => UpgradePathNode, { nullable: true, description: '改后；终止时为空。The path after; null when it ended.' }) after: UpgradePath | null;
  @Field(() => String, { description: '改动的原因。Why it was edited.' }) reason: string;
  @Field(() => DateTimeScalar, { description: 'When.' }) at: Date;
  @Field(() => ID, { description: 'Department that edited it.' }) editedBy: OrganisationId;
  @Field(() => ID, { description: 'Membership of who edited it.' }) memberId: string;
}

@ObjectType({ description: 'One page of edits, the latest first.' })
export class UpgradePathEditConnection extends connectionOf(() => UpgradePathEditNode, 'UpgradePathEdit') {}

@InputType({ description: '对升级路径的改动；不影响现有推荐的先看 previewUpgradePath。An edit of an upgrade path; see `previewUpgradePath` for what it would do.' })
export class EditUpgradePathInput extends MutationInput {
  @Field(() => ID, { description: '需求条目，如 D1.1.a.01。Demand item of the plan.' })
  @Length(1, 50)
  demandItemId: string;

  @Field(() => ID, { description: '供给品类，如 X.101。Class that answers it.' })
  @Length(1, 50)
  classId: string;

  @Field(() => PathChanges, { description: 'What is done.' })
  @IsIn(Object.values(PathChanges))
  change: PathChange;

  @Field(() => Relations, { nullable: true, description: '关系；新增时必填，修改时不填则不变。Relation; obligatory to add, left out it stays.' })
  @IsOptional()
  @IsIn(Object.values(Relations))
  relation?: Relation | null;

  @Field(() => Int, { nullable: true, description: '强度，1 至 3，3 最强。Strength, 1 to 3.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  strength?: number | null;

  @Field(() => String, { nullable: true, description: '理由（中文），至多 300 字，显示给供需双方。Why the class answers the item, Chinese; shown to both sides.' })
  @IsOptional()
  @MaxLength(300)
  becauseZh?: string | null;

  @Field(() => String, { nullable: true, description: '理由（英文），至多 300 字符。The same in English.' })
  @IsOptional()
  @MaxLength(300)
  becauseEn?: string | null;

  @Field(() => String, { description: '改动的原因，记入历史，1 至 500 字。Why it is edited, for the history.' })
  @Length(1, 500)
  reason: string;
}

export const EditUpgradePathResult = resultUnion('EditUpgradePathResult', 'The edit as it was made, or why not.', () => UpgradePathEditNode);

@ArgsType()
export class UpgradePathEditsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: '仅此需求条目的。Of this demand item alone.' })
  @IsOptional()
  @Length(1, 50)
  demandItemId?: string | null;

  @Field(() => ID, { nullable: true, description: '仅此品类的。Of this class alone.' })
  @IsOptional()
  @Length(1, 50)
  classId?: string | null;
}
