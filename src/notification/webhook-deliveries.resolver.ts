import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { isMember } from '../core/access/viewer.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { RedeliverWebhooks } from './redeliver-webhooks.js';
import { SendTestEvents } from './send-test-events.js';
import { KEEPERS } from './subscriber.js';
import { attemptsOf, pageOfWebhookDeliveries, type ShownWebhookDelivery, type WebhookAttempt } from './webhook-delivery.store.js';
import {
  RedeliverInput, RedeliverResult, SendTestEventInput, SendTestEventResult, WebhookAttemptNode, WebhookDeliveriesArgs, WebhookDeliveryConnection, WebhookDeliveryNode,
} from './webhook-delivery.types.js';

const ATTEMPTS_SHOWN = 20;

/** What became of events on their way to webhooks. */
@Resolver(() => WebhookDeliveryNode)
export class WebhookDeliveriesResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly testing: SendTestEvents, private readonly redelivering: RedeliverWebhooks) {}

  @Query(() => WebhookDeliveryConnection, { description: '本单位 Webhook 的推送记录，新的在前；了结后保留 30 天。Deliveries to webhooks of your organisation, the latest first; kept for 30 days once settled.' })
  @Access(KEEPERS)
  async webhookDeliveries(@Args() args: WebhookDeliveriesArgs, @Context() { viewer }: RequestContext): Promise<Connection<ShownWebhookDelivery>> {
    const after = cursorOf(args)?.[0] ?? null;
    const organisationId = isMember(viewer) ? viewer.organisationId : '';
    const filter = { webhookId: args.webhookId ?? null, state: args.state ?? null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfWebhookDeliveries(tx, organisationId, filter, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }

  @Mutation(() => SendTestEventResult, { description: '发送测试事件，签名与正式事件相同。Sends a trial, signed as an event would be.' })
  @Access(KEEPERS)
  async sendTestEvent(@Args('input') { webhookId, idempotencyKey }: SendTestEventInput, @Context() context: RequestContext): Promise<ShownWebhookDelivery | Refusal> {
    return this.answers.one(context, (await this.testing.run(deedRequest(context, idempotencyKey), [webhookId]))[0]);
  }

  @Mutation(() => RedeliverResult, { description: '重新推送一条已了结的记录。Sends a settled delivery once more.' })
  @Access(KEEPERS)
  async redeliver(@Args('input') { webhookDeliveryId, idempotencyKey }: RedeliverInput, @Context() context: RequestContext): Promise<ShownWebhookDelivery | Refusal> {
    return this.answers.one(context, (await this.redelivering.run(deedRequest(context, idempotencyKey), [webhookDeliveryId]))[0]);
  }

  @ResolveField(() => [WebhookAttemptNode], {
    description: '最近的尝试，至多 20 次，新的在前。The latest attempts, at most 20, latest first.', complexity: ({ childComplexity }) => 1 + ATTEMPTS_SHOWN * childComplexity,
  })
  attemptLog(@Parent() { id }: WebhookDeliveryNode, @Context() context: RequestContext): Promise<readonly WebhookAttempt[]> {
    return context.loader<string, readonly WebhookAttempt[]>('webhookAttempts', async (ids) => {
      const attempts = await this.database.read(scopeOf(context.viewer), (tx) => attemptsOf(tx, ids, ATTEMPTS_SHOWN));
      return ids.map((one) => attempts.get(one) ?? []);
    }).load(id);
  }
}
