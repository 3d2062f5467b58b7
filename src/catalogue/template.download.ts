import { Injectable } from '@nestjs/common';
import { signedIn } from '../core/access/rule.js';
import { productColumns } from '../core/catalogue/import/product-columns.js';
import { exampleCells } from '../core/catalogue/import/template.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import { Download, type DownloadedFile, type DownloadRequest } from '../platform/files/download.js';
import { Messages } from '../platform/messages/messages.js';
import { writeWorkbook } from '../platform/render/xlsx/write-workbook.js';
import { ClassCards } from '../policy/index.js';
import { classSheet } from './class-sheet.js';
import { instructions } from './template-instructions.js';

/** Classes of one template. */
const CLASSES_MAX = 20;
/** Rows that are made ready for filling in; more can be added, without lists. */
const ROWS_READY = 2_000;
const ENDING = '.xlsx';

/**
 * The template of one class, `/files/templates/S1.1.1.02.xlsx`, or of several, `/files/templates.xlsx?classId=…&classId=…`: a sheet with the
 * headings that an import reads, lists of choices, an example of each class that it passes over, and a page of instructions in the language of the request.
 */
@Injectable()
export class TemplateDownload extends Download {
  readonly paths = ['/files/templates.xlsx', '/files/templates/:file'];
  readonly access = signedIn;

  constructor(private readonly classes: ClassCards, private readonly messages: Messages) {
    super();
  }

  async open({ params, query, locale }: DownloadRequest): Promise<Outcome<DownloadedFile>> {
    const named = params['file'];
    if (named !== undefined && !named.endsWith(ENDING)) return notFound('classId');
    const ids = named === undefined ? [...new Set(query['classId'] ?? [])] : [named.slice(0, -ENDING.length)];
    if (ids.length === 0 || ids.length > CLASSES_MAX) return refused('INPUT', 'TEMPLATE_CLASSES', 'classId', { max: CLASSES_MAX });
    const all = await this.classes.all();
    const wanted: ClassDefinition[] = [];
    for (const id of ids) {
      const card = all.get(id);
      if (card === undefined) return named === undefined ? refused('INPUT', 'UNKNOWN_CLASS', 'classId', { classId: id.slice(0, 50) }) : notFound('classId');
      wanted.push(card);
    }
    const columns = productColumns(wanted);
    const examples = wanted.map((definition) => exampleCells(definition, columns).map((value) => ({ value, look: 'EXAMPLE' as const })));
    const name = wanted.length === 1 ? wanted[0]?.zh ?? '' : this.messages.render('TEMPLATE_SHEET', {}, locale);
    const sheet = classSheet({ name, classes: wanted, columns, rows: examples, lastRow: ROWS_READY + 1 }, this.messages, locale);
    const what = wanted.length === 1 ? wanted[0]?.zh ?? '' : `${wanted.length}个品类`;
    return done({ name: `产品导入模板-${what.replace(/[/\\:*?"<>|]/gu, '·')}.xlsx`, type: 'XLSX', content: writeWorkbook([sheet, instructions(wanted, this.messages, locale)]) });
  }
}
