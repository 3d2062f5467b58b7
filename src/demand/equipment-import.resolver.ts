import { Args, Float, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { messageKeyOf } from '../core/demand/equipment/import/ledger-remark.js';
import { isId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, PageArgs, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { Messages } from '../platform/messages/messages.js';
import { TableRefusalNode, TableRemarkNode } from '../platform/tables/table-import.types.js';
import type { EquipmentImportEntity, EquipmentImportRowEntity, StoredLedgerRemark } from './equipment-import.entity.js';
import { equipmentImportById, pageOfEquipmentImportRows, pageOfEquipmentImports } from './equipment-import.store.js';
import {
  afterEquipmentImport, afterPosition, EquipmentImportConnection, EquipmentImportNode, EquipmentImportRowConnection, EquipmentImportRowNode, EquipmentImportRowsArgs, ImportEquipmentInput,
  ImportEquipmentResult,
} from './equipment-import.types.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { equipmentByIds } from './equipment.store.js';
import { EquipmentNode } from './equipment.types.js';
import { RequestEquipmentImport } from './request-equipment-import.js';

/** Imports of the viewer's own ledger. */
@Resolver(() => EquipmentImportNode)
export class EquipmentImportResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly requesting: RequestEquipmentImport) {}

  @Query(() => EquipmentImportNode, { nullable: true, description: '一次台账导入；不存在或不属于本单位时为空。One import; null when there is none or it is not yours.' })
  @Access(enterprise())
  async equipmentImport(@Args('id', { type: () => ID, description: 'Id of the import.' }) id: string, @Context() { viewer }: RequestContext): Promise<EquipmentImportEntity | null> {
    return isId('equipmentImport', id) ? this.database.read(scopeOf(viewer), (tx) => equipmentImportById(tx, id)) : null;
  }

  @Query(() => EquipmentImportConnection, { description: '本单位的台账导入记录，新的在前。Imports of your own ledger, newest first.' })
  @Access(enterprise())
  async equipmentImports(@Args() page: PageArgs, @Context() { viewer }: RequestContext): Promise<Connection<EquipmentImportEntity>> {
    const after = afterEquipmentImport(page);
    if (!isMember(viewer)) return connection<EquipmentImportEntity>([], page, () => []);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfEquipmentImports(tx, viewer.organisationId, page.first + 1, after));
    return connection(rows, page, (row) => [row.id]);
  }

  @Mutation(() => ImportEquipmentResult, {
    description: '导入已上传的设备台账；按固定资产编号识别，重复导入不会产生重复设备，台账没写的项保持不变。Imports an uploaded ledger; machines are told by asset number, the same file again changes nothing.',
  })
  @Access(enterprise('OWNER', 'PURCHASING'))
  async importEquipment(@Args('input') input: ImportEquipmentInput, @Context() context: RequestContext): Promise<EquipmentImportEntity | Refusal> {
    const { idempotencyKey, fileId, policy, dryRun } = input;
    const [outcome] = await this.requesting.run(deedRequest(context, idempotencyKey), [{ fileId, policy, dryRun }]);
    return this.answers.one(context, outcome);
  }
}

/** A remark with its sentence: codes and facts are kept, the words are chosen when it is read. */
function worded(messages: Messages, context: RequestContext, { column, code, verdict, original, params }: StoredLedgerRemark): TableRemarkNode {
  const message = messages.render(messageKeyOf(code), { column: column ?? '', original: original ?? '', ...params }, context.locale);
  const expected = params['expected'];
  return { column, code, verdict, original, expected: expected === undefined ? null : String(expected), message };
}

/** What an import answers by looking further. */
@Resolver(() => EquipmentImportNode)
export class EquipmentImportFieldsResolver {
  constructor(private readonly database: AppDatabase, private readonly messages: Messages) {}

  @ResolveField(() => Float, { description: '进度，0 至 1。Share of the rows that is done, 0 to 1.' })
  progress(@Parent() { state, rowsRead, rowsTotal }: EquipmentImportEntity): number {
    if (state === 'FINISHED' || state === 'REFUSED') return 1;
    return rowsTotal === 0 ? 0 : rowsRead / rowsTotal;
  }

  @ResolveField(() => [TableRemarkNode], { description: '对文件和表头的提示。Of the file and its headings.' })
  remarks(@Parent() { remarks }: EquipmentImportEntity, @Context() context: RequestContext): TableRemarkNode[] {
    return remarks.map((remark) => worded(this.messages, context, remark));
  }

  @ResolveField(() => TableRefusalNode, { nullable: true, description: '文件无法读取的原因。Why the file cannot be read; null otherwise.' })
  refusal(@Parent() { refusalCode, refusalParams }: EquipmentImportEntity, @Context() { locale }: RequestContext): TableRefusalNode | null {
    return refusalCode === null ? null : { code: refusalCode, message: this.messages.render(refusalCode, refusalParams ?? {}, locale) };
  }

  @ResolveField(() => EquipmentImportRowConnection, { description: '已处理的行，按次序；可只看某些结论。Rows done so far in their order; of certain verdicts when named.' })
  async rows(@Parent() { id }: EquipmentImportEntity, @Args() args: EquipmentImportRowsArgs, @Context() { viewer }: RequestContext): Promise<Connection<EquipmentImportRowEntity>> {
    const after = afterPosition(args);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfEquipmentImportRows(tx, id, args.verdicts ?? [], args.first + 1, after));
    return connection(rows, args, (row) => [row.position]);
  }
}

@Resolver(() => EquipmentImportRowNode)
export class EquipmentImportRowFieldsResolver {
  constructor(private readonly database: AppDatabase, private readonly messages: Messages) {}

  @ResolveField(() => [TableRemarkNode], { description: '对该行各单元格的提示。Of its cells.' })
  remarks(@Parent() { remarks }: EquipmentImportRowEntity, @Context() context: RequestContext): TableRemarkNode[] {
    return remarks.map((remark) => worded(this.messages, context, remark));
  }

  @ResolveField(() => EquipmentNode, { nullable: true, description: '由此登记的设备。The machine that it was saved as.' })
  async equipment(@Parent() { equipmentId }: EquipmentImportRowEntity, @Context() context: RequestContext): Promise<EquipmentEntity | null> {
    if (equipmentId === null) return null;
    return context.loader<string, EquipmentEntity | null>('demand.equipment', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(context.viewer), (tx) => equipmentByIds(tx, ids))).map((one) => [String(one.id), one]));
      return ids.map((id) => found.get(id) ?? null);
    }).load(equipmentId);
  }
}
