import { Colours, themeOrder } from './colours.js';
import { numberFormat, type NumberFormat } from './number-format.js';
import type { PackageParts } from './package-parts.js';
import { attributesOf, type XmlToken } from './xml-tokens.js';

/** How cells of one format look, as far as it means something to a reader of a price list. */
export interface CellStyle {
  readonly format: NumberFormat;
  readonly fill: string | null;
  readonly ink: string | null;
  readonly struck: boolean;
}

export const NO_STYLE: CellStyle = { format: numberFormat(0, undefined), fill: null, ink: null, struck: false };

interface Font { ink: string | null; struck: boolean }
/** More than any workbook has; a part that claims more is not read on. */
const STYLES_MAX = 65_536;

/** The formats of a workbook by their number. */
export async function readStyles(parts: PackageParts, stylesPart: string | null, themePart: string | null): Promise<readonly CellStyle[]> {
  if (stylesPart === null) return [];
  const theme = themePart === null ? [] : await readTheme(parts, themePart);
  const reader = new StyleReader(theme.length >= 4 ? new Colours(themeOrder(theme)) : new Colours());
  for await (const tokens of parts.tokens(stylesPart)) for (const token of tokens) reader.take(token);
  return reader.styles();
}

async function readTheme(parts: PackageParts, part: string): Promise<string[]> {
  const colours: string[] = [];
  let inScheme = false;
  for await (const tokens of parts.tokens(part)) {
    for (const token of tokens) {
      if (token.kind === 'text') continue;
      if (token.name === 'clrScheme') inScheme = token.kind === 'open';
      if (!inScheme || token.kind !== 'open') continue;
      const attributes = attributesOf(token.attributes);
      if (token.name === 'srgbClr') colours.push((attributes.get('val') ?? '').toUpperCase());
      if (token.name === 'sysClr') colours.push((attributes.get('lastClr') ?? 'FFFFFF').toUpperCase());
    }
  }
  return colours;
}

class StyleReader {
  private readonly open: string[] = [];
  private readonly codes = new Map<number, string>();
  private readonly fonts: Font[] = [];
  private readonly fills: (string | null)[] = [];
  private readonly formats: { id: number; font: number; fill: number }[] = [];
  private solid = false;

  constructor(private readonly colours: Colours) {}

  take(token: XmlToken): void {
    if (token.kind === 'text') return;
    if (token.kind === 'close') {
      this.open.pop();
      return;
    }
    this.opened(token.name, token.attributes);
    if (!token.closed) this.open.push(token.name);
  }

  styles(): readonly CellStyle[] {
    return this.formats.map(({ id, font, fill }): CellStyle => ({
      format: numberFormat(id, this.codes.get(id)), fill: this.fills[fill] ?? null, ink: this.fonts[font]?.ink ?? null, struck: this.fonts[font]?.struck ?? false,
    }));
  }

  private opened(name: string, written: string): void {
    const attributes = attributesOf(written);
    const group = this.open.find((one) => GROUPS.has(one));
    switch (`${group ?? ''}/${name}`) {
      case 'numFmts/numFmt': this.codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? ''); break;
      case 'fonts/font': if (this.fonts.length < STYLES_MAX) this.fonts.push({ ink: null, struck: false }); break;
      case 'fonts/strike': if (isOn(attributes)) this.lastFont().struck = true; break;
      case 'fonts/color': this.lastFont().ink = this.ink(attributes); break;
      case 'fills/fill': if (this.fills.length < STYLES_MAX) this.fills.push(null); break;
      case 'fills/patternFill': this.solid = attributes.get('patternType') === 'solid'; break;
      case 'fills/fgColor': if (this.solid) this.fills[this.fills.length - 1] = this.fill(attributes); break;
      case 'cellXfs/xf':
        if (this.formats.length < STYLES_MAX) {
          this.formats.push({ id: Number(attributes.get('numFmtId') ?? 0), font: Number(attributes.get('fontId') ?? 0), fill: Number(attributes.get('fillId') ?? 0) });
        }
        break;
      default: break;
    }
  }

  private lastFont(): Font {
    return this.fonts.at(-1) ?? { ink: null, struck: false };
  }

  /** Black writing is the usual one. */
  private ink(attributes: ReadonlyMap<string, string>): string | null {
    const colour = this.colours.read(attributes);
    return colour === '000000' ? null : colour;
  }

  /** A white ground is none. */
  private fill(attributes: ReadonlyMap<string, string>): string | null {
    const colour = this.colours.read(attributes);
    return colour === 'FFFFFF' ? null : colour;
  }
}

/** Differential formats hold fonts and fills as well; they are not counted among the cells' own. */
const GROUPS = new Set(['numFmts', 'fonts', 'fills', 'cellXfs', 'cellStyleXfs', 'dxfs']);

function isOn(attributes: ReadonlyMap<string, string>): boolean {
  return !['0', 'false'].includes(attributes.get('val') ?? '1');
}
