import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ANONYMOUS, type MemberViewer } from '../../../src/core/access/viewer.js';
import type { DomainEvent } from '../../../src/core/events/events.js';
import type { NoticeId } from '../../../src/core/ids/ids.js';
import { done } from '../../../src/core/outcome/outcome.js';
import { MarkAllNoticesRead, MarkNoticesRead, NOTIFICATION_ENTITIES } from '../../../src/notification/index.js';
import { PostNotices } from '../../../src/notification/jobs.js';
import { countUnread, pageOfNotices } from '../../../src/notification/notice.store.js';
import { ORGANISATION_ENTITIES } from '../../../src/organisation/index.js';
import { SYSTEM_SCOPE } from '../../../src/platform/db/database.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { openHouse, SYSTEM, type House, type OutboxRow } from '../rooms/house.js';

let house: House;
let post: PostNotices;
let buyer: MemberViewer;
let supplier: MemberViewer;

beforeAll(async () => {
  house = await openHouse([...ORGANISATION_ENTITIES, ...NOTIFICATION_ENTITIES]);
  post = new PostNotices(house.handlers, house.ids, house.clock);
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  [buyer, supplier] = [await house.organisation(), await house.organisation()];
});

/** Announces events and answers them as a job would bring them. */
async function announced(...events: DomainEvent[]): Promise<OutboxRow[]> {
  const before = new Set((await house.outbox()).map((event) => event.id));
  await house.deeds.perform(house.request(SYSTEM), 'tell', [1], (tx) => {
    tx.announce(...events);
    return Promise.resolve([done({ id: buyer.organisationId })]);
  });
  return (await house.outbox()).filter((event) => !before.has(event.id));
}

const anEvent = (changes: Partial<DomainEvent['notice']> = {}): DomainEvent => ({
  type: 'RegistrationReviewed', subjectId: buyer.organisationId, organisationId: buyer.organisationId,
  notice: { recipients: [buyer.organisationId], code: 'NOTICE_REGISTRATION_APPROVED', params: { name: '某厂' }, ...changes },
});
const inboxOf = (viewer: MemberViewer, unreadOnly = false, limit = 50, after: NoticeId | null = null) =>
  house.read(viewer, (tx) => pageOfNotices(tx, viewer.organisationId, unreadOnly, limit, after));
const unreadOf = (viewer: MemberViewer) => house.read(viewer, (tx) => countUnread(tx, viewer.organisationId));
const postedFor = async (viewer: MemberViewer) => (await house.outbox('NoticePosted')).filter((event) => event.refs['recipientId'] === viewer.organisationId);

describe('posting notices', () => {
  it('puts one row into the inbox of each recipient and tells who watches', async () => {
    const [event] = await announced(anEvent({ recipients: [buyer.organisationId, supplier.organisationId, buyer.organisationId] }));
    if (event === undefined) throw new Error('Nothing was announced.');
    await post.handle([event]);
    for (const viewer of [buyer, supplier]) {
      const inbox = await inboxOf(viewer);
      expect(inbox).toMatchObject([{
        organisationId: viewer.organisationId, outboxId: event.id, eventType: 'RegistrationReviewed', subjectId: buyer.organisationId,
        code: 'NOTICE_REGISTRATION_APPROVED', params: { name: '某厂' }, createdAt: house.clock.now(), readAt: null,
      }]);
      expect(await postedFor(viewer)).toMatchObject([{ subjectId: inbox[0]?.id, organisationId: null, notice: null }]);
    }
  });

  it('does so once, however often and from wherever the event is delivered', async () => {
    const events = await announced(anEvent());
    await Promise.all([post.handle(events), post.handle(events), post.handle([...events, ...events])]);
    await post.handle(events);
    // Old rows of handlers' own inbox are swept; the notice's unique event still holds.
    await house.rows(`delete from platform_inbox where handler = 'PostNotices'`);
    await post.handle(events);
    expect(await inboxOf(buyer)).toHaveLength(1);
    expect(await postedFor(buyer)).toHaveLength(1);
  });

  it('passes over events without a notice and recipients that are closed or unknown', async () => {
    await house.rows(`update organisation set state = 'CLOSED' where id = $1`, [supplier.organisationId]);
    const unknown = house.ids.next('organisation');
    await post.handle(await announced({ type: 'DemandPublished', subjectId: house.ids.next('demand'), organisationId: buyer.organisationId }, anEvent({ recipients: [supplier.organisationId, unknown, buyer.organisationId] })));
    expect(await house.rows('select organisation_id from notification_notice where organisation_id = any($1)', [[supplier.organisationId, unknown, buyer.organisationId]])).toEqual([{ organisation_id: buyer.organisationId }]);
  });

  it('takes prices and telephone numbers out before anything is kept', async () => {
    await post.handle(await announced(anEvent({ code: 'NOTICE_DEMAND_EXPIRED', params: { title: '风机 张工 13812345678，32万元', neededBy: '2026-11-25', budgetCny: '320000' } })));
    expect((await inboxOf(buyer))[0]?.params).toEqual({ title: '风机 张工 ***，***', neededBy: '2026-11-25', budgetCny: '***' });
    expect(JSON.stringify(await house.rows('select * from notification_notice where organisation_id = $1', [buyer.organisationId]))).not.toMatch(/13812345678|32万|320000/);
  });
});

describe('reading an inbox', () => {
  const fill = async (count: number): Promise<NoticeId[]> => {
    for (let n = 0; n < count; n++) await post.handle(await announced(anEvent()));
    return (await inboxOf(buyer)).map((notice) => notice.id);
  };

  it('is its own organisation’s alone', async () => {
    await fill(1);
    expect(await inboxOf(supplier)).toEqual([]);
    for (const viewer of [supplier, await house.organisation({ kind: 'DEPARTMENT' }), ANONYMOUS]) {
      expect(await house.read(viewer, (tx) => pageOfNotices(tx, buyer.organisationId, false, 10, null))).toEqual([]);
    }
  });

  it('goes newest first, page by page, all or the unread', async () => {
    const ids = await fill(3);
    expect((await inboxOf(buyer, false, 2)).map((notice) => notice.id)).toEqual(ids.slice(0, 2));
    expect((await inboxOf(buyer, false, 2, ids[1] ?? null)).map((notice) => notice.id)).toEqual(ids.slice(2));
    valueOf(await new MarkNoticesRead(house.deeds).run(house.request(buyer), [ids[1] as NoticeId]));
    expect((await inboxOf(buyer, true)).map((notice) => notice.id)).toEqual([ids[0], ids[2]]);
    expect(await unreadOf(buyer)).toBe(2);
  });

  it('marks what is there and yours, once', async () => {
    const [id] = await fill(1) as [NoticeId];
    const marking = new MarkNoticesRead(house.deeds);
    const readAt = house.clock.now();
    valueOf(await marking.run(house.request(buyer), [id]));
    house.clock.moveBy(60_000);
    valueOf(await marking.run(house.request(buyer), [id]));
    expect((await inboxOf(buyer))[0]?.readAt).toEqual(readAt);
    expect(refusalOf(await marking.run(house.request(supplier), [id]))).toEqual({ code: 'NOT_FOUND', field: 'ids.0' });
    expect(refusalOf(await marking.run(house.request(buyer), [house.ids.next('notice')]))).toEqual({ code: 'NOT_FOUND', field: 'ids.0' });
  });

  it('marks everything that was there when it was asked, more than one transaction takes, and nothing later on a repeat', async () => {
    await fill(1);
    await house.rows(
      `insert into notification_notice (id, organisation_id, outbox_id, event_type, subject_id, code, params, created_at)
       select 'ntc_0' || lpad(n::text, 25, '0'), organisation_id, n + 1000000, event_type, subject_id, code, params, created_at
       from notification_notice, generate_series(1, 2100) n where organisation_id = $1`, [buyer.organisationId]);
    const marking = new MarkAllNoticesRead(house.deeds);
    const request = house.request(buyer, { idempotencyKey: 'all' });
    expect(valueOf(await marking.run(request)).marked).toBe(2_101);
    house.clock.moveBy(60_000);
    await fill(1);
    valueOf(await marking.run(house.request(buyer, { idempotencyKey: 'all' })));
    expect(await unreadOf(buyer)).toBe(1);
    expect(await unreadOf(supplier)).toBe(0);
  });
});

it('leaves the handler’s role no more than it needs', async () => {
  await expect(house.matcher.transaction(SYSTEM_SCOPE, (tx) => tx.query('delete from notification_notice'))).rejects.toThrow('permission denied');
});
