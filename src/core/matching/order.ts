/** Higher score first, then the smaller id by code units: total while ids differ, and the same in every locale. */
export function compareByScore(a: { readonly score: number; readonly id: string }, b: { readonly score: number; readonly id: string }): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** The best `limit` by (score descending, id ascending); the order of the input decides nothing. */
export function rank<T extends { readonly score: number }>(pairs: readonly T[], limit: number, idOf: (pair: T) => string): T[] {
  return pairs.map((pair) => ({ pair, score: pair.score, id: idOf(pair) })).sort(compareByScore)
    .slice(0, Math.max(0, limit)).map(({ pair }) => pair);
}

/** Percent of the places that one supplier may hold while others wait. */
export const SHARE_PER_SUPPLIER = 40;

/**
 * Spreads a ranked list over suppliers: among the first n no supplier holds more than ⌈n × share⌉ places while others wait. Nobody
 * is dropped, and each supplier's own order stays. Applied on reading, never to what is kept. `sharePerSupplier`: percent, 1 to 100.
 */
export function diversify<T extends { readonly supplierId: string }>(ranked: readonly T[], sharePerSupplier: number): T[] {
  const waiting = [...ranked];
  const held = new Map<string, number>();
  const spread: T[] = [];
  while (waiting.length > 0) {
    const allowed = Math.ceil(((spread.length + 1) * sharePerSupplier) / 100);
    const next = Math.max(0, waiting.findIndex((one) => (held.get(one.supplierId) ?? 0) < allowed));
    const [chosen] = waiting.splice(next, 1) as [T];
    held.set(chosen.supplierId, (held.get(chosen.supplierId) ?? 0) + 1);
    spread.push(chosen);
  }
  return spread;
}
