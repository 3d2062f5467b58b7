import { modelKey, wordKey } from '../../text/fold.js';
import type { ListTable } from './find-tables.js';
import { headingText, type ColumnRole } from './heading-role.js';
import type { ListColumn } from './list-columns.js';
import type { ProposedSheet } from './proposal.js';

/** What a supplier says of one column of a list. */
export interface ColumnCorrection {
  readonly sheet: string;
  /** First row of the heading of the table that is meant; null: of every table of the sheet. */
  readonly headingRow: number | null;
  /** From 0. */
  readonly index: number;
  readonly role: ColumnRole;
  /** For ATTRIBUTE: what it measures, as a heading would say it (`输送量(t/h)`); null: what its own heading says. */
  readonly attribute: string | null;
}

/** What a supplier says of goods: those of some rows of a sheet, or all that are called so. `classId` null: they are none of the classes. */
export type ClassCorrection = { readonly classId: string | null } & (
  | { readonly sheet: string; readonly rows: readonly number[]; readonly name: null }
  | { readonly sheet: null; readonly rows: null; readonly name: string });

export interface ListCorrections {
  readonly columns: readonly ColumnCorrection[];
  /** Of two that contradict each other the later holds; rows hold above names. */
  readonly classes: readonly ClassCorrection[];
  /** Names of sheets that are not to be read. */
  readonly leftOut: readonly string[];
}

/** A heading that was confirmed before, with what its columns hold; folded headings in their order. */
export interface KnownLayout {
  readonly headings: readonly string[];
  readonly columns: readonly { readonly role: ColumnRole; readonly attribute: string | null }[];
}

/** What goods of this name (folded) were confirmed to be before. */
export interface KnownLabel {
  readonly name: string;
  readonly classId: string | null;
}

/** What earlier imports of the same supplier have settled. */
export interface ListMemory {
  readonly layouts: readonly KnownLayout[];
  readonly labels: readonly KnownLabel[];
}

export const NO_CORRECTIONS: ListCorrections = { columns: [], classes: [], leftOut: [] };
export const NO_MEMORY: ListMemory = { layouts: [], labels: [] };

export interface KnownClass {
  readonly classId: string | null;
  readonly from: 'CONFIRMED' | 'REMEMBERED';
}
type Goods = { readonly name: string | null; readonly model: string | null };

/** Of a heading, as far as it is remembered. */
const LONGEST_KEY = 100;

/** Who holds one of these alone: when the supplier names another column, the one before becomes what stands behind the colon. */
const GIVES_WAY: Readonly<Partial<Record<ColumnRole, Readonly<Partial<Record<ColumnRole, ColumnRole>>>>>> = {
  NAME: { NAME: 'CATEGORY', NAME_AND_MODEL: 'MODEL' },
  MODEL: { MODEL: 'CODE', NAME_AND_MODEL: 'NAME' },
  NAME_AND_MODEL: { NAME: 'CATEGORY', MODEL: 'CODE', NAME_AND_MODEL: 'SPECS' },
  PRICE: { PRICE: 'DISCOUNTED' },
};

/** What is known of a list beside the list itself: what its supplier has corrected, and what earlier lists of theirs have settled. */
export class KnownList {
  private readonly layouts: ReadonlyMap<string, KnownLayout>;
  private readonly labels: ReadonlyMap<string, string | null>;
  private readonly names: ReadonlyMap<string, string | null>;

  /** `byGoods`: classes by `goodsKey`, for corrections by row. */
  constructor(
    private readonly corrections: ListCorrections, memory: ListMemory, private readonly byGoods: ReadonlyMap<string, string | null> = new Map(),
  ) {
    this.layouts = new Map(memory.layouts.map((layout) => [layout.headings.join('\n'), layout]));
    this.labels = new Map(memory.labels.map(({ name, classId }) => [name, classId]));
    this.names = new Map(corrections.classes.flatMap(({ name, classId }) => (name === null ? [] : [[wordKey(name), classId] as const])));
  }

  isLeftOut(sheet: string): boolean {
    return this.corrections.leftOut.includes(sheet);
  }

  /** The table with the roles that were confirmed for its layout, and above them those that were corrected. */
  columnsOf(sheet: string, table: ListTable): ListTable {
    const layout = this.layoutOf(table);
    const remembered = table.columns.map((column, at) => {
      const known = layout?.columns[at];
      return known === undefined ? column : holding(column, known.role, known.attribute);
    });
    const heading = table.headingRows[0] ?? null;
    const corrections = this.corrections.columns.filter((one) => one.sheet === sheet && (one.headingRow === null || one.headingRow === heading));
    return { ...table, columns: corrections.reduce<readonly ListColumn[]>((columns, one) => corrected(columns, one), remembered) };
  }

  /** True for a table whose heading was confirmed before, column by column. */
  remembers(table: Pick<ListTable, 'headingRows' | 'columns'>): boolean {
    return this.layoutOf(table) !== undefined;
  }

  /** What the goods are known to be; null when nothing is known. */
  classOf(goods: Goods): KnownClass | null {
    const name = wordKey(goods.name ?? '');
    const ofRow = this.byGoods.get(goodsKey(goods));
    const confirmed = ofRow === undefined ? this.names.get(name) : ofRow;
    if (confirmed !== undefined) return { classId: confirmed, from: 'CONFIRMED' };
    const remembered = this.labels.get(name);
    return remembered === undefined ? null : { classId: remembered, from: 'REMEMBERED' };
  }

  private layoutOf(table: Pick<ListTable, 'headingRows' | 'columns'>): KnownLayout | undefined {
    return table.headingRows.length === 0 ? undefined : this.layouts.get(layoutKeys(table).join('\n'));
  }
}

/** What a layout is known by: its headings, folded, in their order. */
export function layoutKeys({ columns }: { readonly columns: readonly { readonly heading: string }[] }): string[] {
  return columns.map(({ heading }) => [...wordKey(heading).slice(0, LONGEST_KEY * 2)].slice(0, LONGEST_KEY).join(''));
}

/** Goods of one list with the same key are the same goods. */
export function goodsKey({ name, model }: Goods): string {
  return `${wordKey(name ?? '')}\n${modelKey(model ?? '')}`;
}

/** The goods that corrections by row speak of, in a list that was read with all else that is known of it. */
export function goodsOfRows(sheets: readonly ProposedSheet[], classes: readonly ClassCorrection[]): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const { sheet, rows, classId } of classes) {
    if (rows === null) continue;
    const wanted = new Set(rows);
    for (const { row, product } of sheets.find(({ name }) => name === sheet)?.rows ?? []) if (product !== null && wanted.has(row)) found.set(goodsKey(product), classId);
  }
  return found;
}

function corrected(columns: readonly ListColumn[], { index, role, attribute }: ColumnCorrection): readonly ListColumn[] {
  if (!columns.some((column) => column.index === index)) return columns;
  return columns.map((column) => {
    if (column.index === index) return holding(column, role, attribute);
    const way = GIVES_WAY[role]?.[column.role];
    return way === undefined ? column : { ...column, role: way };
  });
}

function holding(column: ListColumn, role: ColumnRole, attribute: string | null): ListColumn {
  if (attribute === null) return { ...column, role };
  const { label, unit } = headingText(attribute);
  return { ...column, role, label, unit: unit ?? column.unit };
}
