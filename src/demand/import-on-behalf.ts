import { Injectable } from '@nestjs/common';
import { DEMAND_COLUMNS, readDemand, type WrittenDemand } from '../core/demand/on-behalf/read-demand.js';
import type { DemandOnBehalfId, FileId, OrganisationId } from '../core/ids/ids.js';
import { ENTERPRISE_COLUMNS, readEnterprise, type WrittenEnterprise } from '../core/organisation/on-behalf/read-enterprise.js';
import { done, type Outcome, type RefusalData } from '../core/outcome/outcome.js';
import type { RowRemark } from '../core/table/known-columns.js';
import { EnterEnterprises, organisationsByCreditCodes } from '../organisation/index.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { EnterDemands } from './enter-demands.js';
import { ReadList } from './read-list.js';

export type OnBehalfKind = 'ENTERPRISES' | 'DEMANDS';

export interface ListToImport {
  readonly fileId: FileId;
  readonly kind: OnBehalfKind;
  /** True: every row gets its verdict and nothing is saved. */
  readonly dryRun: boolean;
}

/** What became of one row; the worst of what is said of it. */
export interface ImportedRow {
  readonly number: number;
  readonly verdict: 'OK' | RowRemark['verdict'];
  readonly creditCode: string | null;
  readonly label: string | null;
  readonly remarks: readonly RowRemark[];
  /** The enterprise that the row is about: entered now, or there before; null when there is none, and for new ones in a trial run. */
  readonly organisationId: OrganisationId | null;
  readonly demandOnBehalfId: DemandOnBehalfId | null;
}

interface Entered { readonly organisationId: OrganisationId; readonly demandOnBehalfId: DemandOnBehalfId | null }
interface Read<W> { readonly written: W | null; readonly remarks: readonly RowRemark[] }

/** Codes that mean: it is there already, nothing is lost. */
const THERE_ALREADY = new Set(['ON_BEHALF_EXISTS', 'ON_BEHALF_REPEATED', 'ON_BEHALF_DEMAND_WAITS']);
/** Which column a refusal of the law of demands or enterprises stands in, by the last name of its field. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  creditCode: '统一社会信用代码', title: '需求标题', words: '需求说明', classIds: '品类编号', itemId: '需求条目编号', quantity: '数量', unit: '计量单位', budgetCny: '预算（元）',
  neededBy: '需求时间', externalRef: '自有编号', regionCode: '所在地区', name: '企业名称', industryCode: '行业代码',
};

/** Imports a list that a bureau keeps, row by row; a row that is refused keeps no other out. */
@Injectable()
export class ImportOnBehalf {
  constructor(
    private readonly database: AppDatabase, private readonly reading: ReadList, private readonly enterprises: EnterEnterprises, private readonly demands: EnterDemands,
  ) {}

  /** One verdict for each row with anything in it, in order. Refuses a file that cannot be read as such a list, see `ReadList`. */
  run(request: DeedRequest, { fileId, kind, dryRun }: ListToImport): Promise<Outcome<ImportedRow[]>> {
    return kind === 'ENTERPRISES' ? this.enterEnterprises(request, fileId, dryRun) : this.enterDemands(request, fileId, dryRun);
  }

  private async enterEnterprises(request: DeedRequest, fileId: FileId, dryRun: boolean): Promise<Outcome<ImportedRow[]>> {
    const list = await this.reading.run(request, fileId, ENTERPRISE_COLUMNS);
    if (!list.ok) return list;
    const read = list.value.rows.map((row): Read<WrittenEnterprise> => {
      const { enterprise, remarks } = readEnterprise(row, list.value.heading);
      return { written: enterprise, remarks };
    });
    const outcomes = await entered(read, (wanted) => (dryRun ? this.enterprises.trial(request, wanted) : this.enterprises.run(request, wanted)));
    const known = await this.database.read(scopeOf(request.viewer), (tx) => organisationsByCreditCodes(tx, read.flatMap((row) => row.written?.creditCode ?? [])));
    return done(list.value.rows.map(({ number }, index) => imported(number, read[index], outcomes.get(index), (written) => ({
      label: written.name, entered: { organisationId: known.get(written.creditCode)?.id ?? null, demandOnBehalfId: null },
    }))));
  }

  private async enterDemands(request: DeedRequest, fileId: FileId, dryRun: boolean): Promise<Outcome<ImportedRow[]>> {
    const list = await this.reading.run(request, fileId, DEMAND_COLUMNS);
    if (!list.ok) return list;
    const read = list.value.rows.map((row): Read<WrittenDemand> => {
      const { demand, remarks } = readDemand(row, list.value.heading);
      return { written: demand, remarks };
    });
    const outcomes = await entered(read, (wanted) => (dryRun ? this.demands.trial(request, wanted) : this.demands.run(request, wanted)));
    const known = await this.database.read(scopeOf(request.viewer), (tx) => organisationsByCreditCodes(tx, read.flatMap((row) => row.written?.creditCode ?? [])));
    return done(list.value.rows.map(({ number }, index) => imported(number, read[index], outcomes.get(index), (written, outcome) => ({
      label: written.title, entered: { organisationId: known.get(written.creditCode)?.id ?? null, demandOnBehalfId: outcome?.ok === true && !dryRun ? outcome.value.id : null },
    }))));
  }
}

/** The outcome of each row that could be read, by its index. */
async function entered<W, T>(read: readonly Read<W>[], enter: (wanted: readonly W[]) => Promise<Outcome<T>[]>): Promise<Map<number, Outcome<T>>> {
  const readable = read.flatMap(({ written }, index) => (written === null ? [] : [{ index, written }]));
  const outcomes = await enter(readable.map(({ written }) => written));
  return new Map(readable.flatMap(({ index }, n) => {
    const outcome = outcomes[n];
    return outcome === undefined ? [] : [[index, outcome] as const];
  }));
}

function imported<W extends { readonly creditCode: string }, T>(
  number: number, read: Read<W> | undefined, outcome: Outcome<T> | undefined,
  about: (written: W, outcome: Outcome<T> | undefined) => { readonly label: string; readonly entered: { [K in keyof Entered]: Entered[K] | null } },
): ImportedRow {
  const written = read?.written ?? null;
  const remarks = [...(read?.remarks ?? []), ...(outcome?.ok === false ? [remarkOn(outcome.refusal)] : [])];
  const verdicts = ['OK', 'WARN', 'SKIP', 'REJECT'] as const;
  const verdict = verdicts[Math.max(0, ...remarks.map((remark) => verdicts.indexOf(remark.verdict)))] ?? 'OK';
  const { label, entered: found } = written === null ? { label: null, entered: { organisationId: null, demandOnBehalfId: null } } : about(written, outcome);
  return { number, verdict, creditCode: written?.creditCode ?? null, label, remarks, organisationId: found.organisationId, demandOnBehalfId: found.demandOnBehalfId };
}

function remarkOn(said: RefusalData): RowRemark {
  const column = COLUMN_OF[said.field?.split('.').at(-1) ?? ''] ?? null;
  return { column, verdict: THERE_ALREADY.has(said.code) ? 'SKIP' : 'REJECT', original: null, said };
}
