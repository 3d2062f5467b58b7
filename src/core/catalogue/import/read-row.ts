import type { ClassDefinition } from '../../policy/class-definition.js';
import { modelKey, tidy, wordKey } from '../../text/fold.js';
import { ClassFinder } from './class-cell.js';
import { FIXED_COLUMNS, type FixedField } from './fixed-columns.js';
import { isExample } from './example-row.js';
import { readEnergyGrade } from './grade-cell.js';
import type { Columns } from './heading.js';
import { kindOf } from './kind.js';
import { readPrice } from './price-cell.js';
import type { ProductDraft } from './product-draft.js';
import { attributeColumns, filledKeys, readSpecs, type AttributeColumn } from './read-specs.js';
import type { Reading } from './reading.js';
import { dropped, rejected, skipped, type Remark } from './remark.js';
import type { RemarkCode } from './remark-codes.js';
import { readSalesUnit } from './sales-unit.js';
import type { TableSurvey } from './survey.js';
import { isBlankRow, type TextRow } from '../../table/text-row.js';
import { readLeadTime, readWarranty } from './term-cell.js';
import { readText, type TextRules } from './text-cell.js';

const NAME: TextRules = { max: 200, tooLong: rejected };
const MODEL: TextRules = { max: 100, narrow: true, tooLong: rejected };
/** Thirty of two hundred characters, as a form takes them, and what stands between. */
const CERTIFICATES: TextRules = { max: 6_100, lines: true, tooLong: dropped };
const DESCRIPTION: TextRules = { max: 5_000, lines: true, tooLong: dropped };
const CERTIFICATES_MAX = 30;
const HEADINGS = Object.fromEntries(FIXED_COLUMNS.map((column) => [column.field, column.heading])) as Readonly<Record<FixedField, string>>;

/** A row as it was read, before the policy and the other rows have their say. */
export interface ReadRow {
  readonly remarks: readonly Remark[];
  /** Null when a remark rejects or skips the row. Never holds a value that a remark says was dropped. */
  readonly draft: ProductDraft | null;
}

/** Reads the rows of one table, each for itself. */
export class RowReader {
  private readonly finder: ClassFinder;
  private readonly columnsOf = new Map<string, readonly AttributeColumn[]>();

  constructor(private readonly columns: Columns, classes: ReadonlyMap<string, ClassDefinition>) {
    this.finder = new ClassFinder(classes);
  }

  /** Tells the survey what this row has; rows that name no class say nothing. */
  survey(row: TextRow, survey: TableSurvey): void {
    if (isBlankRow(row) || isExample(this.cell(row, 'name'))) return;
    const definition = this.finder.read(this.cell(row, 'classId'), HEADINGS.classId).value;
    if (definition !== null) survey.add(definition.id, wordKey(this.cell(row, 'name')), filledKeys(row.cells, this.attributeColumns(definition)));
  }

  read(row: TextRow, survey: TableSurvey): ReadRow {
    if (isBlankRow(row)) return { draft: null, remarks: [skipped(null, 'BLANK_ROW', null)] };
    if (isExample(this.cell(row, 'name'))) return { draft: null, remarks: [skipped(null, 'EXAMPLE_ROW', null)] };
    const beyond = row.cells.slice(this.columns.width).find((cell) => tidy(cell) !== '');
    if (beyond !== undefined) return { draft: null, remarks: [rejected(null, 'COLUMNS_SHIFTED', beyond, { columns: this.columns.width })] };
    const remarks: Remark[] = [];
    const keep = <T>({ value, remark }: Reading<T>): T | null => {
      if (remark !== null) remarks.push(remark);
      return value;
    };
    const name = keep(required(readText(this.cell(row, 'name'), HEADINGS.name, NAME), HEADINGS.name, 'MISSING_NAME'));
    const model = keep(required(readText(this.cell(row, 'model'), HEADINGS.model, MODEL), HEADINGS.model, 'MISSING_MODEL'));
    const definition = keep(this.finder.read(this.cell(row, 'classId'), HEADINGS.classId));
    if (definition === null) return { draft: null, remarks };
    const terms = this.readTerms(row, definition, keep);
    const kindKey = name === null ? null : kindOf(name, definition);
    const nameKey = wordKey(this.cell(row, 'name'));
    const { specs, originals, remarks: found } = readSpecs(row.cells, this.attributeColumns(definition), name ?? '',
      (attribute) => survey.expects(definition, nameKey, kindKey, attribute));
    remarks.push(...found);
    const certificates = keep(readText(this.cell(row, 'certificates'), HEADINGS.certificates, CERTIFICATES));
    const description = keep(readText(this.cell(row, 'description'), HEADINGS.description, DESCRIPTION));
    if (name === null || model === null || remarks.some((remark) => remark.verdict === 'REJECT')) return { draft: null, remarks };
    return {
      remarks,
      draft: {
        name, model, modelKey: modelKey(model), classId: definition.id, kindKey, specs, specOriginals: originals, ...terms,
        description: description ?? '', certificates: splitCertificates(certificates ?? ''),
      },
    };
  }

  /** Where the cell stands that a remark of this row is about, from 0; null when its column is not there, or the remark is about the whole row. */
  placeOf(row: TextRow, heading: string): number | null {
    const fixed = FIXED_COLUMNS.find((column) => column.heading === heading);
    if (fixed !== undefined) return this.columns.fixed.get(fixed.field)?.index ?? null;
    const definition = this.finder.read(this.cell(row, 'classId'), HEADINGS.classId).value;
    const column = definition === null ? undefined : this.attributeColumns(definition).find((one) => one.heading === heading);
    const source = column?.sources.find(({ index }) => tidy(row.cells[index] ?? '') !== '') ?? column?.sources[0];
    return source?.index ?? null;
  }

  private readTerms(row: TextRow, definition: ClassDefinition, keep: <T>(reading: Reading<T>) => T | null) {
    const price = keep(this.readWhere(row, 'price', (cell, heading, readAs) => readPrice(cell, heading, definition.unit, readAs)));
    const unit = keep(this.readWhere(row, 'unit', (cell, heading) => readSalesUnit(cell, heading, definition.unit)));
    return {
      // The price of a box is no price of a square metre.
      priceCny: unit?.priced === false ? null : price,
      unit: definition.unit,
      leadTimeDays: keep(this.readWhere(row, 'leadTime', readLeadTime)),
      warrantyMonths: keep(this.readWhere(row, 'warranty', readWarranty)),
      energyGrade: keep(this.readWhere(row, 'energyGrade', readEnergyGrade)),
    };
  }

  /** Reads a fixed column; a column that the table does not have was told of once, in the heading's remarks. */
  private readWhere<T>(row: TextRow, field: FixedField, reader: (cell: string, heading: string, readAs: string) => Reading<T>): Reading<T> {
    const source = this.columns.fixed.get(field);
    return source === undefined ? { value: null, remark: null } : reader(row.cells[source.index] ?? '', HEADINGS[field], source.readAs ?? '');
  }

  private cell(row: TextRow, field: FixedField): string {
    const source = this.columns.fixed.get(field);
    return source === undefined ? '' : row.cells[source.index] ?? '';
  }

  private attributeColumns(definition: ClassDefinition): readonly AttributeColumn[] {
    const known = this.columnsOf.get(definition.id) ?? attributeColumns(this.columns, definition);
    this.columnsOf.set(definition.id, known);
    return known;
  }
}

function required(reading: Reading<string>, heading: string, code: RemarkCode): Reading<string> {
  return reading.value === null && reading.remark === null ? { value: null, remark: rejected(heading, code, null) } : reading;
}

/** Certificates are separated by semicolons or line breaks; commas and 、 stand inside their names. */
export function splitCertificates(text: string): string[] {
  return [...new Set(text.split(/[；;\n]/u).map(tidy).filter((one) => one !== ''))].slice(0, CERTIFICATES_MAX);
}
