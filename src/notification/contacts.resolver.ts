import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { signedIn } from '../core/access/rule.js';
import type { Scope } from '../core/notification/preference.js';
import type { Outcome } from '../core/outcome/outcome.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { ContactDeeds } from './contact-deeds.js';
import {
  ConfirmNotificationContactInput, NotificationContactNode, NotificationPreferencesResult, RemoveNotificationContactInput, SetNotificationContactInput, SetRobotInput,
  type NotificationPreferencesNode,
} from './preference.types.js';
import { ReadPreferences } from './read-preferences.js';
import { KEEPERS, type Subscriber } from './subscriber.js';

/** Where notices go outside the platform. */
@Resolver(() => NotificationContactNode)
export class ContactsResolver {
  constructor(private readonly reading: ReadPreferences, private readonly answers: Answers, private readonly contacts: ContactDeeds) {}

  @Mutation(() => NotificationPreferencesResult, { description: '填写接收通知的邮箱或手机号，并发送验证码；确认前不会发送通知。Names where notices are to go and sends a code there; nothing else is sent before it is confirmed.' })
  @Access(signedIn)
  async setNotificationContact(@Args('input') input: SetNotificationContactInput, @Context() context: RequestContext): Promise<NotificationPreferencesNode | Refusal> {
    const { scope, channel, address } = input;
    return this.after(context, scope, await this.contacts.giving.run(deedRequest(context, input.idempotencyKey), [{ scope, channel, address }]));
  }

  @Mutation(() => NotificationPreferencesResult, { description: '用收到的验证码确认地址。Confirms an address by the code that was sent there.' })
  @Access(signedIn)
  async confirmNotificationContact(@Args('input') input: ConfirmNotificationContactInput, @Context() context: RequestContext): Promise<NotificationPreferencesNode | Refusal> {
    const { scope, channel, code } = input;
    return this.after(context, scope, await this.contacts.confirming.run(deedRequest(context, input.idempotencyKey), [{ scope, channel, code }]));
  }

  @Mutation(() => NotificationPreferencesResult, { description: '移除地址或群机器人。Takes an address or robot away.' })
  @Access(signedIn)
  async removeNotificationContact(@Args('input') input: RemoveNotificationContactInput, @Context() context: RequestContext): Promise<NotificationPreferencesNode | Refusal> {
    const { scope, channel } = input;
    return this.after(context, scope, await this.contacts.removing.run(deedRequest(context, input.idempotencyKey), [{ scope, channel }]));
  }

  @Mutation(() => NotificationPreferencesResult, { description: '设置本单位的企业微信或钉钉群机器人。Lets a group robot of 企业微信 or 钉钉 tell the organisation.' })
  @Access(KEEPERS)
  async setRobot(@Args('input') input: SetRobotInput, @Context() context: RequestContext): Promise<NotificationPreferencesNode | Refusal> {
    const { url, signingSecret } = input;
    return this.after(context, 'ORGANISATION', await this.contacts.placing.run(deedRequest(context, input.idempotencyKey), [{ url, signingSecret: signingSecret ?? null }]));
  }

  /** The settings as they are after the deed, or its refusal. */
  private async after(context: RequestContext, scope: Scope, outcomes: readonly Outcome<Subscriber>[]): Promise<NotificationPreferencesNode | Refusal> {
    const answer = this.answers.one(context, outcomes[0]);
    if ('code' in answer) return answer;
    return await this.reading.of(context.viewer, scope) ?? throwInput('SIGN_IN_REQUIRED', null);
  }
}
