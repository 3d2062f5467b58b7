/** How a written cell looks; what each is for is the caller's business. */
export type Look = 'PLAIN' | 'WRAPPED' | 'MONEY' | 'HEADING' | 'REQUIRED' | 'TITLE' | 'EXAMPLE' | 'WRONG' | 'DOUBTFUL' | 'SAID';

interface Dress {
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** Points. */
  readonly size?: number;
  /** RRGGBB. */
  readonly ink?: string;
  readonly fill?: string;
  readonly wrapped?: boolean;
  readonly money?: boolean;
  readonly framed?: boolean;
}

/** The default font of WPS and of Excel in Chinese; a program that lacks it takes its own Chinese one. */
const FONT = '宋体';
const GB2312_CHARSET = 134;
const POINTS = 11;
const MONEY_FORMAT = 2;
const TEXT_FORMAT = 49;

const DRESSES: Readonly<Record<Look, Dress>> = {
  PLAIN: {}, WRAPPED: { wrapped: true }, MONEY: { money: true },
  HEADING: { bold: true, fill: 'DDEBF7', wrapped: true, framed: true }, REQUIRED: { bold: true, ink: 'C00000', fill: 'DDEBF7', wrapped: true, framed: true },
  TITLE: { bold: true, size: 14 }, EXAMPLE: { italic: true, ink: '7F7F7F', fill: 'F2F2F2' },
  WRONG: { ink: '9C0006', fill: 'FF9999', framed: true }, DOUBTFUL: { ink: '7F6000', fill: 'FFEB9C', framed: true }, SAID: { ink: '9C0006', wrapped: true },
};
const LOOKS = Object.keys(DRESSES) as Look[];

/** As what a cell is held: GENERAL lets the program tell figures; TEXT stays text whatever is typed into it; ESCAPED as TEXT, and never a formula. */
export type Holding = 'GENERAL' | 'TEXT' | 'ESCAPED';
const HOLDINGS: readonly Holding[] = ['GENERAL', 'TEXT', 'ESCAPED'];

/** Number of the cell format that shows a look on a cell so held. */
export function styleOf(look: Look, holding: Holding): number {
  return 1 + LOOKS.indexOf(look) * HOLDINGS.length + HOLDINGS.indexOf(holding);
}

/** The styles part (ECMA-376 part 1, 18.8): one cell format for each look and holding, the usual one before them. */
export function stylesXml(): string {
  const dresses = LOOKS.map((look) => DRESSES[look]);
  const formats = dresses.flatMap((dress, index) => HOLDINGS.map((holding) => cellFormat(dress, index, holding)));
  return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    + listOf('fonts', [font({}), ...dresses.map(font)])
    // The first two are the format's own, whatever is written there.
    + listOf('fills', ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>', ...dresses.map(fill)])
    + listOf('borders', [border(false), border(true)])
    + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    + listOf('cellXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>', ...formats])
    + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
}

function cellFormat({ wrapped, money, framed }: Dress, index: number, holding: Holding): string {
  const format = holding !== 'GENERAL' ? TEXT_FORMAT : money === true ? MONEY_FORMAT : 0;
  // The mark that a leading apostrophe leaves in a spreadsheet: the cell shows what it holds and is never calculated, also when it is edited.
  const escaped = holding === 'ESCAPED' ? ' quotePrefix="1"' : '';
  const alignment = `<alignment vertical="${wrapped === true ? 'top' : 'center'}"${wrapped === true ? ' wrapText="1"' : ''}/>`;
  return `<xf numFmtId="${format}" fontId="${index + 1}" fillId="${index + 2}" borderId="${framed === true ? 1 : 0}" xfId="0"${escaped}`
    + ` applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`;
}

function font({ bold, italic, size, ink }: Dress): string {
  return `<font>${bold === true ? '<b/>' : ''}${italic === true ? '<i/>' : ''}<sz val="${size ?? POINTS}"/>${ink === undefined ? '' : `<color rgb="FF${ink}"/>`}`
    + `<name val="${FONT}"/><charset val="${GB2312_CHARSET}"/></font>`;
}

function fill({ fill: ground }: Dress): string {
  return ground === undefined ? '<fill><patternFill patternType="none"/></fill>'
    : `<fill><patternFill patternType="solid"><fgColor rgb="FF${ground}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function border(framed: boolean): string {
  const side = (name: string): string => (framed ? `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>` : `<${name}/>`);
  return `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`;
}

function listOf(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}
