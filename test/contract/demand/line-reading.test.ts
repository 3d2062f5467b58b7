import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMAND_ENTITIES, demandDeeds, demandMessages } from '../../../src/demand/index.js';
import { marketResolvers } from '../../../src/demand/market.js';
import { ORGANISATION_ENTITIES, organisationDeeds, organisationMessages } from '../../../src/organisation/index.js';
import { DiskFileStore } from '../../../src/platform/files/disk-file-store.js';
import { FileStore } from '../../../src/platform/files/file-store.js';
import { policyMessages, policyServices } from '../../../src/policy/index.js';
import { marketResolvers as policyResolvers } from '../../../src/policy/market.js';
import { openHouse, type House } from '../rooms/house.js';
import { ServedRooms } from '../rooms/serve-rooms.js';

let house: House;
let folder: string;
let rooms: ServedRooms;
let tokens: Record<'buyer' | 'supplier' | 'department', string>;
beforeAll(async () => {
  house = await openHouse([...ORGANISATION_ENTITIES, ...DEMAND_ENTITIES]);
  folder = await mkdtemp(join(tmpdir(), 'duijie-'));
  const files = { provide: FileStore, useValue: await DiskFileStore.open(folder) };
  rooms = await ServedRooms.open(
    house, [files, ...organisationDeeds, ...policyServices, ...policyResolvers, ...demandDeeds, ...marketResolvers], [organisationMessages, policyMessages, demandMessages]);
  tokens = { buyer: await house.token(await house.organisation()), supplier: await house.token(await house.organisation()), department: await house.token(await house.organisation({ kind: 'DEPARTMENT' })) };
}, 60_000);
afterAll(async () => {
  await rooms.close();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

interface Reading {
  readonly verdict: string;
  readonly classes: { readonly class: { readonly id: string } }[];
  readonly question: string | null;
  readonly requirements: { readonly attributeKey: string; readonly known: boolean }[];
  readonly doubts: { readonly code: string; readonly message: string }[];
}
interface Line { readonly id: string; readonly wants: string; readonly revision: number; readonly proposedReading: Reading | null }
const READING = 'verdict classes { class { id } because } extensionClasses { class { id } } question requirements { attributeKey known } doubts { code message }';
const SHOWN = `id lines { id wants revision proposedReading { ${READING} } }`;
const words = (text: string, changes: object = {}) => ({ words: text, quantity: '2', unit: '台', ...changes });
const create = (...lines: object[]): Promise<{ readonly id: string; readonly lines: readonly Line[] }> =>
  rooms.perform('createDemand', { title: '更新设备', regionCode: '140900', visibility: 'PUBLIC', noStateSecretConfirmed: true, lines }, `Demand { ${SHOWN} }`, tokens.buyer);
const reading = (line: Line | undefined): Reading => {
  if (line === undefined || line.proposedReading === null) throw new Error('no reading');
  return line.proposedReading;
};

describe('the proposed reading of a line of words', () => {
  it('tells what fits and why, asks where it is unsure, and says so where no class fits or nothing is wanted', async () => {
    const { lines } = await create(words('想换成2台双齿辊破碎机，处理能力不低于200t/h'), words('两台老皮带换新'), words('办公电脑10台', { quantity: '10' }), words('采购主焦煤2万吨', { quantity: '20000', unit: 't' }));
    expect(lines.map((line) => reading(line).verdict)).toEqual(['FITS', 'ASK', 'NO_CLASS', 'NOT_A_DEMAND']);
    const [fits, asks, none, nothing] = lines.map(reading);
    expect(fits).toMatchObject({ classes: [{ class: { id: 'S1.1.1.03' }, because: expect.arrayContaining([expect.stringContaining('破碎机')]) }], question: null, requirements: [{ attributeKey: 'capacity', known: true }] });
    expect(asks?.question).toMatch(/请/);
    expect(none).toMatchObject({ classes: [], extensionClasses: [], question: null });
    expect(nothing?.question).toContain('不是设备采购需求');
  });

  it('reads figures by the class that is asked about, and says what the words say otherwise than the line', async () => {
    const { id } = await create(words('更新锅炉3台，蒸发量10吨'));
    const answer = await rooms.ask(`query ($id: ID!) { demand(id: $id) { lines { proposedReading(classId: "S1.1.4.01") { ${READING} } } } }`, { id }, tokens.buyer);
    const { demand } = answer.data as { demand: { lines: Line[] } };
    expect(reading(demand.lines[0]).requirements).toContainEqual({ attributeKey: expect.any(String), known: true });
    expect(reading(demand.lines[0]).doubts).toContainEqual({ code: 'LINE_QUANTITY_DIFFERS', message: '文字中的数量是 3台，本行填的是 2台，请核对' });
    const places = await create(words('太原的厂要锅炉2台'), words('忻州原平的厂要锅炉2台'), words('山西的厂要锅炉2台'), words('锅炉2台，太原厂家优先'));
    expect(places.lines.map((one) => reading(one).doubts.map(({ code, message }) => (code === 'LINE_PLACE_DIFFERS' ? message : code)))).toEqual([
      ['文字中的使用地是山西省太原市，本需求的交货地是山西省忻州市，请核对'], [], [], ['SUPPLIER_PLACE'],
    ]);
    expect((await rooms.ask('query ($id: ID!) { demand(id: $id) { lines { proposedReading(classId: "S9") { verdict } } } }', { id }, tokens.buyer)).codes).toEqual(['CLASS_UNKNOWN']);
  });

  it('is gone once the buyer has confirmed, and was nobody else’s to read', async () => {
    const { id, lines: [line, other] } = await create(words('破碎机一台，处理能力不低于200t/h'), { classIds: ['S1.1.1.03'], quantity: '1' });
    expect(other?.proposedReading).toBeNull();
    expect((await rooms.ask(`query ($id: ID!) { demand(id: $id) { ${SHOWN} } }`, { id }, tokens.supplier)).data).toEqual({ demand: null });
    const refusal = await rooms.perform('confirmDemandLine', { lineId: line?.id, revision: 1, classIds: ['S1.1.1.03'] }, 'DemandLine { id }', tokens.supplier);
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', field: 'lineId' });
    expect(await rooms.perform('confirmDemandLine', { lineId: line?.id, revision: 1, classIds: ['S1.1.1.03'] }, 'DemandLine { wants classIds revision requirements { attributeKey op value } proposedReading { verdict } }', tokens.buyer))
      .toMatchObject({ wants: 'CLASS', classIds: ['S1.1.1.03'], revision: 2, requirements: [{ attributeKey: 'capacity', op: 'AT_LEAST', value: 200 }], proposedReading: null });
  });

  it('of a long list reads what is read in a second, and says how the rest is read', async () => {
    const page = '更新破碎机，处理能力不低于200t/h。'.repeat(200);
    const { lines } = await create(...Array.from({ length: 3 }, () => words(page)));
    expect(lines.map((line) => reading(line).doubts.map(({ code }) => code))).toEqual(Array.from({ length: 3 }, () => expect.arrayContaining(['LINE_WORDS_CUT'])));
    const { id } = await rooms.perform<{ id: string }>('createDemand', {
      title: '更新设备', regionCode: '140900', visibility: 'PUBLIC', noStateSecretConfirmed: true, lines: Array.from({ length: 30 }, () => words('台'.repeat(1_999))),
    }, 'Demand { id }', tokens.buyer);
    const { data, codes } = await rooms.ask('query ($id: ID!) { demand(id: $id) { lines { proposedReading { verdict } } } }', { id }, tokens.buyer);
    const { demand } = data as { demand: { lines: Line[] } };
    expect(demand.lines.map((line) => line.proposedReading !== null)).toEqual(Array.from({ length: 30 }, (_, n) => n < 25));
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'LINES_READ_TOO_LONG'));
  });
});
