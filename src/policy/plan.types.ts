import { Field, ID, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../platform/graphql/scalars.js';

@ObjectType('PlanClause', { description: '工作方案的条款原文。A clause of the work plan, to the letter.' })
export class PlanClauseNode {
  @Field(() => ID, { description: 'Its number in the plan: `二`, `二（三）`, `二（三）3`.' }) ref: string;
  @Field(() => ID, { nullable: true, description: 'The clause it stands in; null for a chapter.' }) parentRef: string | null;
  @Field(() => String, { description: 'Its title, Chinese.' }) title: string;
  @Field(() => String, { description: 'Its text without title and departments, Chinese; may hold line breaks, empty where it only holds other clauses.' }) text: string;
  @Field(() => [String], { description: 'Departments named at its end.' }) departments: readonly string[];
}

@ObjectType('ReferenceEdition', { description: 'The edition in force of one piece of reference data.' })
export class ReferenceEditionNode {
  @Field(() => ID, { description: 'Its name, such as `upgrade-paths`.' }) name: string;
  @Field(() => String, { description: 'Its version: a date, or the edition of a standard.' }) version: string;
  @Field(() => String, { description: 'SHA-256 of the file it was loaded from, hex.' }) sha256: string;
  @Field(() => DateTimeScalar, { description: 'When it was loaded.' }) loadedAt: Date;
  /** Shown as `basis` in the language of the request. */
  basisZh: string;
  basisEn: string;
}
