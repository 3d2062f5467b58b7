import { Webhook } from 'standardwebhooks';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DomainEvent } from '../../../src/core/events/events.js';
import type { WebhookDeliveryId, WebhookId } from '../../../src/core/ids/ids.js';
import { isWebhookEvent } from '../../../src/core/notification/webhook-events.js';
import { done } from '../../../src/core/outcome/outcome.js';
import {
  CreateWebhooks, NOTIFICATION_ENTITIES, RedeliverWebhooks, RemoveWebhooks, ReviseWebhooks, RotateWebhookSecrets, SendTestEvents, WebhookLedger,
} from '../../../src/notification/index.js';
import { PlanWebhooks, PostNotices, SendWebhooks, SweepWebhooks } from '../../../src/notification/jobs.js';
import { ORGANISATION_ENTITIES } from '../../../src/organisation/index.js';
import { Sealer } from '../../../src/platform/sealing/sealer.js';
import { HttpsWebhooks } from '../../../src/platform/webhook/https-webhooks.js';
import { valueOf } from '../rooms/demand-room.js';
import { openHouse, SYSTEM, type House } from '../rooms/house.js';
import type { Received } from '../webhook/receiver.js';

const TIMEOUT_MS = 400;

/** The part of the room that webhooks are, with its handlers and a relay that is turned by hand. */
export class WebhookRoom {
  readonly sealer = new Sealer('secret of the house');
  readonly webhooks = new HttpsWebhooks({ networks: [], localTrial: true }, { timeoutMs: TIMEOUT_MS });
  readonly ledger: WebhookLedger;
  readonly creating: CreateWebhooks;
  readonly revising: ReviseWebhooks;
  readonly removing: RemoveWebhooks;
  readonly rotating: RotateWebhookSecrets;
  readonly testing: SendTestEvents;
  readonly redelivering: RedeliverWebhooks;
  private readonly planning: PlanWebhooks;
  private readonly sending: SendWebhooks;
  private readonly sweeping: SweepWebhooks;
  private readonly posting: PostNotices;
  private relayed = 0n;

  private constructor(readonly house: House) {
    const { deeds, ids, clock, matcher, handlers } = house;
    this.ledger = new WebhookLedger(clock);
    this.creating = new CreateWebhooks(deeds, ids, this.sealer, this.webhooks);
    this.revising = new ReviseWebhooks(deeds, this.webhooks);
    [this.removing, this.rotating] = [new RemoveWebhooks(deeds), new RotateWebhookSecrets(deeds, this.sealer)];
    [this.testing, this.redelivering] = [new SendTestEvents(deeds, ids), new RedeliverWebhooks(deeds)];
    [this.planning, this.posting, this.sweeping] = [new PlanWebhooks(handlers, matcher, ids, clock), new PostNotices(handlers, ids, clock), new SweepWebhooks(matcher, clock)];
    this.sending = this.worker();
  }

  static async open(): Promise<WebhookRoom> {
    return new WebhookRoom(await openHouse([...ORGANISATION_ENTITIES, ...NOTIFICATION_ENTITIES]));
  }

  /** What sends in another process. */
  worker(): SendWebhooks {
    return new SendWebhooks(this.house.matcher, this.ledger, this.webhooks, this.sealer, this.house.clock);
  }

  /** A webhook of the viewer's organisation that asks for recommendations. */
  async webhook(viewer: MemberViewer, url: string, eventTypes: Parameters<CreateWebhooks['run']>[1][number]['eventTypes'] = ['RecommendationMade']): Promise<{ id: WebhookId; secret: string }> {
    const { id, secret } = valueOf(await this.creating.run(this.house.request(viewer), [{ name: '企业 ERP', url, eventTypes }]));
    return { id, secret };
  }

  /** Something happens that names these; the relay has not turned yet. */
  async happens(named: readonly MemberViewer[], changes: Partial<DomainEvent> = {}): Promise<string> {
    const event: DomainEvent = {
      type: 'RecommendationMade', subjectId: this.house.ids.next('recommendation'), organisationId: null, refs: { productId: 'prd_secret', demandId: 'dmd_secret' },
      notice: { recipients: named.map((one) => one.organisationId), code: 'NOTICE_RECOMMENDATION_BUYER', params: { title: '张工 13812345678', model: 'MG-7', className: '采煤机' } }, ...changes,
    };
    await this.house.deeds.perform(this.house.request(SYSTEM), 'tell', [1], (tx) => {
      tx.announce(event);
      return Promise.resolve([done({ id: event.subjectId })]);
    });
    return event.subjectId;
  }

  /** Turns the relay until nothing is left, each event `times` times, and sends what is due. */
  async pump(times = 1): Promise<void> {
    for (;;) {
      const events = (await this.house.outbox()).filter((event) => BigInt(event.id) > this.relayed);
      if (events.length === 0) break;
      this.relayed = BigInt(events.at(-1)?.id ?? 0);
      const [asked, told] = [events.filter((event) => isWebhookEvent(event.type)), events.filter((event) => event.notice !== null)];
      for (let n = 0; n < times; n++) await Promise.all([this.planning.handle(asked), this.posting.handle(told)]);
      await this.sending.handle(events);
    }
  }

  /** The clock brings the job that sends, after so many minutes. */
  async later(minutes: number): Promise<void> {
    this.house.clock.moveBy(minutes * 60_000);
    await this.sending.handle([]);
    await this.pump();
  }

  async sweep(): Promise<void> {
    await this.sweeping.handle();
    await this.pump();
  }

  async standing(id: WebhookId): Promise<{ state: string; failures: number }> {
    const [row] = await this.house.rows<{ state: string; failures: number }>('select state, failures from notification_webhook where id = $1', [id]);
    if (row === undefined) throw new Error(`${id} is gone.`);
    return row;
  }

  deliveries(id: WebhookId): Promise<{ id: WebhookDeliveryId; state: string; attempts: number; status_code: number | null; code: string | null }[]> {
    return this.house.rows('select id, state, attempts, status_code, code from notification_webhook_delivery where webhook_id = $1 order by id', [id]);
  }

  async notices(viewer: MemberViewer): Promise<string[]> {
    const rows = await this.house.rows<{ code: string }>(`select code from notification_notice where organisation_id = $1 and code like 'NOTICE_WEBHOOK%' order by id`, [viewer.organisationId]);
    return rows.map((row) => row.code);
  }

  /** What a receiver that holds a secret makes of a message: its content, or null when it is not to be trusted at this time. */
  verified({ headers, body }: Received, secret: string): { type: string; data: { id: string; subjectId: string; organisationId: string } } | null {
    // The reference implementation looks at the machine's clock; that of the house is moved by the tests.
    const shifted = Date.now() - this.house.clock.now().getTime();
    const at = Number(headers['webhook-timestamp']) * 1_000;
    if (Math.abs(at + shifted - Date.now()) > 5 * 60_000) return null;
    const own = new Webhook(secret).sign(String(headers['webhook-id']), new Date(at), body);
    return String(headers['webhook-signature']).split(' ').includes(own) ? JSON.parse(body) as ReturnType<WebhookRoom['verified']> : null;
  }
}
