import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import { AdvanceEquipmentImport } from '../../../src/demand/advance-equipment-import.js';
import type { EquipmentImportEntity, EquipmentImportRowEntity } from '../../../src/demand/equipment-import.entity.js';
import { equipmentImportById } from '../../../src/demand/equipment-import.store.js';
import { DEMAND_ENTITIES, demandMessages } from '../../../src/demand/index.js';
import { catalogueMessages } from '../../../src/catalogue/index.js';
import { messageKeyOf } from '../../../src/core/demand/equipment/import/ledger-remark.js';
import { OpenLedger } from '../../../src/demand/open-ledger.js';
import { RequestEquipmentImport, type LedgerToImport } from '../../../src/demand/request-equipment-import.js';
import { RunEquipmentImport } from '../../../src/demand/run-equipment-import.js';
import { AcceptUpload } from '../../../src/platform/files/accept-upload.js';
import { DatabaseFileRegistry } from '../../../src/platform/files/database-file-registry.js';
import { DiskFileStore } from '../../../src/platform/files/disk-file-store.js';
import type { FileStore } from '../../../src/platform/files/file-store.js';
import { MessageCatalogue } from '../../../src/platform/messages/messages.js';
import { tableMessages } from '../../../src/platform/tables/messages.js';
import { Classes } from '../../../src/policy/index.js';
import { aLedger, ledgerWorkbook } from '../../factories/ledgers.js';
import { refusalOf, valueOf } from '../rooms/demand-room.js';
import { EquipmentRoom } from '../rooms/equipment-room.js';
import { openHouse, type House, type OutboxRow } from '../rooms/house.js';

let house: House;
let folder: string;
let files: FileStore;
let room: EquipmentRoom;
let owner: MemberViewer;
const classes = new Classes();
let opening: OpenLedger;
const messages = new MessageCatalogue([catalogueMessages, tableMessages, demandMessages]);

beforeAll(async () => {
  house = await openHouse(DEMAND_ENTITIES);
  folder = await mkdtemp(join(tmpdir(), 'duijie-ledger-'));
  files = await DiskFileStore.open(folder);
  opening = new OpenLedger(files);
  room = new EquipmentRoom(house);
}, 60_000);
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  owner = await house.organisation();
});

const advancing = (): AdvanceEquipmentImport => new AdvanceEquipmentImport(house.app, house.deeds, room.saving, house.clock);
const worker = (advance = advancing()): RunEquipmentImport => new RunEquipmentImport(house.app, classes, opening, advance);
async function upload(content: Buffer | string, name: string): Promise<string> {
  const staged = await files.stage(Readable.from([Buffer.from(content)]), 20 * 1024 * 1024);
  if (staged === 'TOO_LARGE') throw new Error('too large');
  return valueOf([await new AcceptUpload(new DatabaseFileRegistry(house.deeds), house.ids).run(house.request(owner), { name, purpose: 'IMPORT', staged })]).id;
}
async function requested(content: Buffer | string, changes: Partial<LedgerToImport> = {}): Promise<OutboxRow> {
  const fileId = await upload(content, '设备台账.xlsx');
  const { id } = valueOf(await new RequestEquipmentImport(house.deeds, house.ids).run(house.request(owner), [{ fileId: fileId as never, policy: 'IGNORE_FAILED_FIELDS', dryRun: false, ...changes }]));
  const event = (await house.outbox('EquipmentImportRequested')).find((one) => one.subjectId === id);
  if (event === undefined) throw new Error('not announced');
  return event;
}
async function importOf(id: string): Promise<EquipmentImportEntity> {
  const row = await house.read(owner, (tx) => equipmentImportById(tx, id));
  if (row === null) throw new Error(`no import ${id}`);
  return row;
}
async function imported(content: Buffer | string, changes: Partial<LedgerToImport> = {}): Promise<EquipmentImportEntity> {
  const event = await requested(content, changes);
  await worker().handle([event]);
  return importOf(event.subjectId);
}
const rowsOf = ({ id }: EquipmentImportEntity) => house.rows<EquipmentImportRowEntity>(
  'select sheet, number, verdict, remarks, equipment_id as "equipmentId" from demand_equipment_import_row where import_id = $1 order by position', [id]);
const machines = () => house.rows<Record<string, unknown> & { id: string; revision: number; assetNumber: string }>(
  `select id, asset_number as "assetNumber", name, model, class_id as "classId", maker, serial, identity_reason as "identityReason", commissioned, quantity, power_kw::float8 as "powerKw", specs, energy_grade as "energyGrade",
     site, revision from demand_equipment where owner_id = $1 order by asset_key`, [owner.organisationId]);
const verdicts = async (row: EquipmentImportEntity): Promise<string[]> => (await rowsOf(row)).map(({ number, verdict, remarks }) =>
  `${number} ${verdict} ${remarks.filter((one) => one.verdict === verdict).map((one) => one.code).join(' ')}`.trim());

describe('a ledger as plants keep it', () => {
  it('is read below its title rows, in Chinese headings, with days of a spreadsheet and of people', async () => {
    const row = await imported(await ledgerWorkbook());
    expect(row).toMatchObject({ state: 'FINISHED', rowsTotal: 7, rowsTaken: 4, rowsRejected: 1 });
    expect(await verdicts(row)).toEqual([
      '4 WARN CLASS_NOT_TOLD', '5 NORMALISE CLASS_BY_NAME DAY_READ', '6 WARN CLASS_NOT_TOLD DAY_UNREADABLE', '7 REJECT MISSING_ASSET_NUMBER', '8 SKIP EQUIPMENT_GONE', '9 WARN CLASS_NOT_TOLD', '10 SKIP TOTAL_ROW',
    ]);
    expect(await machines()).toMatchObject([
      { assetNumber: 'GD-001', name: '普通车床', model: 'C6140', maker: '沈阳第一机床厂', serial: '98-113', commissioned: '2009-05-06', powerKw: 7.5, site: '一车间', classId: null },
      { assetNumber: 'GD-002', name: '单级单吸离心泵', commissioned: '2016-11', classId: 'X.104', powerKw: 15, specs: { flow: 50, head: 32, power: 15 }, identityReason: '台账未载明' },
      { assetNumber: 'GD-003', name: '摇臂钻床', commissioned: null },
      { assetNumber: 'GD-006', name: '立式铣床', commissioned: '1998-05', quantity: 2 },
    ]);
    expect(row.remarks.map(({ code }) => code)).toEqual(expect.arrayContaining(['AMOUNTS_NOT_KEPT', 'PEOPLE_NOT_KEPT']));
    expect(JSON.stringify([await machines(), await rowsOf(row)])).not.toMatch(/186,?000|王师傅/);
  }, 20_000);

  it('says everything in both languages', async () => {
    const row = await imported(await ledgerWorkbook());
    for (const { code, column, original, params } of [...row.remarks, ...(await rowsOf(row)).flatMap(({ remarks }) => remarks)]) {
      const facts = { column: column ?? '', original: original ?? '', ...params };
      expect(messages.render(messageKeyOf(code), facts, 'zh-CN')).toMatch(/[一-鿿]/u);
      expect(messages.render(messageKeyOf(code), facts, 'en')).not.toMatch(/\{|undefined|null/u);
    }
  });

  it.each([['UTF-8', 'utf8'], ['GB18030', 'gb18030']])('comes as text in %s as well', async (encoding, name) => {
    const row = await imported(iconv.encode(aLedger(3), name));
    expect(row).toMatchObject({ state: 'FINISHED', rowsTotal: 3, rowsTaken: 3 });
    expect(row.remarks.filter(({ code }) => code === 'ENCODING').map(({ params }) => params['encoding'])).toEqual(encoding === 'UTF-8' ? [] : ['GB18030']);
  });

  it('imported again changes nothing, and never empties what somebody entered', async () => {
    await imported(aLedger(3));
    const [first] = await machines();
    valueOf(await room.revising.run(house.request(owner), [{ equipmentId: first?.id as never, revision: null, changes: { classId: 'X.301', energyGrade: 2 } }]));
    const again = await imported(aLedger(3));
    expect(again).toMatchObject({ rowsTaken: 3, rowsRejected: 0 });
    expect((await machines()).map(({ revision }) => revision)).toEqual([2, 1, 1]);
    expect((await machines())[0]).toMatchObject({ classId: 'X.301', energyGrade: 2 });
  });

  it('says which of its rows are twice in it, and which are registered elsewhere', async () => {
    const rival = await house.organisation();
    await room.registered(rival, { maker: '沈阳机床厂', serial: 'S-7777' });
    const row = await imported('资产编号,设备名称,制造厂,出厂编号\nA-1,车床,沈阳机床厂,S-1\na-1,车床,,\nA-2,车床,沈阳机床厂,s-1\nA-3,车床,沈阳机床厂,S-7777\n');
    expect(await verdicts(row)).toEqual(['2 WARN CLASS_NOT_TOLD', '3 REJECT DUPLICATE_ASSET', '4 REJECT DUPLICATE_ASSET', '5 REJECT MACHINE_REGISTERED_ELSEWHERE']);
    expect((await rowsOf(row))[3]?.remarks.find(({ code }) => code === 'MACHINE_REGISTERED_ELSEWHERE')?.params).toEqual({ serial: 'S-7777' });
    expect((await machines()).map(({ assetNumber }) => assetNumber)).toEqual(['A-1']);
  });

  it('brings no machine back that was withdrawn', async () => {
    await imported(aLedger(1));
    valueOf(await room.withdrawing.run(house.request(owner), [{ equipmentId: (await machines())[0]?.id as never, reason: '卖了', withdrawnOn: null }]));
    expect(await verdicts(await imported(aLedger(1)))).toEqual(['2 REJECT EQUIPMENT_WITHDRAWN']);
  });
});

describe('policies', () => {
  const FAULTY = '资产编号,设备名称,投用日期,功率(kW)\nA-1,普通车床,2010-01-01,7.5\nA-2,普通车床,某年,7.5\nA-3,普通车床,2062-01-01,7.5\n';
  it.each([
    ['IGNORE_FAILED_FIELDS', ['A-1', 'A-2'], 1], ['WHOLE_ROWS', ['A-1'], 2], ['ALL_OR_NOTHING', [], 2],
  ] as const)('%s takes %j', async (policy, taken, rejected) => {
    const row = await imported(FAULTY, { policy });
    expect((await machines()).map(({ assetNumber }) => assetNumber)).toEqual(taken);
    expect(row).toMatchObject({ rowsTaken: taken.length, rowsRejected: rejected });
  });

  it('a trial run tells all and saves nothing', async () => {
    const row = await imported(FAULTY, { dryRun: true });
    expect(row).toMatchObject({ state: 'FINISHED', rowsTaken: 2, rowsRejected: 1 });
    expect(await machines()).toEqual([]);
    expect((await house.outbox('EquipmentChanged')).filter((event) => event.subjectId === owner.organisationId)).toEqual([]);
    expect((await house.outbox('EquipmentImportFinished')).find((event) => event.subjectId === row.id)?.notice).toEqual({ recipients: [owner.organisationId], code: 'NOTICE_LEDGER_CHECKED', params: { rowsTotal: 3, rowsTaken: 2, rowsRejected: 1 } });
  });
});

describe('a file that is no ledger', () => {
  it.each([
    ['without any heading', 'a,b\n1,2\n', 'LEDGER_HEADING_NOT_FOUND'], ['without asset numbers', '设备名称,规格型号,制造厂\n车床,C6140,沈阳\n', 'LEDGER_COLUMNS_MISSING'],
    ['with a heading alone', '资产编号,设备名称\n', 'TABLE_EMPTY'], ['with a quote that never closes', '资产编号,设备名称\n1,"车床\n', 'TABLE_QUOTE_OPEN'],
  ])('%s is refused, and its sender is told', async (_what, content, code) => {
    const row = await imported(content);
    expect(row).toMatchObject({ state: 'REFUSED', refusalCode: code });
    expect(messages.render(code, row.refusalParams ?? {}, 'zh-CN')).toMatch(/[一-鿿]/u);
    expect((await house.outbox('EquipmentImportFinished')).find((event) => event.subjectId === row.id)?.notice?.code).toBe('NOTICE_LEDGER_REFUSED');
  });

  it('of another organisation is not found', async () => {
    const fileId = await upload(aLedger(1), 'a.csv');
    const rival = await house.organisation();
    expect(refusalOf(await new RequestEquipmentImport(house.deeds, house.ids).run(house.request(rival), [{ fileId: fileId as never, policy: 'WHOLE_ROWS', dryRun: false }]))).toEqual({ code: 'NOT_FOUND', field: 'fileId' });
  });
});

describe('a worker that is killed', () => {
  /** Falls at its nth chunk. */
  class Falling extends AdvanceEquipmentImport {
    chunks = 0;
    override async chunk(...step: Parameters<AdvanceEquipmentImport['chunk']>): Promise<void> {
      this.chunks += 1;
      if (this.chunks === 2) throw new Error('killed');
      return super.chunk(...step);
    }
  }

  it('goes on where it was, and looks for what to renew once', async () => {
    const event = await requested(aLedger(1_200));
    await expect(worker(new Falling(house.app, house.deeds, room.saving, house.clock)).handle([event])).rejects.toThrow('killed');
    expect(await importOf(event.subjectId)).toMatchObject({ state: 'RUNNING', rowsTotal: 1_200, rowsRead: 500 });
    await Promise.all([worker().handle([event]), worker().handle([event])]);
    await worker().handle([event]);
    expect(await importOf(event.subjectId)).toMatchObject({ state: 'FINISHED', rowsRead: 1_200, rowsTaken: 1_200 });
    expect(new Set((await machines()).map(({ assetNumber }) => assetNumber)).size).toBe(1_200);
    expect((await machines()).every(({ revision }) => revision === 1)).toBe(true);
    expect((await house.outbox('EquipmentChanged')).filter((one) => one.subjectId === owner.organisationId)).toHaveLength(1);
  }, 60_000);
});
