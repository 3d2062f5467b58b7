import { Decimal } from 'decimal.js';
import type { AttributeDefinition, ClassDefinition } from '../../policy/class-definition.js';
import { plain } from '../../quantity/number.js';
import { wordKey } from '../../text/fold.js';
import { FIXED_COLUMNS, type FixedColumn, type FixedField } from './fixed-columns.js';
import { headingOf } from './heading-words.js';

/** A column of a catalogue as we write it and read it back. */
export interface ProductColumn {
  readonly heading: string;
  /** Null where the column holds an attribute. */
  readonly fixed: FixedColumn | null;
  /** As the first class that has it defines it; null for what every catalogue has. */
  readonly attribute: AttributeDefinition | null;
}

export type TableCell = string | number | null;

/** What of a listing stands in a table. */
export interface TableListing {
  readonly name: string;
  readonly model: string;
  readonly classId: string;
  readonly specs: ClassSpecs;
  readonly description: string;
  readonly certificates: readonly string[];
  readonly energyGrade: number | null;
  readonly offer: { readonly priceCny: string | null; readonly unit: string; readonly leadTimeDays: number | null; readonly warrantyMonths: number | null };
}
type ClassSpecs = Readonly<Record<string, number | string | boolean>>;

/** They come behind the attributes: long texts would push the figures out of sight. */
const LAST: ReadonlySet<FixedField> = new Set(['certificates', 'description']);
export const ON_REQUEST_CELL = '面议';

/** The columns of a table of these classes, in the template's order; attributes that classes call alike share one. */
export function productColumns(classes: readonly ClassDefinition[]): ProductColumn[] {
  const fixed = FIXED_COLUMNS.map((column): ProductColumn => ({ heading: column.heading, fixed: column, attribute: null }));
  const attributes = new Map<string, ProductColumn>();
  for (const attribute of classes.flatMap((definition) => definition.attributes)) {
    const heading = headingOf(attribute);
    const known = attributes.get(wordKey(heading));
    attributes.set(wordKey(heading), known ?? { heading, fixed: null, attribute });
  }
  const isLast = (column: ProductColumn): boolean => column.fixed !== null && LAST.has(column.fixed.field);
  return [...fixed.filter((column) => !isLast(column)), ...attributes.values(), ...fixed.filter(isLast)];
}

/** A class as the template names it: `S1.1.1.02 带式输送机`; an import reads it as the id. */
export function classLabel({ id, zh }: Pick<ClassDefinition, 'id' | 'zh'>): string {
  return `${id} ${zh}`;
}

/** A cell as text: a figure without exponent, nothing for an empty one. */
export function cellText(cell: TableCell): string {
  return typeof cell === 'number' ? plain(new Decimal(cell)) : cell ?? '';
}

/** One cell for the certificates, as an import takes them apart again. */
export function certificatesCell(certificates: readonly string[]): string {
  return certificates.join('；');
}

/**
 * The cells of a listing under these columns, so that an import reads the same listing: figures as numbers in the unit of the heading, choices by
 * their Chinese names. `definition` is null when the class is no more: its figures mean nothing then and are left out.
 */
export function productCells(listing: TableListing, definition: ClassDefinition | null, columns: readonly ProductColumn[]): TableCell[] {
  const attributes = new Map(definition?.attributes.map((attribute) => [wordKey(headingOf(attribute)), attribute]));
  return columns.map(({ heading, fixed }) => {
    if (fixed !== null) return fixedCell(listing, definition, fixed.field);
    const attribute = attributes.get(wordKey(heading));
    const value = attribute === undefined ? undefined : listing.specs[attribute.key];
    return attribute === undefined || value === undefined ? null : specCell(attribute, value);
  });
}

function fixedCell(listing: TableListing, definition: ClassDefinition | null, field: FixedField): TableCell {
  const { offer } = listing;
  switch (field) {
    case 'name': return listing.name;
    case 'model': return listing.model;
    case 'classId': return definition === null ? listing.classId : classLabel(definition);
    case 'price': return offer.priceCny === null ? ON_REQUEST_CELL : Number(offer.priceCny);
    case 'unit': return offer.unit;
    case 'leadTime': return offer.leadTimeDays;
    case 'warranty': return offer.warrantyMonths;
    case 'energyGrade': return listing.energyGrade === null ? null : `${listing.energyGrade}级`;
    case 'certificates': return certificatesCell(listing.certificates);
    case 'description': return listing.description;
  }
}

function specCell(attribute: AttributeDefinition, value: number | string | boolean): TableCell {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return value;
  return attribute.values.find((one) => one.key === value)?.zh ?? value;
}
