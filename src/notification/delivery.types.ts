import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Channel, Scope } from '../core/notification/preference.js';
import { RECEIPT_STATES, type ReceiptState } from '../core/notification/receipt.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { NotificationChannels, NotificationScopes } from './preference.types.js';

export const ReceiptStates = Object.fromEntries(RECEIPT_STATES.map((state) => [state, state])) as { readonly [K in ReceiptState]: K };
registerEnumType(ReceiptStates, {
  name: 'ReceiptState', description: '外发通知的状态。What became of a message that left the platform.',
  valuesMap: {
    QUEUED: { description: '待发送。Waits for its time, or for another try.' }, SENT: { description: '已交付承运方。Taken by who carries it.' },
    DELIVERED: { description: '已送达。Known to be where it belongs.' }, FAILED: { description: '未送达，见 code。Not sent for good, see code.' },
    FELL_BACK: { description: '未送达，已改用其他渠道。Not sent by this channel; another stands in.' },
  },
});

@ObjectType('NoticeDelivery', { description: '通知经一个渠道外发的回执。Receipt of a notice by one channel.' })
export class NoticeDeliveryNode {
  @Field(() => NotificationScopes, { description: '发给本人还是本单位。To you, or to your organisation as a whole.' }) scope: Scope;
  @Field(() => NotificationChannels, { description: '渠道。The channel.' }) channel: Channel;
  @Field(() => ReceiptStates, { description: '状态。What became of it.' }) state: ReceiptState;
  @Field(() => String, { nullable: true, description: '最近一次未成功的原因代码。Why the latest attempt was in vain, as a code; null when none was.' }) code: string | null;
  @Field(() => DateTimeScalar, { description: '计划发送时间。When it is or was to be sent.' }) dueAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: '状态确定的时间；待发送时为 null。When that was settled; null while it waits.' }) settledAt: Date | null;
}
