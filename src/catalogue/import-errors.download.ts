import { Injectable } from '@nestjs/common';
import { enterprise } from '../core/access/rule.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import type { ProductImportId } from '../core/ids/ids.js';
import { Download, type DownloadedFile, type DownloadRequest } from '../platform/files/download.js';
import { writeWorkbook } from '../platform/render/xlsx/write-workbook.js';
import { ImportErrors } from './import-errors.js';

/** `/files/imports/<id>/errors.xlsx`: the failed rows of an import, to be corrected and uploaded again. */
@Injectable()
export class ImportErrorsDownload extends Download {
  readonly paths = ['/files/imports/:importId/errors.xlsx'];
  readonly access = enterprise();

  constructor(private readonly errors: ImportErrors) {
    super();
  }

  async open({ viewer, params, locale }: DownloadRequest): Promise<Outcome<DownloadedFile>> {
    const failed = await this.errors.open(viewer, params['importId'] ?? '', locale);
    if (!failed.ok) return failed;
    const { fileName, sheet } = failed.value;
    return done({ name: `${fileName.replace(/\.[A-Za-z]{1,5}$/u, '')}-待改正.xlsx`, type: 'XLSX', content: writeWorkbook([sheet]) });
  }
}

/** Where the failed rows of an import lie, relative to the market process. */
export function urlOfErrors(id: ProductImportId): string {
  return `/files/imports/${id}/errors.xlsx`;
}
