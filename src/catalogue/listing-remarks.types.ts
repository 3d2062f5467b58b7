import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { RemarkWeight } from '../core/catalogue/listing-remarks.js';

export const RemarkWeights = { BLOCKS: 'BLOCKS', WARNS: 'WARNS', NOTES: 'NOTES' } as const satisfies Record<RemarkWeight, string>;
registerEnumType(RemarkWeights, {
  name: 'RemarkWeight', description: '提示的轻重。How much a remark on a listing weighs.',
  valuesMap: {
    BLOCKS: { description: '不得发布，或不会被推荐。Keeps the product off the market, or out of recommendations.' }, WARNS: { description: '提醒，待改正或待核实。To be put right or verified.' },
    NOTES: { description: '说明。Good to know.' },
  },
});

@ObjectType('ListingRemark', { description: '淘汰目录和能效要求对产品的提示，附条款。What the elimination class and the energy rule say to a listing, with the clause.' })
export class ListingRemarkNode {
  @Field(() => String, { description: 'Code, the same in every language.' }) code: string;
  @Field(() => RemarkWeights, { description: 'How much it weighs.' }) weight: RemarkWeight;
  @Field(() => String, { description: '内容及应做的事，语言同请求。What it says and what to do, in the language of the request.' }) text: string;
  @Field(() => String, { description: '工作方案条款。Clause of the work plan.' }) clause: string;
}
