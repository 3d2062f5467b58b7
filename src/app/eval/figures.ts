/** A share with its counts: `hits` of `of`. */
export interface Share {
  readonly hits: number;
  readonly of: number;
}

export const NO_SHARE: Share = { hits: 0, of: 0 };

export function added(a: Share, b: Share): Share {
  return { hits: a.hits + b.hits, of: a.of + b.of };
}

export function shareOf(hits: readonly boolean[]): Share {
  return { hits: hits.filter(Boolean).length, of: hits.length };
}

export function ratio({ hits, of }: Share): number | null {
  return of === 0 ? null : hits / of;
}

/** Wilson's 95 % interval of a share. */
export function interval({ hits, of }: Share): readonly [number, number] | null {
  if (of === 0) return null;
  const z = 1.96;
  const p = hits / of;
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** `0.923 (24/26, 0.759–0.979)`. */
export function shown(share: Share): string {
  const [value, range] = [ratio(share), interval(share)];
  if (value === null || range === null) return '—';
  return `${value.toFixed(3)} (${share.hits}/${share.of}, ${range[0].toFixed(3)}–${range[1].toFixed(3)})`;
}

/** Harmonic mean of precision and recall. */
export function f1(precision: Share, recall: Share): number | null {
  const [p, r] = [ratio(precision), ratio(recall)];
  return p === null || r === null || p + r === 0 ? null : (2 * p * r) / (p + r);
}
