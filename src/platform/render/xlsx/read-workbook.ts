import { done, refused, type Outcome } from '../../../core/outcome/outcome.js';
import type { TextTable } from '../../tables/text-table.js';
import { UnreadableTable } from '../../tables/text-table.js';
import { PackageParts } from './package-parts.js';
import { readSharedStrings } from './shared-strings.js';
import { readStyles } from './styles.js';
import { Worksheet } from './worksheet.js';
import { attributesOf } from './xml-tokens.js';

/** A workbook that was opened: its worksheets in the order of their tabs, hidden ones among them. */
export interface Workbook {
  readonly sheets: readonly Worksheet[];
}

/**
 * Opens an XLSX workbook (ISO/IEC 29500, transitional or strict) for reading. Its parts are unpacked as they are read and
 * counted while they are, so that neither a ZIP that unpacks to terabytes nor a sheet of ten million cells fills the memory. The
 * vendor's own reader was not taken: streaming it knows no merged cells and no hidden rows, and otherwise it holds all in memory.
 * Refuses FILE_DAMAGED, TABLE_EMPTY, TABLE_TOO_LARGE, XLS_NOT_SUPPORTED (encrypted parts).
 */
export async function openWorkbook(bytes: Buffer): Promise<Outcome<Workbook>> {
  try {
    return await opened(bytes);
  } catch (error) {
    if (error instanceof UnreadableTable) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** A worksheet as a table of text, for readers that know no dress; hidden rows are left out as a reader of the sheet would not see them. */
export function textTableOf(sheet: Worksheet): TextTable {
  return {
    reading: { encoding: 'UTF-8', byteOrderMark: false, delimiter: ',' },
    async *rows() {
      for await (const { number, hidden, cells } of sheet.rows()) {
        if (!hidden) yield { number, cells: Array.from(cells, (cell) => cell?.text ?? '') };
      }
    },
  };
}

async function opened(bytes: Buffer): Promise<Outcome<Workbook>> {
  const parts = await PackageParts.open(bytes);
  const workbook = parts === null ? null : await workbookPart(parts);
  if (parts === null || workbook === null) return refused('INPUT', 'FILE_DAMAGED', 'fileId');
  const related = await relationsOf(parts, workbook);
  const partOf = (type: string): string | null => [...related.values()].find((one) => one.type === type)?.target ?? null;
  const strings = await readSharedStrings(parts, partOf('sharedStrings'));
  const styles = await readStyles(parts, partOf('styles'), partOf('theme'));
  const sheets: { name: string; hidden: boolean; part: string }[] = [];
  let from1904 = false;
  for await (const tokens of parts.tokens(workbook)) {
    for (const token of tokens) {
      if (token.kind !== 'open') continue;
      const attributes = attributesOf(token.attributes);
      if (token.name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '');
      if (token.name !== 'sheet') continue;
      const id = [...attributes].find(([name]) => name.endsWith(':id'))?.[1] ?? '';
      const relation = related.get(id);
      // Charts and dialogues have tabs as well.
      if (relation?.type === 'worksheet') sheets.push({ name: attributes.get('name') ?? '', hidden: (attributes.get('state') ?? 'visible') !== 'visible', part: relation.target });
    }
  }
  if (sheets.length === 0) return refused('INPUT', 'TABLE_EMPTY', 'fileId');
  const context = { parts, strings, styles, from1904 };
  return done({ sheets: sheets.map(({ name, hidden, part }) => new Worksheet(context, name, hidden, part)) });
}

async function workbookPart(parts: PackageParts): Promise<string | null> {
  const root = await relationsOf(parts, '');
  const named = [...root.values()].find((one) => one.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  return parts.has(named) ? named : null;
}

interface Relation { readonly type: string; readonly target: string }

/** What a part points at inside the package, by id; the type is the last word of its address. */
async function relationsOf(parts: PackageParts, part: string): Promise<ReadonlyMap<string, Relation>> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const relations = new Map<string, Relation>();
  for await (const tokens of parts.tokens(`${folder}_rels/${part.slice(slash + 1)}.rels`)) {
    for (const token of tokens) {
      if (token.kind !== 'open' || token.name !== 'Relationship') continue;
      const attributes = attributesOf(token.attributes);
      if (attributes.get('TargetMode') === 'External') continue;
      const target = attributes.get('Target') ?? '';
      relations.set(attributes.get('Id') ?? '', { type: (attributes.get('Type') ?? '').split('/').at(-1) ?? '', target: target.startsWith('/') ? target.slice(1) : resolved(folder + target) });
    }
  }
  return relations;
}

/** `xl/../docProps/x` as `docProps/x`. */
function resolved(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
