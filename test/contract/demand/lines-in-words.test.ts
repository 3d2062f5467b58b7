import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminResolvers } from '../../../src/demand/admin.js';
import { DEMAND_ENTITIES, demandDeeds, demandMessages } from '../../../src/demand/index.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORGANISATION_ENTITIES, organisationDeeds, organisationMessages } from '../../../src/organisation/index.js';
import { DiskFileStore } from '../../../src/platform/files/disk-file-store.js';
import { FileStore } from '../../../src/platform/files/file-store.js';
import { adminResolvers as policyResolvers } from '../../../src/policy/admin.js';
import { policyMessages, policyServices } from '../../../src/policy/index.js';
import { aLineDraft } from '../rooms/demand.factory.js';
import { DemandRoom, valueOf } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';
import { ServedRooms } from '../rooms/serve-rooms.js';

let house: House;
let folder: string;
let room: DemandRoom;
let admin: ServedRooms;
beforeAll(async () => {
  house = await openHouse([...ORGANISATION_ENTITIES, ...DEMAND_ENTITIES]);
  room = new DemandRoom(house);
  folder = await mkdtemp(join(tmpdir(), 'duijie-'));
  const files = { provide: FileStore, useValue: await DiskFileStore.open(folder) };
  admin = await ServedRooms.open(
    house, [files, ...organisationDeeds, ...policyServices, ...policyResolvers, ...demandDeeds, ...adminResolvers], [organisationMessages, policyMessages, demandMessages]);
}, 60_000);
afterAll(async () => {
  await admin.close();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const inWords = (words: string) => aLineDraft({ classIds: [], words, requirements: [] });
const QUERY = 'query ($first: Int!, $after: String) { demandLinesInWords(first: $first, after: $after) { nodes { id words demand { title } proposedReading { verdict } } pageInfo { hasNextPage endCursor } } }';
interface Page { readonly nodes: readonly { readonly id: string; readonly words: string; readonly proposedReading: { readonly verdict: string } }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } }

describe('lines in words, as a department looks through them', () => {
  it('are the drafts that wait for their classes, newest first, page by page, with what each is read as', async () => {
    const buyer = await house.organisation();
    const { lines } = await room.draft(buyer, { lines: [inWords('办公电脑10台'), aLineDraft(), inWords('来两台'), inWords('换台空压机'), inWords('想换成2台双齿辊破碎机')] });
    valueOf(await room.confirmingLines.run(house.request(buyer), [{ lineId: lines[4]?.id as never, revision: 1, classIds: ['S1.1.1.03'], itemId: null, requirements: null }]));
    const closed = await room.draft(buyer, { lines: [inWords('换台水泵')] });
    valueOf(await room.closing.run(house.request(buyer), [{ demandId: closed.id, reason: '不买了' }]));

    const department = await house.token(await house.organisation({ kind: 'DEPARTMENT' }));
    const page = async (first: number, after: string | null): Promise<Page> => (await admin.ask(QUERY, { first, after }, department)).data?.['demandLinesInWords'] as Page;
    const one = await page(2, null);
    expect(one.nodes).toMatchObject([
      { words: '换台空压机', proposedReading: { verdict: 'FITS' }, demand: { title: '石灰石破碎机改造' } }, { words: '来两台', proposedReading: { verdict: 'ASK' } },
    ]);
    const two = await page(2, one.pageInfo.endCursor);
    expect([two.nodes.map(({ words, proposedReading }) => [words, proposedReading.verdict]), two.pageInfo.hasNextPage]).toEqual([[['办公电脑10台', 'NO_CLASS']], false]);
  });

  it('are for departments alone, and take no cursor of another list', async () => {
    const enterprise = await house.token(await house.organisation());
    expect((await admin.ask(QUERY, { first: 5 }, enterprise)).codes).toEqual(['WRONG_KIND']);
    const department = await house.token(await house.organisation({ kind: 'DEPARTMENT' }));
    const after = Buffer.from(JSON.stringify([house.ids.next('demand')])).toString('base64url');
    expect((await admin.ask(QUERY, { first: 5, after }, department)).codes).toEqual(['CURSOR_INVALID']);
  });
});
