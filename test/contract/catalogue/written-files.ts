import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { Download, DownloadRequest } from '../../../src/platform/files/download.js';
import { openWorkbook, textTableOf } from '../../../src/platform/render/xlsx/read-workbook.js';
import { MORNING } from '../rooms/house.js';

/** What a browser would ask for. */
export function asking(viewer: MemberViewer, facts: Partial<DownloadRequest> = {}): DownloadRequest {
  return { viewer, receivedAt: MORNING, locale: 'zh-CN', path: '/files/x.xlsx', params: {}, query: {}, ...facts };
}

export async function opened(download: Download, request: DownloadRequest): Promise<{ name: string; bytes: Buffer }> {
  const outcome = await download.open(request);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const chunks: Buffer[] = [];
  for await (const chunk of outcome.value.content) chunks.push(Buffer.from(chunk));
  return { name: outcome.value.name, bytes: Buffer.concat(chunks) };
}

export async function refusalCode(download: Download, request: DownloadRequest): Promise<string> {
  const outcome = await download.open(request);
  if (outcome.ok) throw new Error('not refused');
  return outcome.refusal.code;
}

export interface ReadSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Texts as our own reader shows them, rows in their places. */
  readonly rows: string[][];
}

/** The sheets of a workbook by our own reader. */
export async function sheetsOf(bytes: Buffer): Promise<ReadSheet[]> {
  const workbook = await openWorkbook(bytes);
  if (!workbook.ok) throw new Error(workbook.refusal.code);
  const sheets: ReadSheet[] = [];
  for (const sheet of workbook.value.sheets) {
    const rows: string[][] = [];
    for await (const { number, cells } of textTableOf(sheet).rows()) rows[number - 1] = [...cells];
    sheets.push({ name: sheet.name, hidden: sheet.hidden, rows: Array.from(rows, (row) => row ?? []) });
  }
  return sheets;
}

/** A sheet as a spreadsheet program saves it as “CSV UTF-8”: what its cells show, and no mark of text. */
export function savedAsCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map((cell) => (/[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n')}\r\n`;
}
