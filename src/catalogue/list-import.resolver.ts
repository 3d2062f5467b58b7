import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Decimal } from 'decimal.js';
import { enterprise } from '../core/access/rule.js';
import { specLines } from '../core/catalogue/spec-lines.js';
import type { ListReason } from '../core/catalogue/import/list-row.js';
import type { ProposedPrice } from '../core/catalogue/proposing/proposal.js';
import type { ProductImportId } from '../core/ids/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { Messages } from '../platform/messages/messages.js';
import { ClassAttributeNode } from '../policy/class.types.js';
import { ClassCards } from '../policy/index.js';
import { ConfirmProductImport } from './confirm-product-import.js';
import type { ListRowEntity, ListSheetEntity } from './list-import.entity.js';
import { countListRows, pageOfListRows, sheetsOfImport } from './list-import.store.js';
import {
  ConfirmProductImportInput, ConfirmProductImportResult, ImportProposalNode, ListCountsNode, ListPriceNode, ListReasonNode, ListRowConnection, ListRowNode, ListRowsArgs,
  ListSheetNode, ProposedClassNode, type ListColumnNode,
} from './list-import.types.js';
import type { ProductImportEntity } from './product-import.entity.js';
import { afterRow, ProductImportNode } from './product-import.types.js';
import { ProductNode, ProductSpecNode } from './product.types.js';
import type { VisibleProduct } from './product.store.js';
import { loadProduct } from './read-product.js';

type ShownRow = ListRowEntity & { readonly sheetName: string; readonly proposedPrice: ProposedPrice | null };

/** The sheets of one import, read once for each request. */
function loadSheets(database: AppDatabase, context: RequestContext, importId: ProductImportId): Promise<readonly ListSheetEntity[]> {
  return context.loader<ProductImportId, readonly ListSheetEntity[]>('importSheets', (ids) =>
    database.read(scopeOf(context.viewer), async (tx) => {
      const found: ListSheetEntity[][] = [];
      for (const id of ids) found.push(await sheetsOfImport(tx, id));
      return found;
    })).load(importId);
}

@Resolver(() => ProductImportNode)
export class ListImportResolver {
  constructor(private readonly answers: Answers, private readonly confirming: ConfirmProductImport) {}

  @Mutation(() => ConfirmProductImportResult, {
    description: '确认报价单的识读结果并导入；可附更正，也可在导入后再次确认，为留下的行指明品类。Confirms a proposal, with corrections or without, and imports it; may be repeated for rows that still need a class.',
  })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async confirmProductImport(@Args('input') input: ConfirmProductImportInput, @Context() context: RequestContext): Promise<ProductImportEntity | Refusal> {
    const { idempotencyKey, importId, columns, classes, leaveOutSheets } = input;
    const [outcome] = await this.confirming.run(deedRequest(context, idempotencyKey), [{
      importId, leaveOutSheets: leaveOutSheets ?? [],
      columns: (columns ?? []).map(({ sheet = null, headingRow = null, index, role, attribute = null }) => ({ sheet, headingRow, index, role, attribute })),
      classes: (classes ?? []).map(({ sheet = null, rows = null, name = null, classId = null }) => ({ sheet, rows, name, classId })),
    }]);
    return this.answers.one(context, outcome);
  }

  @ResolveField(() => ImportProposalNode, { nullable: true, description: '报价单的识读结果；按模板导入、或尚未识读时为空。How a price list is read; null for a table in our shape, and until it was read.' })
  proposal(@Parent() { id, listed }: ProductImportEntity): ImportProposalNode | null {
    return listed ? { importId: id } : null;
  }
}

@Resolver(() => ImportProposalNode)
export class ImportProposalResolver {
  constructor(private readonly database: AppDatabase, private readonly messages: Messages, private readonly classes: ClassCards) {}

  @ResolveField(() => [ListSheetNode], { description: '各工作表及其中的表，最多 100 张。Its sheets in the order of their tabs, at most 100.' })
  async sheets(@Parent() { importId }: ImportProposalNode, @Context() context: RequestContext): Promise<ListSheetNode[]> {
    const [sheets, classes] = await Promise.all([loadSheets(this.database, context, importId), this.classes.all()]);
    const say = (code: string): string => this.messages.render(code, {}, context.locale);
    return sheets.map(({ name, ignored, tables }) => ({
      name, ignored, message: ignored === null ? null : say(`LIST_SHEET_${ignored}`),
      tables: tables.map(({ headingRows, remembered, columns }) => ({
        headingRows: [...headingRows], remembered,
        columns: columns.map(({ index, heading, role, attributes }): ListColumnNode => ({
          index, letter: letterOf(index), heading, role, roleName: say(`LIST_COLUMN_${role}`),
          meanings: Object.entries(attributes).map(([classId, attributeKey]) => (
            { classId, attributeKey, zh: classes.get(classId)?.attributes.find(({ key }) => key === attributeKey)?.zh ?? attributeKey })),
        })),
      })),
    }));
  }

  @ResolveField(() => ListCountsNode, { description: '各状态的行数。Rows in each state, of those read so far.' })
  async counts(@Parent() { importId }: ImportProposalNode, @Context() { viewer }: RequestContext): Promise<ListCountsNode> {
    const counts = await this.database.read(scopeOf(viewer), (tx) => countListRows(tx, importId));
    const of = (state: Parameters<typeof counts.get>[0]): number => counts.get(state) ?? 0;
    return { ready: of('READY'), incomplete: of('INCOMPLETE'), needsClass: of('NEEDS_CLASS'), rejected: of('REJECTED'), ignored: of('IGNORED') };
  }

  @ResolveField(() => ListRowConnection, { description: '各行，按工作表和行号；可只看某些状态或某张工作表。Rows by sheet and number; of certain states, or of one sheet, when named.' })
  async rows(@Parent() { importId }: ImportProposalNode, @Args() args: ListRowsArgs, @Context() context: RequestContext): Promise<Connection<ShownRow>> {
    const after = afterRow(args);
    const sheets = await loadSheets(this.database, context, importId);
    const names = new Map(sheets.map(({ sheet, name }) => [sheet, name]));
    const wanted = args.sheet === undefined || args.sheet === null ? null : sheets.find(({ name }) => name === args.sheet)?.sheet ?? -1;
    const rows = await this.database.read(scopeOf(context.viewer), (tx) => pageOfListRows(tx, importId, { states: args.states ?? [], sheet: wanted }, args.first + 1, after));
    return connection(rows.map((row) => ({ ...row, sheetName: names.get(row.sheet) ?? '', proposedPrice: row.price })), args, (row) => [row.position]);
  }
}

@Resolver(() => ListRowNode)
export class ListRowResolver {
  constructor(private readonly database: AppDatabase, private readonly messages: Messages, private readonly cards: ClassCards) {}

  @ResolveField(() => [ListReasonNode], { description: '状态的原因。Why it is in its state.' })
  reasons(@Parent() { reasons }: ShownRow, @Context() { locale }: RequestContext): ListReasonNode[] {
    return reasons.map(({ code, params }: ListReason) => ({ code, message: this.messages.render(`LIST_ROW_${code}`, params, locale) }));
  }

  @ResolveField(() => [ProposedClassNode], { description: '建议的品类，最合适的在前，至多 3 个。Classes, best first, at most three; empty where none fits.' })
  async classes(@Parent() { classes }: ShownRow): Promise<ProposedClassNode[]> {
    const cards = await this.cards.all();
    return classes.map(({ classId, confidence, reasons }) => ({
      classId, class: cards.get(classId) ?? null, confidence,
      remembered: reasons.some(({ code }) => code === 'REMEMBERED'), confirmed: reasons.some(({ code }) => code === 'CONFIRMED'),
    })) as ProposedClassNode[];
  }

  @ResolveField(() => ListPriceNode, { nullable: true, description: '价格；不是产品的行为空。Price of one as the list has it; null for rows that offer nothing.' })
  price(@Parent() { proposedPrice }: ShownRow): ListPriceNode | null {
    if (proposedPrice === null) return null;
    const { kind, priceCny, priceMin, priceMax, taxIncluded, taxRate } = proposedPrice;
    return {
      kind: kind === null ? null : KINDS[kind], priceCny: amountOf(priceCny ?? priceMin), priceMaxCny: amountOf(priceMax), taxIncluded,
      taxRatePercent: taxRate === null ? null : new Decimal(taxRate).toFixed(2),
    };
  }

  @ResolveField(() => [ProductSpecNode], { description: '读出的参数，按首选品类。Figures as they were understood, of the first class.' })
  async specs(@Parent() { specs, classes }: ShownRow): Promise<ProductSpecNode[]> {
    const definition = classes[0] === undefined ? null : await this.cards.one(classes[0].classId);
    return definition === null ? [] : specLines({ specs, specOriginals: {} }, definition);
  }

  @ResolveField(() => [ClassAttributeNode], { description: '未写明的硬性参数：不影响导入，但买方有要求时不会被推荐。Hard attributes that the row says nothing of: no obstacle, but where a buyer requires one, the product is not recommended.' })
  async missingSpecs(@Parent() { missingHard, classes }: ShownRow): Promise<ClassAttributeNode[]> {
    const definition = classes[0] === undefined ? null : await this.cards.one(classes[0].classId);
    return definition?.attributes.filter(({ key }) => missingHard.includes(key)) ?? [];
  }

  @ResolveField(() => ProductNode, { nullable: true, description: 'Product that it was saved as, as it is now.' })
  product(@Parent() { productId }: ShownRow, @Context() context: RequestContext): Promise<VisibleProduct | null> | null {
    return productId === null ? null : loadProduct(this.database, context, productId);
  }
}

const KINDS = { fixed: 'FIXED', range: 'RANGE', onRequest: 'ON_REQUEST' } as const;

function amountOf(amount: string | null): string | null {
  return amount === null ? null : new Decimal(amount).toFixed(2);
}

/** `A` for 0, `AA` for 26. */
function letterOf(index: number): string {
  const head = index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '';
  return head + String.fromCharCode(65 + (index % 26));
}
