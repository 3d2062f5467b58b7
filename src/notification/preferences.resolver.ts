import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { signedIn } from '../core/access/rule.js';
import type { Scope } from '../core/notification/preference.js';
import type { Outcome } from '../core/outcome/outcome.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import {
  NotificationPreferencesArgs, NotificationPreferencesNode, NotificationPreferencesResult, SetNotificationLanguageInput, SetNotificationPreferenceInput, SetQuietHoursInput,
} from './preference.types.js';
import { ReadPreferences } from './read-preferences.js';
import { SetNotificationLanguages } from './set-notification-languages.js';
import { SetNotificationPreferences } from './set-notification-preferences.js';
import { SetQuietHours } from './set-quiet-hours.js';
import type { Subscriber } from './subscriber.js';

/** How a member, or the organisation as a whole, is told outside the platform. */
@Resolver(() => NotificationPreferencesNode)
export class PreferencesResolver {
  constructor(
    private readonly reading: ReadPreferences, private readonly answers: Answers, private readonly choosing: SetNotificationPreferences,
    private readonly quieting: SetQuietHours, private readonly speaking: SetNotificationLanguages,
  ) {}

  @Query(() => NotificationPreferencesNode, { description: '通知设置：渠道、频率、免打扰和地址。How you, or your organisation, are told of notices outside the platform.' })
  @Access(signedIn)
  async notificationPreferences(@Args() { scope }: NotificationPreferencesArgs, @Context() { viewer }: RequestContext): Promise<NotificationPreferencesNode> {
    return await this.reading.of(viewer, scope) ?? throwInput('SIGN_IN_REQUIRED', null);
  }

  @Mutation(() => NotificationPreferencesResult, { description: '设置某几类通知的渠道和频率。Chooses channels and cadence of some kinds of notices.' })
  @Access(signedIn)
  async setNotificationPreference(@Args('input') input: SetNotificationPreferenceInput, @Context() context: RequestContext): Promise<NotificationPreferencesNode | Refusal> {
    const { scope, kinds, channels, cadence } = input;
    return this.after(context, scope, await this.choosing.run(deedRequest(context, input.idempotencyKey), [{ scope, kinds, channels, cadence }]));
  }

  @Mutation(() => NotificationPreferencesResult, { description: '设置或取消免打扰时段。Sets or clears the hours in which only what is urgent is sent.' })
  @Access(signedIn)
  async setQuietHours(@Args('input') input: SetQuietHoursInput, @Context() context: RequestContext): Promise<NotificationPreferencesNode | Refusal> {
    const { scope, from, to } = input;
    return this.after(context, scope, await this.quieting.run(deedRequest(context, input.idempotencyKey), [{ scope, from: from ?? null, to: to ?? null }]));
  }

  @Mutation(() => NotificationPreferencesResult, { description: '设置外发通知的语言。Chooses the language of what is sent.' })
  @Access(signedIn)
  async setNotificationLanguage(@Args('input') input: SetNotificationLanguageInput, @Context() context: RequestContext): Promise<NotificationPreferencesNode | Refusal> {
    const { scope, language } = input;
    return this.after(context, scope, await this.speaking.run(deedRequest(context, input.idempotencyKey), [{ scope, language: language === 'EN' ? 'en' : 'zh-CN' }]));
  }

  /** The settings as they are after the deed, or its refusal. */
  private async after(context: RequestContext, scope: Scope, outcomes: readonly Outcome<Subscriber>[]): Promise<NotificationPreferencesNode | Refusal> {
    const answer = this.answers.one(context, outcomes[0]);
    if ('code' in answer) return answer;
    return await this.reading.of(context.viewer, scope) ?? throwInput('SIGN_IN_REQUIRED', null);
  }
}
