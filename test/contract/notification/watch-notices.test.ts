import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer, Viewer } from '../../../src/core/access/viewer.js';
import type { NoticeId } from '../../../src/core/ids/ids.js';
import { NOTIFICATION_ENTITIES, WatchNotices } from '../../../src/notification/index.js';
import { InMemoryPush } from '../../../src/platform/push/in-memory-push.js';
import { openHouse, type House } from '../rooms/house.js';

let house: House;
let buyer: MemberViewer;
let push: InMemoryPush;
let watching: WatchNotices;

beforeAll(async () => {
  house = await openHouse(NOTIFICATION_ENTITIES);
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  buyer = await house.organisation();
  push = new InMemoryPush();
  watching = new WatchNotices(house.app, push, house.ids);
});

let events = 0;
async function write(viewer: MemberViewer): Promise<NoticeId> {
  const id = house.ids.next('notice');
  await house.rows(
    `insert into notification_notice (id, organisation_id, outbox_id, event_type, subject_id, code, params, created_at)
     values ($1, $2, $3, 'RegistrationReviewed', 'org_x', 'NOTICE_X', '{}', $4)`, [id, viewer.organisationId, ++events, house.clock.now()]);
  return id;
}
const tell = (subjectId: string, changes: object = {}) => push.publish([{ topic: `org:${buyer.organisationId}`, payload: { type: 'NoticePosted', subjectId, ...changes } }]);
const watch = (viewerNow: () => Promise<Viewer | null> = () => Promise.resolve(buyer)) => watching.of(buyer, viewerNow);

describe('watching an inbox', () => {
  it('hears of notices from the moment it is asked, in their order', async () => {
    const notices = watch();
    const [first, second] = [await write(buyer), await write(buyer)];
    await tell(first);
    await tell(second);
    expect([(await notices.next()).value.id, (await notices.next()).value.id]).toEqual([first, second]);
    await notices.return?.();
  });

  it('passes over other words, other organisations’ notices and ids that are none', async () => {
    const notices = watch();
    const [foreign, own] = [await write(await house.organisation()), await write(buyer)];
    await tell(own, { type: 'RecommendationMade' });
    await tell(foreign);
    await tell('x');
    await tell(own);
    expect((await notices.next()).value.id).toBe(own);
    await notices.return?.();
  });

  it('catches up from the inbox when words were lost, without repeating itself', async () => {
    const notices = watch();
    const heard = await write(buyer);
    await tell(heard);
    expect((await notices.next()).value.id).toBe(heard);
    const missed = [await write(buyer), await write(buyer)];
    push.topics.lose(`org:${buyer.organisationId}`);
    const last = await write(buyer);
    await tell(last);
    expect([(await notices.next()).value.id, (await notices.next()).value.id, (await notices.next()).value.id]).toEqual([...missed, last]);
    await notices.return?.();
  });

  it.each([
    ['the session has ended', () => Promise.resolve(null)],
    ['the session acts for another organisation', () => Promise.resolve({ ...buyer, organisationId: house.ids.next('organisation') })],
  ])('ends once %s, before it tells anything more', async (_what, viewerNow) => {
    const notices = watch(viewerNow);
    await tell(await write(buyer));
    expect((await notices.next()).done).toBe(true);
    expect(push.topics.size).toBe(0);
  });

  it('lets go of its topic when it is returned while it waits', async () => {
    const notices = watch();
    const waiting = notices.next();
    await notices.return?.();
    expect((await waiting).done).toBe(true);
    expect(push.topics.size).toBe(0);
  });
});
