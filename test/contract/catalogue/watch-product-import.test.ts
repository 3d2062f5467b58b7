import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { WatchProductImport } from '../../../src/catalogue/watch-product-import.js';
import type { MemberViewer, Viewer } from '../../../src/core/access/viewer.js';
import type { ProductImportId } from '../../../src/core/ids/ids.js';
import { InMemoryPush } from '../../../src/platform/push/in-memory-push.js';
import { CatalogueRoom, conveyors } from './catalogue-room.js';

let room: CatalogueRoom;
let push: InMemoryPush;
let supplier: MemberViewer;

beforeAll(async () => {
  room = await CatalogueRoom.open();
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  push = new InMemoryPush();
  supplier = await room.house.organisation();
});

const watch = (id: string, viewer: MemberViewer = supplier, now: () => Promise<Viewer | null> = () => Promise.resolve(viewer)) =>
  new WatchProductImport(room.house.app, push).of(id as ProductImportId, viewer, now);
const word = (type: string, subjectId: string, organisationId = supplier.organisationId) => push.publish([{ topic: `org:${organisationId}`, payload: { type, subjectId } }]);

describe('watching an import', () => {
  it('shows it as it is, then after each step, and ends with it', async () => {
    const event = await room.requested(supplier, conveyors(700));
    const states = watch(event.subjectId);
    expect((await states.next()).value).toMatchObject({ state: 'QUEUED', rowsRead: 0 });
    await room.worker().handle([event]);
    await word('ProductPublished', event.subjectId);
    await word('ProductImportProgressed', 'imp_of_somebody_else');
    await word('ProductImportFinished', event.subjectId);
    expect((await states.next()).value).toMatchObject({ state: 'FINISHED', rowsTotal: 700, rowsRead: 700, rowsTaken: 700 });
    expect((await states.next()).done).toBe(true);
  }, 20_000);

  it('that has ended shows it once', async () => {
    const { id } = await room.imported(supplier, conveyors(1));
    const seen: string[] = [];
    for await (const { state } of watch(id)) seen.push(state);
    expect(seen).toEqual(['FINISHED']);
  });

  it('of another organisation shows nothing', async () => {
    const { id } = await room.imported(supplier, conveyors(1));
    expect((await watch(id, await room.house.organisation()).next()).done).toBe(true);
  });

  it('reads it again when words were lost', async () => {
    const event = await room.requested(supplier, conveyors(1));
    const states = watch(event.subjectId);
    await states.next();
    await room.worker().handle([event]);
    await push.publish([{ topic: `org:${supplier.organisationId}`, payload: { missed: true } }]);
    expect((await states.next()).value).toMatchObject({ state: 'FINISHED' });
  });

  it.each<[why: string, now: Viewer | null]>([['when the session has ended', null], ['when the session acts for another', { kind: 'ANONYMOUS' }]])('ends %s', async (_why, now) => {
    const event = await room.requested(supplier, conveyors(1));
    const states = watch(event.subjectId, supplier, () => Promise.resolve(now));
    await states.next();
    await word('ProductImportProgressed', event.subjectId);
    expect((await states.next()).done).toBe(true);
  });

  it('stops at once when its reader leaves', async () => {
    const event = await room.requested(supplier, conveyors(1));
    const states = watch(event.subjectId);
    await states.next();
    const waiting = states.next();
    await states.return?.();
    expect((await waiting).done).toBe(true);
  });
});
