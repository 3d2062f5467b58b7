import { Field, ObjectType } from '@nestjs/graphql';
import { ClassNode } from '../policy/class.types.js';

@ObjectType('SoftwarePairing', { description: '与装备配套的工业软件（工作方案二（二）1）。Industrial software to pair with what a line buys.' })
export class SoftwarePairingNode {
  @Field(() => Boolean, { description: '工作方案要求此行配套软件。The work plan asks for software beside what the line wants.' }) asked: boolean;
  @Field(() => [ClassNode], { description: '采购方指明的软件品类。Classes of software that the buyer names.' }) classes: object[];
  @Field(() => String, { nullable: true, description: '不配套的原因；仅需求单位和主管部门可见。Why none is paired; shown to the owner and the departments alone.' }) waiver: string | null;
  @Field(() => [ClassNode], { description: '建议的软件品类，最合适的在前；仅在有提示时给出。Classes proposed, the most fitting first, while the remark stands.' }) proposed: object[];
  @Field(() => String, { nullable: true, description: '提示，语言同请求；已指明、已说明或无此要求时为空，也不对供应商显示。What is open, in the language of the request; null once it is said, where nothing is asked, and to suppliers.' })
  remark: string | null;
}
