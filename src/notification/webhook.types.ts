import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsIn, IsOptional, Length } from 'class-validator';
import type { WebhookId } from '../core/ids/ids.js';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../core/notification/webhook-events.js';
import { WEBHOOK_STATES, type WebhookState } from '../core/notification/webhook-health.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';

export const WebhookEvents = Object.fromEntries(WEBHOOK_EVENTS.map((type) => [type, type])) as { readonly [K in WebhookEvent]: K };
registerEnumType(WebhookEvents, {
  name: 'WebhookEvent', description: 'Webhook 可订阅的事件：subjectId 是所涉对象的编号，其余内容凭自己的权限经 API 读取。Events that a webhook may ask for; subjectId is the id of what it is about, and everything else is read by the API under your own rights.',
  valuesMap: {
    RegistrationReviewed: { description: '本单位登记已审核，或你部门审核了登记（org）。A registration was decided, for the enterprise and the department.' },
    OrganisationSuspended: { description: '单位被停用（org）。An organisation was suspended.' }, OrganisationReinstated: { description: '单位已恢复（org）。An organisation was reinstated.' },
    OnBehalfConfirmed: { description: '代填报内容已由企业确认（org）。What was entered on behalf was confirmed by its enterprise.' },
    ProductImportFinished: { description: '产品导入已结束（imp）。An import of products ended.' }, ProductPublished: { description: '产品已发布（prd）。A product was published.' },
    ProductRevised: { description: '已发布的产品有更改（prd）。A published product was changed.' }, ProductWithdrawn: { description: '产品已撤回（prd）。A product was withdrawn.' },
    ProductSuspended: { description: '产品被主管部门停牌（prd）。A department took a product off the market.' }, ProductReinstated: { description: '产品已恢复（prd）。A product was reinstated.' },
    ListApplicationDecided: { description: '推介目录申请已有结论（apl）。An application for the recommended list was decided.' }, ListingEnded: { description: '产品退出推介目录（prd）。A product left the recommended list.' },
    CertificateChanged: { description: '证书已登记、更改或核验（crt）。A certificate was registered, changed or checked.' },
    DemandPublished: { description: '需求已发布（dmd）。A demand was published.' }, DemandRevised: { description: '已发布的需求有更改（dmd）。A published demand was changed.' },
    DemandClosed: { description: '需求或其中的行已终止（dmd）。A demand, or a line of it, was closed.' }, EquipmentImportFinished: { description: '设备台账导入已结束（eqi）。An import of the equipment register ended.' },
    RetirementSuggested: { description: '建议淘汰更新（rtd）。A retirement was suggested.' },
    RecommendationMade: { description: '有新的推荐（rec）。A recommendation was made to you.' }, RecommendationAnswered: { description: '一方答复了推荐（rec）。A side answered a recommendation.' },
  },
});

export const WebhookStates = Object.fromEntries(WEBHOOK_STATES.map((state) => [state, state])) as { readonly [K in WebhookState]: K };
registerEnumType(WebhookStates, {
  name: 'WebhookState', description: 'Webhook 的状态。Whether a webhook is sent to.',
  valuesMap: {
    ACTIVE: { description: '推送中。Sent to.' }, PAUSED: { description: '本单位已暂停；事件保留 24 小时。Held by you; events are kept for 24 hours.' },
    PAUSED_BY_BREAKER: { description: '连续失败，平台已暂停并定时试探，成功即恢复；事件保留 24 小时。Held by the platform after failures in a row, tried now and then, and let go on by a success; events are kept for 24 hours.' },
    GONE: { description: '接收系统答复 410，不再推送；修改后恢复。The receiver answered 410 Gone: nothing more is sent until you change it.' },
  },
});

@ObjectType('Webhook', { description: '向本单位系统推送事件的地址（Standard Webhooks）。Where events are sent to software of your organisation (Standard Webhooks).' })
export class WebhookNode {
  @Field(() => ID, { description: 'Id of the webhook.' }) id: WebhookId;
  @Field(() => String, { description: '名称。Its name.' }) name: string;
  @Field(() => String, { description: '接收地址。Where it is sent.' }) url: string;
  @Field(() => [WebhookEvents], { description: '订阅的事件。Events that it asks for.' }) eventTypes: readonly WebhookEvent[];
  @Field(() => WebhookStates, { description: '状态。Whether it is sent to.' }) state: WebhookState;
  @Field(() => Int, { description: '最近一次成功以来的失败次数；10 次即暂停。Failures since the last success; ten of them hold it.' }) failures: number;
  @Field(() => DateTimeScalar, { nullable: true, description: '下次试探的时间；仅平台暂停时有值。When it is tried next, while the platform holds it.' }) probeAt: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: '旧密钥同时签名至此；无则为 null。Until when the secret before this one signs as well.' }) oldSecretUntil: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was created.' }) createdAt: Date;
  @Field(() => DateTimeScalar, { description: 'When you last changed it.' }) updatedAt: Date;
}

@ObjectType({ description: 'One page of webhooks.' })
export class WebhookConnection extends connectionOf(() => WebhookNode, 'Webhook') {}

@ObjectType({ description: 'Webhook 及其签名密钥，密钥仅此一次显示。A webhook with the secret that signs, shown this once.' })
export class WebhookSecret {
  @Field(() => WebhookNode, { description: 'The webhook.' }) webhook: WebhookNode;
  @Field(() => String, { description: '签名密钥，whsec_ 开头，请立即妥善保存。Secret that begins with whsec_: keep it now and keep it safe.' }) secret: string;
}

@ObjectType({ description: '已移除的 Webhook。The webhook that was removed.' })
export class RemovedWebhook {
  @Field(() => ID, { description: 'Id it had.' }) id: WebhookId;
}

@InputType({ description: '新建 Webhook。Creates a webhook.' })
export class CreateWebhookInput extends MutationInput {
  @Field(() => String, { description: '名称，1 至 100 字，如接收系统的名字。Its name, 1 to 100 characters.' })
  @Length(1, 100)
  name: string;

  @Field(() => String, { description: '接收地址，https，端口 443 或 8443，公网可达。An https address on the public internet, port 443 or 8443.' })
  @Length(1, 500)
  url: string;

  @Field(() => [WebhookEvents], { description: '订阅的事件，至少一种。Events that it asks for, one at least.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_EVENTS.length)
  @IsIn(WEBHOOK_EVENTS, { each: true })
  eventTypes: WebhookEvent[];
}

@InputType({ description: '修改 Webhook，不填的保持不变；换地址或恢复后重新计失败次数。Changes a webhook, what is left out stays; another address, or going on, forgets the failures of before.' })
export class ReviseWebhookInput extends MutationInput {
  @Field(() => ID, { description: 'A webhook of yours.' })
  @IsIdOf('webhook')
  webhookId: WebhookId;

  @Field(() => String, { nullable: true, description: '名称，1 至 100 字。Its name, 1 to 100 characters.' })
  @IsOptional()
  @Length(1, 100)
  name?: string | null;

  @Field(() => String, { nullable: true, description: '接收地址，https。An https address.' })
  @IsOptional()
  @Length(1, 500)
  url?: string | null;

  @Field(() => [WebhookEvents], { nullable: true, description: '订阅的事件，至少一种。Events that it asks for, one at least.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_EVENTS.length)
  @IsIn(WEBHOOK_EVENTS, { each: true })
  eventTypes?: WebhookEvent[] | null;

  @Field(() => Boolean, { nullable: true, description: 'true：暂停；false：恢复，包括平台暂停和接收端停用的。True holds it; false lets it go on, whoever held it.' })
  @IsOptional()
  @IsBoolean()
  paused?: boolean | null;
}

@InputType({ description: '移除 Webhook，未送达的一并作废。Removes a webhook with all that waits for it.' })
export class RemoveWebhookInput extends MutationInput {
  @Field(() => ID, { description: 'A webhook of yours.' })
  @IsIdOf('webhook')
  webhookId: WebhookId;
}

@InputType({ description: '更换签名密钥：24 小时内新旧密钥同时签名。Gives a webhook another secret; for 24 hours both sign.' })
export class RotateWebhookSecretInput extends RemoveWebhookInput {}

export const CreateWebhookResult = resultUnion('CreateWebhookResult', 'The webhook with its secret, or why not.', () => WebhookSecret);
export const ReviseWebhookResult = resultUnion('ReviseWebhookResult', 'The webhook as it is now, or why not.', () => WebhookNode);
export const RemoveWebhookResult = resultUnion('RemoveWebhookResult', 'What was removed, or why not.', () => RemovedWebhook);
export const RotateWebhookSecretResult = resultUnion('RotateWebhookSecretResult', 'The webhook with its new secret, or why not.', () => WebhookSecret);

@ArgsType()
export class WebhooksArgs extends PageArgs {}
