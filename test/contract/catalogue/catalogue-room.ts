import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AdvanceListImport } from '../../../src/catalogue/advance-list-import.js';
import { AdvanceProductImport } from '../../../src/catalogue/advance-product-import.js';
import {
  CATALOGUE_ENTITIES, ConfirmProductImport, CreateProducts, PublishProducts, RequestProductImport, ReviseProducts, SaveProducts, SetOffers, WithdrawProducts,
  type ImportToConfirm, type ImportToRequest,
} from '../../../src/catalogue/index.js';
import type { ListRowEntity } from '../../../src/catalogue/list-import.entity.js';
import { ListProposers } from '../../../src/catalogue/list-proposers.js';
import { OpenImportFile } from '../../../src/catalogue/open-import-file.js';
import type { ProductImportEntity, ProductImportRowEntity } from '../../../src/catalogue/product-import.entity.js';
import { importById } from '../../../src/catalogue/product-import.store.js';
import { RunListImport } from '../../../src/catalogue/run-list-import.js';
import { RunProductImport } from '../../../src/catalogue/run-product-import.js';
import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { FileId, ProductImportId } from '../../../src/core/ids/ids.js';
import { AcceptUpload } from '../../../src/platform/files/accept-upload.js';
import { DatabaseFileRegistry } from '../../../src/platform/files/database-file-registry.js';
import { DiskFileStore } from '../../../src/platform/files/disk-file-store.js';
import type { FileStore } from '../../../src/platform/files/file-store.js';
import { Classes } from '../../../src/policy/index.js';
import { valueOf } from '../rooms/demand-room.js';
import { openHouse, type House, type OutboxRow } from '../rooms/house.js';

/** The deeds of the catalogue in a house, with a place for files. */
export class CatalogueRoom {
  readonly classes = new Classes();
  readonly saving: SaveProducts;
  readonly creating: CreateProducts;
  readonly revising: ReviseProducts;
  readonly offering: SetOffers;
  readonly publishing: PublishProducts;
  readonly withdrawing: WithdrawProducts;
  readonly requesting: RequestProductImport;
  readonly confirming: ConfirmProductImport;
  private readonly proposers = new ListProposers();

  private constructor(readonly house: House, readonly files: FileStore, private readonly folder: string) {
    const { deeds, ids } = house;
    this.saving = new SaveProducts(deeds, ids, this.classes);
    this.creating = new CreateProducts(deeds, this.classes, this.saving);
    this.revising = new ReviseProducts(deeds, this.classes, this.saving);
    this.offering = new SetOffers(deeds, ids);
    this.publishing = new PublishProducts(deeds, this.classes);
    this.withdrawing = new WithdrawProducts(deeds);
    this.requesting = new RequestProductImport(deeds, ids);
    this.confirming = new ConfirmProductImport(deeds, this.classes, this.proposers);
  }

  static async open(): Promise<CatalogueRoom> {
    const folder = await mkdtemp(join(tmpdir(), 'duijie-catalogue-'));
    return new CatalogueRoom(await openHouse(CATALOGUE_ENTITIES as never), await DiskFileStore.open(folder), folder);
  }

  /** A worker of its own; `advance` and `files` may be ones that break. */
  worker(advance = this.advancing(), files: FileStore = this.files, lists = new AdvanceListImport(advance, this.saving)): RunProductImport {
    const listing = new RunListImport(this.house.app, this.proposers, advance, lists);
    return new RunProductImport(this.house.app, this.classes, new OpenImportFile(files), advance, listing);
  }

  advancing(saving: SaveProducts = this.saving): AdvanceProductImport {
    return new AdvanceProductImport(this.house.app, this.house.deeds, saving, this.house.clock);
  }

  /** Uploads a file as the file route does. */
  async upload(supplier: MemberViewer, content: Buffer | string, name = '产品目录.csv'): Promise<FileId> {
    const staged = await this.files.stage(Readable.from([Buffer.from(content)]), 20 * 1024 * 1024);
    if (staged === 'TOO_LARGE') throw new Error('too large');
    const accept = new AcceptUpload(new DatabaseFileRegistry(this.house.deeds), this.house.ids);
    return valueOf([await accept.run(this.house.request(supplier), { name, purpose: 'IMPORT', staged })]).id;
  }

  /** Uploads and requests; answers the event that wakes the worker. */
  async requested(supplier: MemberViewer, content: Buffer | string, changes: Partial<ImportToRequest> = {}): Promise<OutboxRow> {
    const fileId = await this.upload(supplier, content);
    const { id } = valueOf(await this.requesting.run(this.house.request(supplier), [{ fileId, policy: 'IGNORE_FAILED_FIELDS', dryRun: false, ...changes }]));
    const event = (await this.house.outbox('ProductImportRequested')).find((one) => one.subjectId === id);
    if (event === undefined) throw new Error('not announced');
    return event;
  }

  /** Uploads, requests and imports. */
  async imported(supplier: MemberViewer, content: Buffer | string, changes: Partial<ImportToRequest> = {}): Promise<ProductImportEntity> {
    const event = await this.requested(supplier, content, changes);
    await this.worker().handle([event]);
    return this.importOf(supplier, event.subjectId);
  }

  async importOf(viewer: MemberViewer, id: string): Promise<ProductImportEntity> {
    const row = await this.house.read(viewer, (tx) => importById(tx, id));
    if (row === null) throw new Error(`no import ${id}`);
    return row;
  }

  /** Confirms and imports; `corrections` left out as proposed. */
  async confirmed(supplier: MemberViewer, importId: ProductImportId, corrections: Partial<ImportToConfirm> = {}): Promise<ProductImportEntity> {
    valueOf(await this.confirming.run(this.house.request(supplier), [{ importId, columns: [], classes: [], leaveOutSheets: [], ...corrections }]));
    const event = (await this.house.outbox('ProductImportConfirmed')).filter((one) => one.subjectId === importId).at(-1);
    if (event === undefined) throw new Error('not announced');
    await this.worker().handle([event]);
    return this.importOf(supplier, importId);
  }

  /** Rows of a price list in their order. */
  listRowsOf(id: ProductImportId): Promise<ListRowEntity[]> {
    return this.house.rows(
      `select position, sheet, number, state, reasons, name, model, classes, price, unit, lead_time_days as "leadTimeDays", warranty_months as "warrantyMonths", specs,
         missing_hard as "missingHard", product_id as "productId" from catalogue_import_list_row where import_id = $1 order by position`, [id]);
  }

  rowsOf(id: ProductImportId): Promise<Pick<ProductImportRowEntity, 'number' | 'verdict' | 'remarks' | 'productId'>[]> {
    return this.house.rows(`select number, verdict, remarks, product_id as "productId" from catalogue_import_row where import_id = $1 order by number`, [id]);
  }

  /** Products of a supplier by model, with what revisions they have. */
  productsOf(supplier: MemberViewer): Promise<{ id: string; model: string; revision: number; revisions: number; priceCny: string | null; specs: Record<string, unknown> }[]> {
    return this.house.rows(
      `select p.id, p.model, p.revision, p.specs, o.price_cny as "priceCny",
              (select count(*)::int from catalogue_product_revision r where r.product_id = p.id) as revisions
       from catalogue_product p join catalogue_offer o on o.product_id = p.id where p.owner_id = $1 order by p.model_key`, [supplier.organisationId]);
  }

  async close(): Promise<void> {
    await this.house.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A catalogue of conveyors, one row for each model; `row` may change the cells of some. */
export function conveyors(count: number, row: (n: number) => Partial<Record<'model' | 'price' | 'capacity' | 'drive', string>> = () => ({})): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const { model = `SL-${String(index + 1).padStart(5, '0')}`, price = String(100_000 + index), capacity = '800', drive = '永磁直驱' } = row(index + 1);
    return `带式输送机,${model},S1.1.1.02,${price},台,60,12,,${capacity},1000,2.5,500,10,250,660,${drive},钢丝绳芯,是,是,,`;
  });
  return `产品名称,型号,品类(supplyId),单价(元),计价单位,交货期(天),质保(月),能效等级,输送量(t/h),带宽(mm),带速(m/s),输送长度(m),最大倾角(°),电机总功率(kW),额定电压(V),驱动方式,输送带类型,阻燃抗静电,煤矿井下用,认证,简介\n${rows.join('\n')}\n`;
}
