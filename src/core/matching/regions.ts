/** Whole country: both codes are in use. */
const NATIONWIDE: readonly string[] = ['000000', '100000'];
const CODE = /^[0-9]{6}$/;

/** The place itself and every region that contains it, widest first: what a supplier may name to serve it. GB/T 2260, six digits. */
export function coveringRegions(code: string): string[] {
  if (!CODE.test(code)) return [...NATIONWIDE, code];
  return [...new Set([...NATIONWIDE, `${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code])];
}

export type Nearness = 'SAME_COUNTY' | 'SAME_CITY' | 'SAME_PROVINCE' | 'OTHER_PROVINCE';

/**
 * How near two places are by the digits of their codes; null when one is no GB/T 2260 code. A code of a whole city or province
 * says no more than it names. `90` in the city's digits holds counties directly under a province (429004 仙桃, 429006 天门): no city joins them.
 */
export function nearness(a: string, b: string): Nearness | null {
  if (!CODE.test(a) || !CODE.test(b)) return null;
  if (a.slice(0, 2) !== b.slice(0, 2)) return 'OTHER_PROVINCE';
  if (a === b && !a.endsWith('00')) return 'SAME_COUNTY';
  const city = a.slice(2, 4);
  return city === b.slice(2, 4) && city !== '00' && city !== '90' ? 'SAME_CITY' : 'SAME_PROVINCE';
}
