import { isRegionCode, SHANXI_CITIES } from '../../policy/region-code.js';
import { wordKey } from '../../text/fold.js';

/** A place as a list of a bureau writes it. `exact`: false where only the city is known of it. */
export interface ReadRegion {
  readonly code: string;
  readonly exact: boolean;
}

/** The region of six digits, or of a name that begins with a city of Shanxi (太原市小店区 is kept as the city); null for anything else. */
export function readRegion(cell: string): ReadRegion | null {
  const written = wordKey(cell);
  if (isRegionCode(written)) return { code: written, exact: true };
  const name = written.replace(/^山西省?/u, '');
  if (name === '' && written !== '') return { code: '140000', exact: true };
  for (const [prefix, { zh }] of Object.entries(SHANXI_CITIES)) {
    const short = zh.slice(0, -1);
    if (name === zh || name === short) return { code: `${prefix}00`, exact: true };
    if (name.startsWith(zh) || name.startsWith(short)) return { code: `${prefix}00`, exact: false };
  }
  return null;
}

/**
 * True when a department with that region answers for a place: a province for all its places, a city for its counties, a
 * county for itself.
 */
export function answersFor(departmentRegion: string, place: string): boolean {
  return place.startsWith(regionAnsweredFor(departmentRegion));
}

/** The digits with which all places begin that a department of that region answers for. */
export function regionAnsweredFor(departmentRegion: string): string {
  if (departmentRegion.endsWith('0000')) return departmentRegion.slice(0, 2);
  return departmentRegion.endsWith('00') ? departmentRegion.slice(0, 4) : departmentRegion;
}
