import { ArgsType, Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { NOTIFICATION_KINDS, type NotificationKind } from '../core/notification/kinds.js';
import { CADENCES, CHANNELS, SCOPES, type Cadence, type Channel, type Scope } from '../core/notification/preference.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';

const named = <T extends string>(values: readonly T[]): { readonly [K in T]: K } => Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in T]: K };

export const NotificationKinds = named(NOTIFICATION_KINDS);
export const NotificationChannels = named(CHANNELS);
export const NotificationCadences = named(CADENCES);
export const NotificationScopes = named(SCOPES);
export const NotificationLanguages = { ZH_CN: 'ZH_CN', EN: 'EN' } as const;
registerEnumType(NotificationKinds, {
  name: 'NotificationKind', description: '通知的类别。What notices are about, in the groups that people choose by.',
  valuesMap: {
    ACCOUNT: { description: '登记审核、暂停与恢复；紧急，不受免打扰和频次限制。Registration, suspension, reinstatement; urgent: passes quiet hours and limits.' },
    RECOMMENDATION: { description: '新的推荐；默认每日汇总。New recommendations; gathered daily unless chosen otherwise.' },
    INTEREST: { description: '对方的对接意向。Interest that the other side expressed.' },
    DEMAND: { description: '本单位需求的变化，如过期。What became of your demands, such as their expiry.' },
    IMPORT: { description: '产品导入的结果。Results of product imports.' },
    OTHER: { description: '其他。Everything else.' },
  },
});
registerEnumType(NotificationChannels, {
  name: 'NotificationChannel', description: '通知渠道；收件箱与即时推送始终都有。Ways by which notices leave the platform; the inbox and live push have them all in any case. One that fails is stood in for by the next, in this order.',
  valuesMap: {
    WECOM: { description: '企业微信群机器人。A group robot of 企业微信.' }, DINGTALK: { description: '钉钉群机器人。A group robot of 钉钉.' },
    SMS: { description: '短信。Text message.' }, EMAIL: { description: '电子邮件。Mail.' },
  },
});
registerEnumType(NotificationCadences, {
  name: 'NotificationCadence', description: '通知的频率。How often notices are sent.',
  valuesMap: {
    AT_ONCE: { description: '即时。With the event.' }, DAILY: { description: '每日 9:00 汇总（北京时间）。Gathered, daily at 9:00 China Standard Time.' },
    WEEKLY: { description: '每周一 9:00 汇总。Gathered, Mondays at 9:00.' }, OFF: { description: '不发送，仅收件箱。Not sent: in the inbox alone.' },
  },
});
registerEnumType(NotificationScopes, {
  name: 'NotificationScope', description: '通知设置的范围。Whose settings.',
  valuesMap: { MEMBER: { description: '本人。Your own.' }, ORGANISATION: { description: '本单位：群机器人、公用邮箱等，由负责人设置。Your organisation’s as a whole: robots, a common mailbox; its owner sets them.' } },
});
registerEnumType(NotificationLanguages, {
  name: 'NotificationLanguage', description: '外发通知的语言。Language of what is sent.', valuesMap: { ZH_CN: { description: '中文。Chinese.' }, EN: { description: '英文。English.' } },
});
export type NotificationLanguage = keyof typeof NotificationLanguages;

@ObjectType('NotificationPreference', { description: '一类通知如何发送。How notices of one kind are sent.' })
export class NotificationPreferenceNode {
  @Field(() => NotificationKinds, { description: '类别。The kind.' }) kind: NotificationKind;
  @Field(() => [NotificationChannels], { description: '渠道；尚无已确认地址的渠道不会使用。Channels; one without a confirmed address is not used.' }) channels: Channel[];
  @Field(() => NotificationCadences, { description: '频率。How often.' }) cadence: Cadence;
  @Field(() => Boolean, { description: '为 true 表示未作选择，按默认发送。True: nothing was chosen, this is the default.' }) isDefault: boolean;
  @Field(() => Boolean, { description: '是否紧急：不受免打扰和频次限制。Urgent: passes quiet hours and limits.' }) urgent: boolean;
}

@ObjectType('NotificationContact', { description: '接收通知的地址，仅显示部分字符。An address that notices go to; only some of its signs are shown.' })
export class NotificationContactNode {
  @Field(() => NotificationChannels, { description: '渠道。The channel.' }) channel: Channel;
  @Field(() => String, { description: '遮盖后的地址，如 138****5678；机器人仅显示密钥末四位。The address, masked; of a robot the last four signs of its key.' }) masked: string;
  @Field(() => DateTimeScalar, { nullable: true, description: '何时确认；未确认的地址不会收到通知。When it was confirmed; null: nothing is sent there yet.' }) confirmedAt: Date | null;
}

@ObjectType('QuietHours', { description: '免打扰时段（北京时间），可跨零点；紧急通知除外。Hours in which only what is urgent is sent, China Standard Time; may cross midnight.' })
export class QuietHoursNode {
  @Field(() => String, { description: '开始，时:分。First minute, HH:MM.' }) from: string;
  @Field(() => String, { description: '结束，时:分，该时刻起恢复发送。The minute at which they end, HH:MM.' }) to: string;
}

@ObjectType('NotificationPreferences', { description: '通知设置。How somebody is told of notices outside the platform.' })
export class NotificationPreferencesNode {
  @Field(() => NotificationScopes, { description: '范围。Whose.' }) scope: Scope;
  @Field(() => NotificationLanguages, { description: '外发通知的语言。Language of what is sent.' }) language: NotificationLanguage;
  @Field(() => QuietHoursNode, { nullable: true, description: '免打扰时段；无则为 null。Quiet hours, or null.' }) quietHours: QuietHoursNode | null;
  @Field(() => [NotificationPreferenceNode], { description: '每类一项，共六类。One for each kind, six in all.' }) preferences: NotificationPreferenceNode[];
  @Field(() => [NotificationContactNode], { description: '地址，每个渠道至多一个。Addresses, at most one for each channel.' }) contacts: NotificationContactNode[];
}

@ArgsType()
export class NotificationPreferencesArgs {
  @Field(() => NotificationScopes, { defaultValue: 'MEMBER', description: '范围，默认本人。Whose settings; your own unless told otherwise.' })
  @IsIn(SCOPES)
  scope: Scope = 'MEMBER';
}

@InputType({ isAbstract: true })
export abstract class ScopedInput extends MutationInput {
  @Field(() => NotificationScopes, { defaultValue: 'MEMBER', description: '范围，默认本人。Whose settings; your own unless told otherwise.' })
  @IsIn(SCOPES)
  scope: Scope = 'MEMBER';
}

@InputType({ description: '某几类通知的渠道和频率。Channels and cadence of some kinds.' })
export class SetNotificationPreferenceInput extends ScopedInput {
  @Field(() => [NotificationKinds], { description: '类别，至少一类。Kinds, at least one.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(NOTIFICATION_KINDS.length)
  @IsIn(NOTIFICATION_KINDS, { each: true })
  kinds: NotificationKind[];

  @Field(() => [NotificationChannels], { description: '渠道；频率为 OFF 时可为空。群机器人仅限 ORGANISATION 范围。Channels; may be empty with OFF. Robots only in the scope ORGANISATION.' })
  @ArrayMaxSize(CHANNELS.length)
  @IsIn(CHANNELS, { each: true })
  channels: Channel[];

  @Field(() => NotificationCadences, { description: '频率。How often.' })
  @IsIn(CADENCES)
  cadence: Cadence;
}

const TIME_MAX = 10;

@InputType({ description: '免打扰时段；两者都不填则取消。Quiet hours; neither time: none any more.' })
export class SetQuietHoursInput extends ScopedInput {
  @Field(() => String, { nullable: true, description: '开始，时:分（北京时间），如 22:00。First minute, HH:MM, China Standard Time.' })
  @IsOptional()
  @IsString()
  @MaxLength(TIME_MAX)
  from?: string | null;

  @Field(() => String, { nullable: true, description: '结束，时:分，如 07:00；早于开始表示跨零点。The minute at which they end; before `from` it is the next morning.' })
  @IsOptional()
  @IsString()
  @MaxLength(TIME_MAX)
  to?: string | null;
}

@InputType({ description: '外发通知的语言。Language of what is sent.' })
export class SetNotificationLanguageInput extends ScopedInput {
  @Field(() => NotificationLanguages, { description: '语言。The language.' })
  @IsIn(Object.values(NotificationLanguages))
  language: NotificationLanguage;
}

const PERSONAL = ['SMS', 'EMAIL'] as const;
export const PersonalChannels = named(PERSONAL);
registerEnumType(PersonalChannels, {
  name: 'ContactChannel', description: '须验证的联系方式。Channels whose address has to be confirmed by a code.',
  valuesMap: { SMS: { description: '手机短信。A mobile number.' }, EMAIL: { description: '电子邮箱。A mail address.' } },
});

@InputType({ description: '接收通知的邮箱或手机号；验证码将发往该地址。A mail address or mobile number for notices; a code is sent there.' })
export class SetNotificationContactInput extends ScopedInput {
  @Field(() => PersonalChannels, { description: '渠道。The channel.' })
  @IsIn(PERSONAL)
  channel: 'SMS' | 'EMAIL';

  @Field(() => String, { description: '邮箱地址，或 11 位手机号。A mail address, or a mobile number of the Chinese mainland.' })
  @IsString()
  @Length(1, 300)
  address: string;
}

@InputType({ description: '发往该地址的验证码。The code that was sent there.' })
export class ConfirmNotificationContactInput extends ScopedInput {
  @Field(() => PersonalChannels, { description: '渠道。The channel.' })
  @IsIn(PERSONAL)
  channel: 'SMS' | 'EMAIL';

  @Field(() => String, { description: '六位验证码，15 分钟内有效，最多输错 5 次。Six digits; holds for 15 minutes and five mistakes.' })
  @IsString()
  @Length(1, 20)
  code: string;
}

@InputType({ description: '要移除的地址或机器人。An address or robot to take away.' })
export class RemoveNotificationContactInput extends ScopedInput {
  @Field(() => NotificationChannels, { description: '渠道。The channel.' })
  @IsIn(CHANNELS)
  channel: Channel;
}

@InputType({ description: '本单位的群机器人；替换同一厂商原有的机器人。A group robot for the organisation, in the place of the one of the same vendor.' })
export class SetRobotInput extends MutationInput {
  @Field(() => String, { description: '企业微信或钉钉的 Webhook 地址，原样粘贴；加密保存，不再显示。Webhook address as the vendor shows it; sealed and never shown again.' })
  @IsString()
  @Length(1, 500)
  url: string;

  @Field(() => String, { nullable: true, description: '钉钉加签密钥（SEC 开头），未启用加签则不填。Signing secret of a 钉钉 robot that wants one.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  signingSecret?: string | null;
}

export const NotificationPreferencesResult = resultUnion('NotificationPreferencesResult', '修改后的通知设置，或拒绝的原因。The settings as they are now, or why nothing changed.', () => NotificationPreferencesNode);
