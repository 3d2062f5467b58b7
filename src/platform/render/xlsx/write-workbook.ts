import { escaped, columnName, sheetXml, type SheetPlan, type WrittenCell } from './write-sheet.js';
import { stylesXml } from './write-styles.js';
import { zipOf, type ZipPart } from './write-zip.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** What a list of choices may come to where it stands in the cell's own rule; a longer one stands on a sheet. */
const INLINE_MAX = 255;
const NAME_MAX = 31;
const LISTS_SHEET = '可选值';

/**
 * An XLSX workbook (ISO/IEC 29500, transitional) as it is read: rows are asked for when the reader has room for them, so that a catalogue of
 * fifty thousand rows is never in memory. Formulas are never written: a text that looks like one is a text, marked so.
 */
export function writeWorkbook(plans: readonly SheetPlan[]): AsyncGenerator<Buffer> {
  const lists = new ChoiceLists(plans);
  const sheets = [...named(plans), ...(lists.plan === null ? [] : [lists.plan])];
  return zipOf([
    part('[Content_Types].xml', contentTypes(sheets.length)),
    part('_rels/.rels', `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    part('xl/workbook.xml', workbookXml(sheets)),
    part('xl/_rels/workbook.xml.rels', relations(sheets.length)),
    part('xl/styles.xml', stylesXml()),
    ...sheets.map((sheet, index): ZipPart => ({ name: `xl/worksheets/sheet${index + 1}.xml`, text: sheetXml(sheet, index === 0, (values) => lists.sourceOf(values)) })),
  ]);
}

/** The lists that are too long for a cell's own rule, a column each on a sheet that is not shown. */
class ChoiceLists {
  private readonly columns = new Map<string, number>();
  readonly plan: SheetPlan | null;

  constructor(plans: readonly SheetPlan[]) {
    const lists: (readonly string[])[] = [];
    for (const { choice } of plans.flatMap((plan) => plan.choices ?? [])) {
      if (choice.kind !== 'LIST' || inline(choice.values) !== null || this.columns.has(keyOf(choice.values))) continue;
      this.columns.set(keyOf(choice.values), lists.length);
      lists.push(choice.values);
    }
    const longest = Math.max(0, ...lists.map((list) => list.length));
    const rows = Array.from({ length: longest }, (_, row): WrittenCell[] => lists.map((list) => list[row] ?? null));
    this.plan = lists.length === 0 ? null : { name: LISTS_SHEET, hidden: true, columns: lists.map(() => ({ width: 20, text: true })), rows };
  }

  sourceOf(values: readonly string[]): string {
    const column = this.columns.get(keyOf(values));
    if (column === undefined) return inline(values) ?? '""';
    const name = columnName(column);
    return `'${LISTS_SHEET}'!$${name}$1:$${name}$${values.length}`;
  }
}

function keyOf(values: readonly string[]): string {
  return values.join('\n');
}

function inline(values: readonly string[]): string | null {
  const list = values.join(',');
  return list.length > INLINE_MAX || values.some((value) => /[,，"]/u.test(value)) ? null : `"${list}"`;
}

/** Tabs have no two names alike, none of the signs of references, and at most 31 characters. */
function named(plans: readonly SheetPlan[]): SheetPlan[] {
  const taken = new Set<string>([LISTS_SHEET]);
  return plans.map((plan) => {
    const wanted = plan.name.replace(/[[\]:*?/\\]/gu, '·').replace(/^'+|'+$/gu, '').trim() || 'Sheet';
    let name = wanted.slice(0, NAME_MAX);
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${wanted.slice(0, NAME_MAX - 4)}(${n})`;
    taken.add(name.toLowerCase());
    return { ...plan, name };
  });
}

function part(name: string, text: string): ZipPart {
  return { name, text: [text] };
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function contentTypes(sheets: number): string {
  const override = (name: string, type: string): string => `<Override PartName="${name}" ContentType="${TYPES}.${type}+xml"/>`;
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
    + `${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${numbers(sheets).map((n) => override(`/xl/worksheets/sheet${n}.xml`, 'worksheet')).join('')}</Types>`;
}

function workbookXml(sheets: readonly SheetPlan[]): string {
  const tabs = sheets.map(({ name, hidden }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`);
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>${tabs.join('')}</sheets></workbook>`;
}

function relations(sheets: number): string {
  const relation = (n: number, type: string, target: string): string => `<Relationship Id="rId${n}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${numbers(sheets).map((n) => relation(n, 'worksheet', `worksheets/sheet${n}.xml`)).join('')}${relation(sheets + 1, 'styles', 'styles.xml')}</Relationships>`;
}
