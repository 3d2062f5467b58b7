import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { OrganisationId } from '../core/ids/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';

@ObjectType('Sandbox', {
  description: '沙箱：供本单位的开发人员试接 ERP，与真实市场完全隔离。沙箱内既是供方也是需方，其产品、需求、推荐、消息只有沙箱令牌可见。Where the organisation’s developers try their software. It is an organisation of its own, supplier and buyer at once; what is in it is seen by its own tokens alone, and it sees nothing of the market.',
})
export class SandboxNode {
  @Field(() => ID, { description: '沙箱的单位编号，以 sbx_ 开头；清空后更换。Id of the sandbox as an organisation, beginning with sbx_; another one once it is emptied.' }) id: OrganisationId;
  @Field(() => String, { description: '名称，含「沙箱」。Its name, which says that it is a sandbox.' }) name: string;
  @Field(() => DateTimeScalar, { description: '开通或最近一次清空的时间。When it was opened, or emptied last.' }) since: Date;
}

@InputType({ description: '开通沙箱；已开通时返回现有的。Opens the sandbox; one that is open is answered as it is.' })
export class OpenSandboxInput extends MutationInput {}

@InputType({ description: '清空沙箱。Empties the sandbox.' })
export class EmptySandboxInput extends MutationInput {}

export const OpenSandboxResult = resultUnion('OpenSandboxResult', 'The sandbox, or why there is none.', () => SandboxNode);
export const EmptySandboxResult = resultUnion('EmptySandboxResult', 'The sandbox, empty, or why it was not emptied.', () => SandboxNode);
