import { holdsRegion, placeOf } from '../policy/region-code.js';
import { ROUTED_LONGEST } from '../policy/routing/route-demand.js';

/** Of what was not read, as much as shows where it begins. */
const SHOWN_OF_REST = 20;

export interface ReadingDoubt {
  readonly code: 'LINE_QUANTITY_DIFFERS' | 'LINE_PLACE_DIFFERS' | 'LINE_WORDS_CUT';
  readonly params: Readonly<Record<string, string | number>>;
  /** The words it is about; empty when it is about all. */
  readonly words: string;
}

/** A line of words as it stands, with the place of delivery of its demand; null where that is not known. */
export interface LineInWords {
  readonly words: string;
  /** Decimal text. */
  readonly quantity: string;
  readonly unit: string;
  readonly regionCode: string | null;
}

/** What was read of a line's words, as far as the line says it as well. */
export interface ReadOfLine {
  readonly quantity: number | null;
  readonly quantityUnit: string | null;
  readonly regionCode: string | null;
  readonly places: readonly { readonly code: string; readonly words: string }[];
}

/** What the words say otherwise than the line itself, and what of them was not read. A wider place is no other one: 太原 lies in 山西. */
export function readingDoubts(line: LineInWords, read: ReadOfLine, language: 'zh' | 'en'): ReadingDoubt[] {
  const { words, quantity, unit, regionCode } = line;
  const doubts: ReadingDoubt[] = [];
  if (read.quantity !== null && read.quantity !== Number(quantity)) {
    doubts.push({ code: 'LINE_QUANTITY_DIFFERS', params: { read: `${read.quantity}${read.quantityUnit ?? ''}`, quantity, unit }, words: '' });
  }
  if (regionCode !== null && read.regionCode !== null && !holdsRegion(read.regionCode, regionCode) && !holdsRegion(regionCode, read.regionCode)) {
    const nameOf = (code: string): string => placeOf(code)?.[language] ?? code;
    doubts.push({
      code: 'LINE_PLACE_DIFFERS', params: { read: nameOf(read.regionCode), region: nameOf(regionCode) }, words: read.places.find(({ code }) => code === read.regionCode)?.words ?? '',
    });
  }
  if (words.length > ROUTED_LONGEST) doubts.push({ code: 'LINE_WORDS_CUT', params: { max: ROUTED_LONGEST }, words: words.slice(ROUTED_LONGEST, ROUTED_LONGEST + SHOWN_OF_REST) });
  return doubts;
}
