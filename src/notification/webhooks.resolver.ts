import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { isMember } from '../core/access/viewer.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { KEEPERS } from './subscriber.js';
import { WebhookDeeds } from './webhook-deeds.js';
import type { WebhookWithSecret } from './webhook-secret.js';
import { pageOfWebhooks, type ShownWebhook } from './webhook.store.js';
import {
  CreateWebhookInput, CreateWebhookResult, RemoveWebhookInput, RemoveWebhookResult, ReviseWebhookInput, ReviseWebhookResult, RotateWebhookSecretInput, RotateWebhookSecretResult,
  WebhookConnection, WebhookNode, WebhooksArgs, type RemovedWebhook,
} from './webhook.types.js';

/** Webhooks of the viewer's organisation, for who keeps its settings. */
@Resolver(() => WebhookNode)
export class WebhooksResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly deeds: WebhookDeeds) {}

  @Query(() => WebhookConnection, { description: '本单位的 Webhook，至多 10 个，新的在前。Webhooks of your organisation, ten at most, the latest first.' })
  @Access(KEEPERS)
  async webhooks(@Args() args: WebhooksArgs, @Context() { viewer }: RequestContext): Promise<Connection<ShownWebhook>> {
    const after = cursorOf(args)?.[0] ?? null;
    const organisationId = isMember(viewer) ? viewer.organisationId : '';
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfWebhooks(tx, organisationId, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }

  @Mutation(() => CreateWebhookResult, { description: '新建 Webhook：此后的事件推送到该地址；签名密钥仅此一次显示。Creates a webhook: events from now on are sent there; its secret is shown this once.' })
  @Access(KEEPERS)
  async createWebhook(@Args('input') { name, url, eventTypes, idempotencyKey }: CreateWebhookInput, @Context() context: RequestContext): Promise<WebhookWithSecret | Refusal> {
    return this.answers.one(context, (await this.deeds.creating.run(deedRequest(context, idempotencyKey), [{ name, url, eventTypes }]))[0]);
  }

  @Mutation(() => ReviseWebhookResult, { description: '修改、暂停或恢复 Webhook。Changes a webhook, holds it or lets it go on.' })
  @Access(KEEPERS)
  async reviseWebhook(@Args('input') input: ReviseWebhookInput, @Context() context: RequestContext): Promise<ShownWebhook | Refusal> {
    const { webhookId, name = null, url = null, eventTypes = null, paused = null, idempotencyKey } = input;
    return this.answers.one(context, (await this.deeds.revising.run(deedRequest(context, idempotencyKey), [{ webhookId, name, url, eventTypes, paused }]))[0]);
  }

  @Mutation(() => RemoveWebhookResult, { description: '移除 Webhook。Removes a webhook.' })
  @Access(KEEPERS)
  async removeWebhook(@Args('input') { webhookId, idempotencyKey }: RemoveWebhookInput, @Context() context: RequestContext): Promise<RemovedWebhook | Refusal> {
    return this.answers.one(context, (await this.deeds.removing.run(deedRequest(context, idempotencyKey), [webhookId]))[0]);
  }

  @Mutation(() => RotateWebhookSecretResult, { description: '更换签名密钥，新密钥仅此一次显示。Gives a webhook another secret, shown this once.' })
  @Access(KEEPERS)
  async rotateWebhookSecret(@Args('input') { webhookId, idempotencyKey }: RotateWebhookSecretInput, @Context() context: RequestContext): Promise<WebhookWithSecret | Refusal> {
    return this.answers.one(context, (await this.deeds.rotating.run(deedRequest(context, idempotencyKey), [webhookId]))[0]);
  }
}
