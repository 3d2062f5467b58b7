/** An interval of a table; null: no end on that side. */
export interface Range {
  readonly from: number | null;
  readonly fromIncluded: boolean;
  readonly to: number | null;
  readonly toIncluded: boolean;
}

export const ANY: Range = { from: null, fromIncluded: false, to: null, toIncluded: false };

const FIGURE = /\d+(?:\.\d+)?/u;
const BETWEEN = /^(?:No)?([\d.]+)\s*([<≤])\s*[^\d<≤>≥]+\s*([<≤])\s*(?:No)?([\d.]+)$/u;
const FROM_LEFT = /^(?:No)?([\d.]+)\s*([<≤])\s*[^\d<≤>≥]+$/u;
const ONE_SIDED = /^[^\d<≤>≥]*\s*([<≤>≥])\s*(?:No)?([\d.]+)$/u;
const INTERVAL = /^([[(])\s*([\d.]*)\s*,\s*([\d.]*)\s*([\])])$/u;

/**
 * An interval as the tables write it: `0.35≤ψ<0.45`, `1.4≤ψ`, `γ<0.3`, `ns>50`, `No2<机号≤No2.5`, `机号≥No10`, `(5,300]`, `(300,)`.
 * Throws on anything else: a table that cannot be read must not be judged by.
 */
export function parseRange(text: string): Range {
  const [, open, low = '', high = '', close] = INTERVAL.exec(text) ?? [];
  if (open !== undefined) return { from: end(low), fromIncluded: open === '[', to: end(high), toIncluded: close === ']' };
  const [, from, above, below, to] = BETWEEN.exec(text) ?? [];
  if (from !== undefined) return { from: Number(from), fromIncluded: above === '≤', to: Number(to), toIncluded: below === '≤' };
  const [, only, sign] = FROM_LEFT.exec(text) ?? [];
  if (only !== undefined) return { ...ANY, from: Number(only), fromIncluded: sign === '≤' };
  const [, relation, figure] = ONE_SIDED.exec(text) ?? [];
  if (relation === undefined) throw new Error(`"${text}" is no interval.`);
  return relation === '<' || relation === '≤'
    ? { ...ANY, to: Number(figure), toIncluded: relation === '≤' }
    : { ...ANY, from: Number(figure), fromIncluded: relation === '≥' };
}

export function isWithin(value: number, { from, fromIncluded, to, toIncluded }: Range): boolean {
  const above = from === null || value > from || (fromIncluded && value === from);
  const below = to === null || value < to || (toIncluded && value === to);
  return above && below;
}

function end(text: string): number | null {
  if (text === '') return null;
  if (!FIGURE.test(text)) throw new Error(`"${text}" is no figure.`);
  return Number(text);
}
