import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsOptional } from 'class-validator';
import type { WebhookDeliveryId, WebhookId } from '../core/ids/ids.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { WEBHOOK_DELIVERY_STATES, type WebhookDeliveryState } from './webhook-delivery.store.js';

export const WebhookDeliveryStates = Object.fromEntries(WEBHOOK_DELIVERY_STATES.map((state) => [state, state])) as { readonly [K in WebhookDeliveryState]: K };
registerEnumType(WebhookDeliveryStates, {
  name: 'WebhookDeliveryState', description: '一次推送的状态。What became of a delivery.',
  valuesMap: {
    WAITING: { description: '待发送或待重试。Due, or resting between two tries.' }, DELIVERED: { description: '已送达（2xx）。Answered with 2xx.' },
    GIVEN_UP: { description: '24 小时内未送达，或接收端已停用；可重新推送。Not delivered within 24 hours, or ended by its receiver; may be sent again.' },
  },
});

@ObjectType('WebhookAttempt', { description: '一次推送尝试。One attempt at a delivery.' })
export class WebhookAttemptNode {
  @Field(() => Int, { description: 'Its number, from 1.' }) number: number;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) at: Date;
  @Field(() => Int, { nullable: true, description: '答复的 HTTP 状态码；无答复为 null。Status of the answer; null when there was none.' }) statusCode: number | null;
  @Field(() => String, { nullable: true, description: '未成功的原因代码，如 WEBHOOK_HTTP_500、WEBHOOK_TIMEOUT、WEBHOOK_ADDRESS_PRIVATE；成功为 null。Why it does not count, as a code; null when it does.' }) code: string | null;
  @Field(() => Int, { description: '耗时，毫秒。How long it took, in milliseconds.' }) latencyMs: number;
}

@ObjectType('WebhookDelivery', { description: '一个事件向一个 Webhook 的推送；编号即消息头 webhook-id。An event on its way to a webhook; its id is the header webhook-id.' })
export class WebhookDeliveryNode {
  @Field(() => ID, { description: 'Id of the delivery, the same at every attempt.' }) id: WebhookDeliveryId;
  @Field(() => ID, { description: 'Its webhook.' }) webhookId: WebhookId;
  @Field(() => String, { description: '事件；测试为 WebhookTested。The event; WebhookTested for a trial.' }) eventType: string;
  @Field(() => ID, { description: 'Id of what the event is about.' }) subjectId: string;
  @Field(() => WebhookDeliveryStates, { description: 'What became of it.' }) state: WebhookDeliveryState;
  @Field(() => Int, { description: '尝试次数。Attempts so far.' }) attempts: number;
  @Field(() => Int, { nullable: true, description: '最近一次答复的状态码。Status of the latest answer; null when there was none.' }) statusCode: number | null;
  @Field(() => String, { nullable: true, description: '最近一次未成功的原因代码。Why the latest attempt does not count; null when it does, or none was made.' }) code: string | null;
  @Field(() => Int, { nullable: true, description: '最近一次耗时，毫秒。How long the latest attempt took.' }) latencyMs: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: '最近一次尝试的时间。When the latest attempt was made.' }) attemptedAt: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: '下次尝试的时间，不早于此；已了结为 null。When it is tried next, not earlier; null once it is settled.' }) nextAttemptAt: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: '了结的时间；记录保留 30 天。When it was settled; kept for 30 days from then.' }) settledAt: Date | null;
  @Field(() => DateTimeScalar, { description: 'When the event happened.' }) happenedAt: Date;
  @Field(() => DateTimeScalar, { description: 'When it was planned.' }) createdAt: Date;
}

@ObjectType({ description: 'One page of deliveries.' })
export class WebhookDeliveryConnection extends connectionOf(() => WebhookDeliveryNode, 'WebhookDelivery') {}

@ArgsType()
export class WebhookDeliveriesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: '仅此 Webhook 的。Of this webhook alone.' })
  @IsOptional()
  @IsIdOf('webhook')
  webhookId?: WebhookId | null;

  @Field(() => WebhookDeliveryStates, { nullable: true, description: '仅此状态的。In this state alone.' })
  @IsOptional()
  @IsIn(WEBHOOK_DELIVERY_STATES)
  state?: WebhookDeliveryState | null;
}

@InputType({ description: '向 Webhook 发送测试事件 WebhookTested。Sends a trial, the event WebhookTested.' })
export class SendTestEventInput extends MutationInput {
  @Field(() => ID, { description: 'A webhook of yours that is not paused.' })
  @IsIdOf('webhook')
  webhookId: WebhookId;
}

@InputType({ description: '重新推送已了结的一条，编号不变。Sends a settled delivery once more, under its old id.' })
export class RedeliverInput extends MutationInput {
  @Field(() => ID, { description: 'A delivery of yours that was delivered or given up.' })
  @IsIdOf('webhookDelivery')
  webhookDeliveryId: WebhookDeliveryId;
}

export const SendTestEventResult = resultUnion('SendTestEventResult', 'The delivery of the trial, or why there is none.', () => WebhookDeliveryNode);
export const RedeliverResult = resultUnion('RedeliverResult', 'The delivery, which waits again, or why not.', () => WebhookDeliveryNode);
