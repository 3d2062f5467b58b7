import { done, type Outcome } from '../../outcome/outcome.js';
import type { ClassDefinition } from '../../policy/class-definition.js';
import { readHeading } from './heading.js';
import type { ProductDraft } from './product-draft.js';
import { RowReader } from './read-row.js';
import { rejected, underPolicy, verdictOf, type ImportPolicy, type Remark, type RowVerdict } from './remark.js';
import { TableSurvey } from './survey.js';
import type { TextRow } from '../../table/text-row.js';

/** A row with its verdict under the policy and beside the other rows. */
export interface JudgedRow {
  /** As a spreadsheet counts. */
  readonly number: number;
  readonly verdict: RowVerdict;
  readonly remarks: readonly Remark[];
  /** Null when the row is rejected or skipped. */
  readonly draft: ProductDraft | null;
}

/**
 * A catalogue as a table of text, whatever it came from. It is gone through twice: once to see what its rows have in common
 * (`survey`), then to read them one after another (`judge`), so that no more than a row has to be in memory.
 */
export class ProductTable {
  private readonly surveyed = new TableSurvey();

  private constructor(private readonly reader: RowReader, /** On the heading. */ readonly remarks: readonly Remark[]) {}

  /** Reads the heading; refuses what `readHeading` refuses. */
  static open(heading: TextRow, classes: ReadonlyMap<string, ClassDefinition>): Outcome<ProductTable> {
    const columns = readHeading(heading, classes.values());
    return columns.ok ? done(new ProductTable(new RowReader(columns.value, classes), columns.value.remarks)) : columns;
  }

  /** Must have seen every row before the first is judged. */
  survey(row: TextRow): void {
    this.reader.survey(row, this.surveyed);
  }

  /** Where the cell stands that a remark of a row is about, from 0; null for the row as a whole. */
  placeOf(row: TextRow, heading: string): number | null {
    return this.reader.placeOf(row, heading);
  }

  /**
   * Judges the rows in their order. Of rows with the same model the first that is taken stays, and the later ones are rejected
   * with its number. A table that is judged again needs a new judge.
   */
  judge(policy: ImportPolicy): (row: TextRow) => JudgedRow {
    const firstRows = new Map<string, number>();
    return (row) => {
      const { draft, remarks: found } = this.reader.read(row, this.surveyed);
      const first = draft === null ? undefined : firstRows.get(draft.modelKey);
      const repeated = draft !== null && first !== undefined
        ? [rejected('型号', 'DUPLICATE_MODEL', draft.model, { model: draft.model, row: first })] : [];
      const remarks = underPolicy([...found, ...repeated], policy);
      const verdict = verdictOf(remarks);
      if (draft === null || verdict === 'REJECT') return { number: row.number, verdict, remarks, draft: null };
      firstRows.set(draft.modelKey, row.number);
      return { number: row.number, verdict, remarks, draft };
    };
  }
}
