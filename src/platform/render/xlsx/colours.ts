/** The palette that formats of spreadsheets older than themes count by (ECMA-376 part 1, 18.8.27): 8 to 63; 0 to 7 are the same as 8 to 15. */
const INDEXED = [
  '000000', 'FFFFFF', 'FF0000', '00FF00', '0000FF', 'FFFF00', 'FF00FF', '00FFFF', '800000', '008000', '000080', '808000', '800080', '008080', 'C0C0C0', '808080',
  '9999FF', '993366', 'FFFFCC', 'CCFFFF', '660066', 'FF8080', '0066CC', 'CCCCFF', '000080', 'FF00FF', 'FFFF00', '00FFFF', '800080', '800000', '008080', '0000FF',
  '00CCFF', 'CCFFFF', 'CCFFCC', 'FFFF99', '99CCFF', 'FF99CC', 'CC99FF', 'FFCC99', '3366FF', '33CCCC', '99CC00', 'FFCC00', 'FF9900', 'FF6600', '666699', '969696',
  '003366', '339966', '003300', '333300', '993300', '993366', '333399', '333333',
] as const;
/** Colours of the usual theme, for workbooks that bring none; in the order in which cells number them. */
const OFFICE_THEME = ['FFFFFF', '000000', 'EEECE1', '1F497D', '4F81BD', 'C0504D', '9BBB59', '8064A2', '4BACC6', 'F79646', '0000FF', '800080'] as const;

/** Turns the colours of styles into RRGGBB. */
export class Colours {
  constructor(private readonly theme: readonly string[] = OFFICE_THEME) {}

  /** From the attributes of a colour element; null when it names none or the one that the system chooses. */
  read(attributes: ReadonlyMap<string, string>): string | null {
    const rgb = attributes.get('rgb');
    const base = rgb !== undefined ? rgb.slice(-6).toUpperCase() : this.theme[number(attributes, 'theme')] ?? this.indexed(number(attributes, 'indexed'));
    if (base === undefined || !/^[0-9A-F]{6}$/u.test(base)) return null;
    return tinted(base, Number(attributes.get('tint') ?? 0));
  }

  private indexed(index: number): string | undefined {
    return INDEXED[index < 8 ? index : index - 8];
  }
}

/** Theme colours of a part `theme`, as cells number them: the light and dark pairs stand the other way round there. */
export function themeOrder(scheme: readonly string[]): readonly string[] {
  const [dark1, light1, dark2, light2, ...accents] = scheme;
  return [light1 ?? 'FFFFFF', dark1 ?? '000000', light2 ?? 'EEECE1', dark2 ?? '1F497D', ...accents];
}

function number(attributes: ReadonlyMap<string, string>, name: string): number {
  const text = attributes.get(name);
  return text === undefined ? -1 : Number(text);
}

/** Lighter by a positive share of what is missing to white, darker by a negative share. */
function tinted(rgb: string, tint: number): string {
  if (!(tint !== 0 && Math.abs(tint) <= 1)) return rgb;
  return [0, 2, 4].map((at) => {
    const part = Number.parseInt(rgb.slice(at, at + 2), 16);
    const moved = tint < 0 ? part * (1 + tint) : part + (255 - part) * tint;
    return Math.round(moved).toString(16).padStart(2, '0').toUpperCase();
  }).join('');
}
