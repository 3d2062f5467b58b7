import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';
import type { OrganisationId } from '../core/ids/ids.js';
import type { ClassChange } from '../core/policy/class-edit.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { ClassNode } from '../policy/class.types.js';

export const ClassChanges = { ADD: 'ADD', REVISE: 'REVISE', RETIRE: 'RETIRE' } as const satisfies Record<ClassChange, string>;
registerEnumType(ClassChanges, {
  name: 'ClassChange', description: '对品类的改动。What is done to a class.',
  valuesMap: {
    ADD: { description: '新增。A new extension class.' }, REVISE: { description: '修改。Other words, kinds, attributes or bounds.' },
    RETIRE: { description: '停用。Nothing may be listed or demanded in it any more.' },
  },
});

@ObjectType('ClassEdit', { description: '品类的一次改动，永久留存。One edit of a class; it stays for ever.' })
export class ClassEditNode {
  @Field(() => ID, { description: 'Id of the edit.' }) id: string;
  @Field(() => ID, { description: 'The class.' }) classId: string;
  @Field(() => ClassChanges, { description: 'What was done.' }) change: ClassChange;
  @Field(() => ClassNode, { nullable: true, description: '改前；新增时为空。The class before; null when it was added.' }) before: ClassNode | null;
  @Field(() => ClassNode, { nullable: true, description: '改后；停用时为空。The class after; null when it was retired.' }) after: ClassNode | null;
  @Field(() => String, { description: '改动的原因。Why it was edited.' }) reason: string;
  @Field(() => DateTimeScalar, { description: 'When.' }) at: Date;
  @Field(() => ID, { description: 'Department that edited it.' }) editedBy: OrganisationId;
  @Field(() => ID, { description: 'Membership of who edited it.' }) memberId: string;
}

@ObjectType({ description: 'One page of edits, the latest first.' })
export class ClassEditConnection extends connectionOf(() => ClassEditNode, 'ClassEdit') {}

export const AddExtensionClassResult = resultUnion('AddExtensionClassResult', 'The edit that added it, or why not.', () => ClassEditNode);
export const ReviseClassResult = resultUnion('ReviseClassResult', 'The edit as it was made, or why not.', () => ClassEditNode);
export const RetireExtensionClassResult = resultUnion('RetireExtensionClassResult', 'The edit that retired it, or why not.', () => ClassEditNode);

@ArgsType()
export class ClassEditsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: '仅此品类的。Of this class alone.' })
  @IsOptional()
  @Length(1, 50)
  classId?: string | null;
}

@ObjectType('OutOfBoundsFigure', { description: '改后落在上下限之外的一个参数值。A figure of a product that the new bounds leave outside.' })
export class OutOfBoundsFigureNode {
  @Field(() => ID, { description: 'The product.' }) productId: string;
  @Field(() => String, { description: 'Key of the attribute.' }) attributeKey: string;
  @Field(() => Float, { description: 'What the product states, in the unit of the attribute.' }) value: number;
  @Field(() => Float, { nullable: true, description: 'The new lower bound.' }) min: number | null;
  @Field(() => Float, { nullable: true, description: 'The new upper bound.' }) max: number | null;
}

@ObjectType('ClassEditPreview', { description: '修改品类的预览，不保存。What a revision of a class would do; nothing is saved.' })
export class ClassEditPreviewNode {
  @Field(() => ClassNode, { description: '改后的品类。The class as it would be.' }) after: ClassNode;
  @Field(() => Int, { description: '涉及的在架产品数。Products of the class on the market.' }) productsTouched: number;
  @Field(() => Int, { description: '涉及的公开需求明细数。Open lines that want it.' }) linesTouched: number;
  @Field(() => Int, { description: '将落在收窄的上下限之外的参数值数；产品仍在架，下次修改时须更正。Figures that narrowed bounds would leave outside; the products stay listed and must put them right when they are next revised.' }) outOfBounds: number;
  @Field(() => [OutOfBoundsFigureNode], { description: '其中至多 100 个，按产品。100 of them at most, by product.' }) examples: readonly OutOfBoundsFigureNode[];
}
