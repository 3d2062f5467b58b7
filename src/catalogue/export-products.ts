import { Injectable } from '@nestjs/common';
import type { MemberViewer } from '../core/access/viewer.js';
import { productColumns, type TableListing } from '../core/catalogue/import/product-columns.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { TABLE_LIMITS } from '../platform/tables/text-table.js';
import { Classes } from '../policy/index.js';
import { countsByClass, pageOfListings, type ExportFilter } from './product-export.store.js';

/** Listings read in one short transaction. */
const PAGE = 500;

export type ExportFormat = 'XLSX' | 'CSV';

/** The listings of one class in an export. */
export interface ExportedClass {
  readonly classId: string;
  /** Null when a later edition of the classes took it away. */
  readonly definition: ClassDefinition | null;
  readonly count: number;
  /** Read as they are taken; a listing that is saved meanwhile may be among them or not. */
  listings(): AsyncGenerator<TableListing>;
}

/** All listings of the viewer's organisation, or those of a filter, as they can be written into a table that the import reads again. */
@Injectable()
export class ExportProducts {
  constructor(private readonly database: AppDatabase, private readonly classes: Classes) {}

  /**
   * Refuses EXPORT_EMPTY where there is nothing to write, and what no import would take again: EXPORT_TOO_LARGE above 50,000 listings,
   * EXPORT_TOO_WIDE where one table of all these classes would have more than 500 columns.
   */
  async plan(viewer: MemberViewer, filter: ExportFilter): Promise<Outcome<readonly ExportedClass[]>> {
    const [counts, rows] = await this.database.read(scopeOf(viewer), async (tx) => [await countsByClass(tx, viewer.organisationId, filter), await this.classes.all(tx)]);
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    if (total === 0) return refused('STATE', 'EXPORT_EMPTY');
    if (total > TABLE_LIMITS.rows) return refused('STATE', 'EXPORT_TOO_LARGE', 'classIds', { count: total, max: TABLE_LIMITS.rows });
    const classes = counts.map(({ classId, count }): ExportedClass => ({
      classId, count, definition: rows.get(classId)?.definition ?? null, listings: () => this.listings(viewer, { ...filter, classIds: [classId] }),
    }));
    const columns = productColumns(definitionsOf(classes)).length;
    if (columns > TABLE_LIMITS.columns) return refused('STATE', 'EXPORT_TOO_WIDE', 'classIds', { columns, max: TABLE_LIMITS.columns });
    return done(classes);
  }

  private async *listings(viewer: MemberViewer, filter: ExportFilter): AsyncGenerator<TableListing> {
    const pageAfter = (after: string | null): ReturnType<typeof pageOfListings> =>
      this.database.read(scopeOf(viewer), (tx) => pageOfListings(tx, viewer.organisationId, filter, PAGE, after));
    let page = await pageAfter(null);
    yield* page;
    while (page.length === PAGE) {
      page = await pageAfter(page.at(-1)?.id ?? null);
      yield* page;
    }
  }
}

export function definitionsOf(classes: readonly ExportedClass[]): ClassDefinition[] {
  return classes.flatMap(({ definition }) => (definition === null ? [] : [definition]));
}
