import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { DemandId } from '../../../src/core/ids/ids.js';
import { DEMAND_ENTITIES, visibleDemands } from '../../../src/demand/index.js';
import { UpsertDemands, type DemandToUpsert } from '../../../src/demand/upsert-demands.js';
import { Rewriting, UpsertSteps } from '../../../src/demand/upsert-steps.js';
import { Classes } from '../../../src/policy/index.js';
import { aDemand, aLineDraft } from '../rooms/demand.factory.js';
import { DemandRoom } from '../rooms/demand-room.js';
import { openHouse, type House } from '../rooms/house.js';

let house: House;
let room: DemandRoom;
let upserting: UpsertDemands;
let steps: UpsertSteps;
let buyer: MemberViewer;
beforeAll(async () => {
  house = await openHouse(DEMAND_ENTITIES);
  room = new DemandRoom(house);
  steps = new UpsertSteps(new Classes(), room.creating, new Rewriting(room.revising, room.revisingLines, room.adding), room.publishing);
  upserting = new UpsertDemands(house.deeds, steps);
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => { buyer = await house.organisation(); });

const { externalRef: _none, ...whole } = aDemand({ noStateSecretConfirmed: true, visibility: 'PUBLIC', purpose: 'RENEWAL' });
const item = (changes: Partial<DemandToUpsert> = {}): DemandToUpsert => ({ ...whole, externalRef: 'PR-7', publish: false, ...changes });
const bare = (changes: Partial<DemandToUpsert> = {}): DemandToUpsert => ({ externalRef: 'PR-7', publish: false, ...changes });
const said = async (items: readonly DemandToUpsert[], viewer = buyer): Promise<string[]> =>
  (await upserting.run(house.request(viewer), items)).map((one) => (one.ok ? one.value.change : `${one.refusal.code} ${one.refusal.field ?? ''}`));
const own = async () => {
  const rows = await house.rows<{ id: DemandId }>('select id from demand_demand where owner_id = $1 order by external_ref', [buyer.organisationId]);
  return house.read(buyer, (tx) => visibleDemands(tx, buyer, rows.map(({ id }) => id)));
};
const written = async (): Promise<unknown> => (await house.rows(
  `select (select count(*) from platform_audit) as audit, (select count(*) from platform_outbox) as outbox, (select count(*) from demand_line_revision) as revisions,
          (select count(*) from demand_line) as lines, (select max(updated_at) from demand_demand) as touched`))[0];
const announced = async (): Promise<string[]> => (await house.outbox()).filter(({ organisationId }) => organisationId === buyer.organisationId).map(({ type }) => type);

describe('a demand by the number of other software', () => {
  it('is created, revised, and left alone when nothing is different', async () => {
    expect(await said([item()])).toEqual(['CREATED']);
    const before = await written();
    expect(await said([item()])).toEqual(['UNCHANGED']);
    expect(await said([bare()])).toEqual(['UNCHANGED']);
    expect(await written()).toEqual(before);
    expect(await said([bare({ title: '更新两台破碎机' })])).toEqual(['REVISED']);
    expect(await said([bare({ lines: [aLineDraft({ quantity: '3' })] })])).toEqual(['REVISED']);
    expect(await own()).toMatchObject([{ externalRef: 'PR-7', title: '更新两台破碎机', regionCode: whole.regionCode, budgetCny: '600000.00', lines: [{ quantity: '3', revision: 2, state: 'DRAFT' }] }]);
    expect(await announced()).toEqual(['DemandDraftSaved', 'DemandDraftSaved', 'DemandDraftSaved']);
  });

  it('is published where that is asked for, once, with the lines that come later', async () => {
    expect(await said([item({ publish: true })])).toEqual(['CREATED']);
    expect(await said([item({ publish: true })])).toEqual(['UNCHANGED']);
    expect(await said([bare({ publish: true, lines: [...whole.lines ?? [], aLineDraft({ quantity: '5' })] })])).toEqual(['REVISED']);
    expect((await own())[0]?.lines).toMatchObject([{ number: 1, state: 'PUBLISHED' }, { number: 2, state: 'PUBLISHED', quantity: '5' }]);
    await said([item({ externalRef: 'PR-8' })]);
    expect(await said([bare({ externalRef: 'PR-8', publish: true })])).toEqual(['PUBLISHED']);
  });

  it('keeps a day that has passed meanwhile, and takes no new one that has', async () => {
    await said([item({ neededBy: '2027-05-30' })]);
    await house.rows(`update demand_demand set needed_by = '2026-11-01' where owner_id = $1`, [buyer.organisationId]);
    expect(await said([bare({ neededBy: '2026-11-01' })])).toEqual(['UNCHANGED']);
    expect(await said([bare({ neededBy: '2026-11-02' })])).toEqual(['NEEDED_BY_PAST neededBy']);
    expect(await said([bare({ neededBy: null, budgetCny: null })])).toEqual(['REVISED']);
    expect(await own()).toMatchObject([{ neededBy: null, budgetCny: null }]);
  });

  it('is one, however many write it at once', async () => {
    const answers = (await Promise.all(Array.from({ length: 5 }, () => said([item()])))).flat();
    expect(answers.sort()).toEqual(['CREATED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED']);
  });

  it('is one for who looks before another has written it and writes after', async () => {
    // The second one's look-up of the number goes first; the first one is written and committed before it comes to write.
    const late = new UpsertDemands(house.deeds, Object.assign(Object.create(steps) as UpsertSteps, {
      create: async (...given: Parameters<UpsertSteps['create']>) => {
        await said([item()]);
        return steps.create(...given);
      },
    }));
    const [outcome] = await late.run(house.request(buyer), [item({ lines: [aLineDraft({ quantity: '3' })] })]);
    expect(outcome).toMatchObject({ ok: true, value: { change: 'REVISED' } });
    expect(await own()).toMatchObject([{ externalRef: 'PR-7', lines: [{ quantity: '3', revision: 2 }] }]);
  });
});

describe('an item is refused for itself, and nothing of it stays', () => {
  it.each<[what: string, items: DemandToUpsert[], answers: string[]]>([
    ['without a number', [item({ externalRef: ' ' }), item()], ['DEMAND_EXTERNAL_REF_WRONG externalRef', 'CREATED']],
    ['named twice', [item(), item()], ['CREATED', 'DEMAND_EXTERNAL_REF_REPEATED externalRef']],
    ['new and without a title', [bare({ regionCode: '140100' }), item({ externalRef: 'PR-8' })], ['NEW_DEMAND_NEEDS title', 'CREATED']],
    ['with a quantity of no sense', [item({ lines: [aLineDraft({ quantity: '-1' })] }), item({ externalRef: 'PR-8' })], ['LINE_QUANTITY_WRONG lines.0.quantity', 'CREATED']],
    ['not to be published', [item({ publish: true, noStateSecretConfirmed: false }), item({ externalRef: 'PR-8' })], ['STATE_SECRET_NOT_CONFIRMED noStateSecretConfirmed', 'CREATED']],
  ])('%s', async (_what, items, answers) => {
    expect(await said(items)).toEqual(answers);
    expect(await own()).toHaveLength(answers.filter((one) => one === 'CREATED').length);
    expect(await announced()).toEqual(answers.filter((one) => one === 'CREATED').map(() => 'DemandDraftSaved'));
  });

  it('with fewer lines than it had, or with another visibility', async () => {
    await said([item({ lines: [aLineDraft(), aLineDraft({ quantity: '5' })] })]);
    const before = await written();
    expect(await said([bare({ title: '改', lines: [aLineDraft()] })])).toEqual(['UPSERT_LINES_FEWER lines']);
    expect(await said([bare({ title: '改', visibility: 'THROUGH_DEPARTMENT' })])).toEqual(['DEMAND_KEEPS visibility']);
    expect(await written()).toEqual(before);
  });

  it('when a later step is refused: the new title goes with it', async () => {
    await said([item({ noStateSecretConfirmed: false })]);
    const before = await written();
    expect(await said([bare({ title: '改', publish: true })])).toEqual(['STATE_SECRET_NOT_CONFIRMED noStateSecretConfirmed']);
    expect(await written()).toEqual(before);
  });

  it('where a closed line would say something else; as it was it may come again', async () => {
    await said([item({ publish: true, lines: [aLineDraft(), aLineDraft({ quantity: '5' })] })]);
    await house.rows(`update demand_line set state = 'CLOSED' where owner_id = $1 and number = 2`, [buyer.organisationId]);
    expect(await said([bare({ lines: [aLineDraft(), aLineDraft({ quantity: '5' })] })])).toEqual(['UNCHANGED']);
    expect(await said([bare({ lines: [aLineDraft(), aLineDraft({ quantity: '6' })] })])).toEqual(['LINE_NOT_REVISABLE lines.1']);
  });

  it('to be published by an organisation that nobody has approved; and beyond a hundred', async () => {
    const newcomer = await house.organisation({ approved: false });
    expect(await said([item({ publish: true })], newcomer)).toEqual(['NOT_APPROVED publish']);
    expect(new Set(await said(Array.from({ length: 101 }, (_, n) => item({ externalRef: `E${n}` }))))).toEqual(new Set(['TOO_MANY_ITEMS ']));
  });
});
