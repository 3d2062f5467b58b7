/**
 * Characters that are mistaken for each other in names of equipment: same sound or nearly the same shape. Each string is
 * one group; editorial, kept short on purpose.
 */
const CONFUSED = ['颚鄂腭愕', '辊滚棍', '锤捶棰槌', '椎锥', '碎粹', '螺罗', '阀伐', '泵蹦', '铰绞搅', '轮伦', '履覆', '带代', '齿尺', '式试', '圆园元', '园圆', '级及', '变边', '频率', '网罔', '轴柚', '型形', '固故', '炉护', '绳蝇', '悬旋', '臂壁', '缸钢', '永泳', '驱躯'];

export interface NearestWords {
  /** The one word that was probably meant, or null when none or several are equally near. */
  readonly best: string | null;
  /** Up to three words, nearest first; what to offer when `best` is null. */
  readonly candidates: readonly string[];
}

/**
 * The words nearest to a misspelt one. Distance is counted in edits, a swap of neighbours is one edit and a known confusion
 * half of one; equally near words are told apart by `context` (the product's name often holds the right word). Words more
 * than half different are no suggestion.
 */
export function nearestWords(text: string, words: readonly string[], context: string): NearestWords {
  const ranked = words
    .map((word, order) => ({ word, order, cost: costOf(text, word) }))
    .filter(({ word, cost }) => cost <= Math.max(text.length, word.length) / 2)
    .sort((a, b) => a.cost - b.cost || a.order - b.order);
  const [first] = ranked;
  if (first === undefined) return { best: null, candidates: [] };
  const level = ranked.filter(({ cost }) => cost === first.cost).map(({ word }) => word);
  const named = level.filter((word) => context.includes(word));
  const best = level.length === 1 ? first.word : (named.length === 1 ? named[0] ?? null : null);
  const candidates = [...new Set([...(best === null ? [] : [best]), ...ranked.map(({ word }) => word)])].slice(0, 3);
  return { best, candidates };
}

/** Edits between two words; a word that contains the other costs at most a quarter of the longer one's length. */
function costOf(text: string, word: string): number {
  const edits = editDistance(text, word);
  const contained = text.length >= 2 && word.length >= 2 && (text.includes(word) || word.includes(text));
  return contained ? Math.min(edits, Math.max(text.length, word.length) / 4) : edits;
}

/** Optimal string alignment distance, at most 100 characters of either side. */
function editDistance(left: string, right: string): number {
  const a = [...left.slice(0, 100)];
  const b = [...right.slice(0, 100)];
  let older: number[] = [];
  let old = b.map((_, index) => index).concat(b.length);
  for (const [i, ai] of a.entries()) {
    const row = [i + 1];
    for (const [j, bj] of b.entries()) {
      const swap = i > 0 && j > 0 && ai === b[j - 1] && a[i - 1] === bj ? (older[j - 1] ?? 0) + 1 : Infinity;
      row.push(Math.min((old[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, (old[j] ?? 0) + substitution(ai, bj), swap));
    }
    older = old;
    old = row;
  }
  return old[b.length] ?? 0;
}

function substitution(a: string, b: string): number {
  if (a === b) return 0;
  return CONFUSED.some((group) => group.includes(a) && group.includes(b)) ? 0.5 : 1;
}
