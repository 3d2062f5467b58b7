import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MESSAGES } from '../../../src/app/messages.js';
import { SWITCHBOARD } from '../../../src/app/switchboard.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DomainEvent, EventType } from '../../../src/core/events/events.js';
import { robotOf } from '../../../src/core/notification/contact.js';
import { done } from '../../../src/core/outcome/outcome.js';
import { CarryMessages, ComposeMessages, ConfirmContacts, DeliveryLedger, GiveContacts, NOTIFICATION_ENTITIES, RemoveContacts, SetNotificationPreferences, SetQuietHours, SetRobots } from '../../../src/notification/index.js';
import { PlanDeliveries, PostContactCodes, PostNotices, SendDeliveries, SweepDeliveries } from '../../../src/notification/jobs.js';
import { ORGANISATION_ENTITIES } from '../../../src/organisation/index.js';
import { readSettings } from '../../../src/platform/config/settings.js';
import type { EventHandler } from '../../../src/platform/deed/handlers.js';
import { FileMailer } from '../../../src/platform/mail/file-mailer.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { WebhookRobots } from '../../../src/platform/robot/webhook-robots.js';
import { Sealer } from '../../../src/platform/sealing/sealer.js';
import { FileSmsSender } from '../../../src/platform/sms/file-sms-sender.js';
import { valueOf } from '../rooms/demand-room.js';
import { openHouse, SYSTEM, type House, type OutboxRow } from '../rooms/house.js';

export const PUBLIC_URL = 'https://duijie.example';
export const WECOM_URL = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=key-of-a-group';

const CODE = '验证码';

export interface DeliveryRow {
  readonly id: string;
  readonly channel: string;
  readonly purpose: string;
  readonly state: string;
  readonly code: string | null;
  readonly attempts: number;
}
export interface SentMail {
  readonly reference: string;
  readonly to: string;
  readonly text: string;
}
interface FailedJob {
  readonly handler: EventHandler;
  readonly events: readonly OutboxRow[];
}

/** The room with its handlers, its carriers (files, and a server in the place of the robots' vendors), and a relay that can be turned by hand. */
export class NotificationRoom {
  readonly sealer = new Sealer('secret of the house');
  readonly messages = new MessageCatalogue(MESSAGES);
  readonly ledger: DeliveryLedger;
  readonly composing: ComposeMessages;
  readonly carrying: CarryMessages;
  readonly sweep: SweepDeliveries;
  readonly giving: GiveContacts;
  readonly confirming: ConfirmContacts;
  readonly removing: RemoveContacts;
  readonly placing: SetRobots;
  readonly choosing: SetNotificationPreferences;
  readonly quieting: SetQuietHours;
  /** Jobs that threw, which the queue would bring again after a rest. */
  failed: FailedJob[] = [];
  /** What the vendors answer, and what was posted to them. */
  vendor: { status: number; errcode: number } = { status: 200, errcode: 0 };
  readonly posted: string[] = [];
  private readonly handlers: Readonly<Record<string, EventHandler>>;
  private relayed = 0n;

  private constructor(readonly house: House, readonly folder: string, readonly mailer: FileMailer, readonly sms: FileSmsSender, private readonly server: Server, publicUrl: string | null) {
    const { app, matcher, ids, clock, deeds } = house;
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += String(chunk); });
      request.on('end', () => {
        this.posted.push(body);
        response.writeHead(this.vendor.status).end(JSON.stringify({ errcode: this.vendor.errcode }));
      });
    });
    this.ledger = new DeliveryLedger(app, ids, clock);
    this.composing = new ComposeMessages(this.messages, readSettings(publicUrl === null ? {} : { DUIJIE_PUBLIC_URL: publicUrl }), this.sealer);
    this.carrying = new CarryMessages(mailer, sms, new WebhookRobots({ vendors: { WECOM: base, DINGTALK: base } }), this.sealer);
    this.sweep = new SweepDeliveries(matcher, ids, clock);
    [this.giving, this.confirming, this.removing] = [new GiveContacts(deeds, ids, this.sealer), new ConfirmContacts(deeds, this.sealer), new RemoveContacts(deeds)];
    [this.placing, this.choosing, this.quieting] = [new SetRobots(deeds, ids, this.sealer), new SetNotificationPreferences(deeds), new SetQuietHours(deeds)];
    this.handlers = {
      PostNotices: new PostNotices(house.handlers, ids, clock),
      PlanDeliveries: new PlanDeliveries(house.handlers, ids, clock),
      PostContactCodes: new PostContactCodes(house.handlers, ids, clock),
      SendDeliveries: new SendDeliveries(matcher, this.ledger, this.composing, this.carrying, clock),
    };
  }

  static async open(publicUrl: string | null = PUBLIC_URL): Promise<NotificationRoom> {
    const folder = await mkdtemp(join(tmpdir(), 'duijie-通知 '));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const house = await openHouse([...ORGANISATION_ENTITIES, ...NOTIFICATION_ENTITIES]);
    return new NotificationRoom(house, folder, await FileMailer.open(folder), await FileSmsSender.open(folder), server, publicUrl);
  }

  async close(): Promise<void> {
    await this.house.close();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A member who can sign in. */
  async member(): Promise<MemberViewer> {
    const viewer = await this.house.organisation();
    await this.house.token(viewer);
    return viewer;
  }

  /** A member with a confirmed address. */
  async told(channel: 'EMAIL' | 'SMS', address: string, viewer?: MemberViewer): Promise<MemberViewer> {
    const member = viewer ?? await this.member();
    valueOf(await this.giving.run(this.house.request(member), [{ scope: 'MEMBER', channel, address }]));
    valueOf(await this.confirming.run(this.house.request(member), [{ scope: 'MEMBER', channel, code: await this.codeOf(member.memberId, channel) }]));
    await this.pump();
    return member;
  }

  /** A robot of the member's organisation. */
  async robot(viewer: MemberViewer, url = WECOM_URL): Promise<void> {
    if (robotOf(url) === null) throw new Error(`No robot: ${url}`);
    valueOf(await this.placing.run(this.house.request(viewer), [{ url, signingSecret: null }]));
  }

  async codeOf(subscriberId: string, channel: string): Promise<string> {
    const [row] = await this.house.rows<{ nonce: string }>('select nonce from notification_contact where subscriber_id = $1 and channel = $2', [subscriberId, channel]);
    if (row === undefined) throw new Error(`${subscriberId} has no ${channel}.`);
    return this.sealer.codeOf(row.nonce);
  }

  /** Something happens of which these are told; the relay has not turned yet. */
  async happens(recipients: readonly MemberViewer[], changes: Partial<DomainEvent> & { readonly type?: EventType } = {}): Promise<void> {
    const [first] = recipients;
    if (first === undefined) throw new Error('Nobody is told.');
    const event: DomainEvent = {
      type: 'DemandClosed', subjectId: this.house.ids.next('demand'), organisationId: null,
      notice: { recipients: recipients.map((one) => one.organisationId), code: 'NOTICE_DEMAND_EXPIRED', params: { title: '破碎机改造', neededBy: '2026-11-30' } }, ...changes,
    };
    await this.house.deeds.perform(this.house.request(SYSTEM), 'tell', [1], (tx) => {
      tx.announce(event);
      return Promise.resolve([done({ id: first.organisationId })]);
    });
  }

  /** Turns the relay until nothing is left, each event `times` times: jobs that throw are kept in `failed`. */
  async pump(times = 1): Promise<void> {
    for (;;) {
      const events = (await this.house.outbox()).filter((event) => BigInt(event.id) > this.relayed);
      if (events.length === 0) return;
      this.relayed = BigInt(events.at(-1)?.id ?? 0);
      for (const [name, handler] of Object.entries(this.handlers)) {
        const woken = events.filter((event) => wakes(event).includes(name));
        if (woken.length > 0) await Promise.all(Array.from({ length: times }, (_, n) => this.run({ handler, events: n % 2 === 0 ? woken : [...woken].reverse() })));
      }
    }
  }

  /** The queue brings the jobs that threw again. */
  async retry(): Promise<void> {
    for (const job of this.failed.splice(0)) await this.run(job);
    await this.pump();
  }

  async deliveries(subscriberId: string): Promise<DeliveryRow[]> {
    return this.house.rows<DeliveryRow>('select id, channel, purpose, state, code, attempts from notification_delivery where subscriber_id = $1 order by id', [subscriberId]);
  }

  /** Mails that carry no code, oldest first, to one address or to all. */
  async mails(to: string | null = null): Promise<SentMail[]> {
    return (await this.allMails()).filter((mail) => (to === null || mail.to === to) && !mail.text.startsWith(CODE));
  }

  /** Text messages that carry no code, oldest first. */
  async texts(to: string): Promise<string[]> {
    return (await this.allTexts()).filter((one) => one.to === to && !one.text.startsWith(CODE)).map((one) => one.text);
  }

  /** What went to one address with a code in it, oldest first. */
  async codesTo(to: string): Promise<string[]> {
    const texts = [...(await this.allMails()), ...(await this.allTexts())].filter((one) => one.to === to).map((one) => one.text);
    return texts.filter((text) => text.startsWith(CODE));
  }

  private async allMails(): Promise<SentMail[]> {
    const names = (await readdir(join(this.folder, 'mail'))).sort();
    return Promise.all(names.map(async (name) => {
      const text = await readFile(join(this.folder, 'mail', name), 'utf8');
      return { reference: name.replace('.eml', ''), to: /^To: (.*)\r$/m.exec(text)?.[1] ?? '', text: Buffer.from(text.split('\r\n\r\n')[1] ?? '', 'base64').toString('utf8').replaceAll('\r\n', '\n') };
    }));
  }

  private async allTexts(): Promise<SentMail[]> {
    const lines = await readFile(join(this.folder, 'sms', 'messages.jsonl'), 'utf8').catch(() => '');
    return lines.split('\n').filter(Boolean).map((line) => JSON.parse(line) as SentMail);
  }

  private async run(job: FailedJob): Promise<void> {
    await job.handler.handle(job.events).catch(() => void this.failed.push(job));
  }
}

/** Names of the handlers that the switchboard wakes for an event. */
function wakes(event: OutboxRow): string[] {
  return [...SWITCHBOARD[event.type as EventType].map(({ handler }) => handler.name), ...(event.notice === null ? [] : ['PostNotices'])];
}
