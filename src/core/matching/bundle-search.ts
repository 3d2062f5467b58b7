import type { CoverTable } from './bundle-cover.js';

/** Words and scores that a search looks at, at most: some tens of milliseconds. Counted, not timed, so that every machine answers the same. */
const WORK_MAX = 6_000_000;

export interface SmallestCovers {
  /** Indices of suppliers, the best set first. */
  readonly covers: readonly (readonly number[])[];
  readonly smallest: boolean;
  readonly best: boolean;
}

interface Found {
  readonly suppliers: readonly number[];
  readonly score: number;
}

/**
 * The best covers of the least size: for each size from the bound up, all sets are walked through by branching on the suppliers of
 * the rarest position left, each set once, since a supplier that was tried is out of the branches after it. A greedy set is what
 * remains to be answered when the work is used up before anything was found.
 */
export function smallestCovers(table: CoverTable, limit: number, work = WORK_MAX): SmallestCovers {
  const greedy = greedyCover(table);
  const search = new CoverSearch(table, Math.max(1, limit), work);
  for (let size = table.atLeast; size <= greedy.length; size++) {
    const { found, whole } = search.ofSize(size);
    if (found.length > 0) return { covers: found.map(({ suppliers }) => suppliers), smallest: !table.narrowed || size === table.atLeast, best: whole && !table.narrowed };
    if (!whole) break;
  }
  return { covers: [greedy], smallest: greedy.length === table.atLeast, best: false };
}

class CoverSearch {
  private found: Found[] = [];
  private spent = 0;
  private readonly excluded: Uint8Array;
  private readonly chosen: number[] = [];
  /** Positions, those that fewest suppliers cover first. */
  private readonly rarest: readonly number[];

  constructor(private readonly table: CoverTable, private readonly limit: number, private readonly work: number) {
    const { positions, suppliers, scores } = table;
    this.excluded = new Uint8Array(suppliers.length);
    const coverers = positions.map((_, p) => suppliers.filter((_id, s) => (scores[s * positions.length + p] ?? -1) >= 0).length);
    this.rarest = positions.map((_, p) => p).sort((a, b) => (coverers[a] ?? 0) - (coverers[b] ?? 0) || a - b);
  }

  /** `whole` false: the work was used up first. */
  ofSize(size: number): { readonly found: readonly Found[]; readonly whole: boolean } {
    const { positions, words } = this.table;
    this.found = [];
    this.branch(size, allBits(positions.length, words), new Int32Array(positions.length).fill(-1));
    return { found: this.found, whole: this.spent <= this.work };
  }

  /** `open`: bits of the positions that nobody chosen covers. `scores`: the best of the chosen by position, −1 where there is none. */
  private branch(left: number, open: Int32Array, scores: Int32Array): void {
    const { positions, suppliers, words } = this.table;
    const wanting = ones(open);
    if (wanting === 0) this.record(scores);
    if (wanting === 0 || left === 0) return;
    this.spent += suppliers.length * words;
    if (this.spent > this.work || !this.canReach(left, open, wanting) || !this.canScore(left, scores)) return;
    const position = this.rarest.find((p) => isSet(open, p)) ?? 0;
    const coverers = suppliers.map((_, s) => s).filter((s) => this.excluded[s] === 0 && this.scoreAt(s, position) >= 0)
      .map((s) => ({ s, reach: reachOf(this.table, s, open), gain: this.gainOf(s, scores) })).sort((a, b) => b.reach - a.reach || b.gain - a.gain || a.s - b.s);
    this.spent += coverers.length * positions.length;
    for (const { s } of coverers) {
      this.chosen.push(s);
      this.excluded[s] = 1;
      this.branch(left - 1, without(this.table, open, s), scores.map((score, p) => Math.max(score, this.scoreAt(s, p))));
      this.chosen.pop();
    }
    for (const { s } of coverers) this.excluded[s] = 0;
  }

  /** Whether the widest suppliers left could together cover what is open. */
  private canReach(left: number, open: Int32Array, wanting: number): boolean {
    const { suppliers } = this.table;
    const counts = new Int32Array(wanting + 1);
    for (let s = 0; s < suppliers.length; s++) {
      if (this.excluded[s] !== 0) continue;
      const reach = reachOf(this.table, s, open);
      counts[reach] = (counts[reach] ?? 0) + 1;
    }
    let more = left;
    let reached = 0;
    for (let reach = wanting; reach > 0 && more > 0 && reached < wanting; reach--) {
      const taken = Math.min(more, counts[reach] ?? 0);
      reached += taken * reach;
      more -= taken;
    }
    return reached >= wanting;
  }

  /** Whether the suppliers that add most could together come up to the last set that is kept: what several add is at most the sum of what each adds alone. */
  private canScore(left: number, scores: Int32Array): boolean {
    const last = this.found.length < this.limit ? undefined : this.found.at(-1);
    if (last === undefined) return true;
    const { suppliers, positions } = this.table;
    this.spent += suppliers.length * positions.length;
    const gains = suppliers.map((_, s) => (this.excluded[s] === 0 ? this.gainOf(s, scores) : 0)).sort((a, b) => b - a).slice(0, left);
    return gains.reduce((sum, gain) => sum + gain, sumOf(scores)) >= last.score;
  }

  private record(scores: Int32Array): void {
    const suppliers = [...this.chosen].sort((a, b) => a - b);
    this.found = [...this.found, { suppliers, score: sumOf(scores) }].sort((a, b) => b.score - a.score || compare(a.suppliers, b.suppliers)).slice(0, this.limit);
  }

  private scoreAt(s: number, p: number): number {
    return this.table.scores[s * this.table.positions.length + p] ?? -1;
  }

  private gainOf(s: number, scores: Int32Array): number {
    let gain = 0;
    for (let p = 0; p < scores.length; p++) gain += Math.max(0, this.scoreAt(s, p) - Math.max(0, scores[p] ?? 0));
    return gain;
  }
}

/** Who covers most of what is left, again and again; of equals who scores more there, then the smaller id. */
function greedyCover(table: CoverTable): number[] {
  const { positions, suppliers, words } = table;
  let open = allBits(positions.length, words);
  const chosen: number[] = [];
  while (ones(open) > 0) {
    const reach = suppliers.map((_, s) => reachOf(table, s, open));
    const most = reach.reduce((best, one) => Math.max(best, one), 0);
    const { s } = reach.flatMap((one, index) => (one < most ? [] : [{ s: index, score: scoreOn(table, index, open) }])).reduce((best, one) => (one.score > best.score ? one : best));
    chosen.push(s);
    open = without(table, open, s);
  }
  return needed(table, chosen);
}

/** The set without those whom the others make unnecessary, the first chosen first: who came later may cover what they cover. */
function needed(table: CoverTable, chosen: readonly number[]): number[] {
  const all = allBits(table.positions.length, table.words);
  return chosen.reduce((kept: readonly number[], s) => {
    const others = kept.filter((one) => one !== s);
    return ones(others.reduce((open, one) => without(table, open, one), all)) === 0 ? others : kept;
  }, chosen).slice().sort((a, b) => a - b);
}

/** Positions of `open` that supplier s covers. */
function reachOf({ bits, words }: CoverTable, s: number, open: Int32Array): number {
  let reach = 0;
  for (let w = 0; w < words; w++) reach += bitCount((open[w] ?? 0) & (bits[s * words + w] ?? 0));
  return reach;
}

function scoreOn({ scores, positions }: CoverTable, s: number, open: Int32Array): number {
  return positions.reduce((sum, _, p) => sum + (isSet(open, p) ? Math.max(0, scores[s * positions.length + p] ?? 0) : 0), 0);
}

function without({ bits, words }: CoverTable, open: Int32Array, s: number): Int32Array {
  return open.map((word, w) => word & ~(bits[s * words + w] ?? 0));
}

function allBits(positions: number, words: number): Int32Array {
  return Int32Array.from({ length: words }, (_, w) => (positions - w * 32 >= 32 ? -1 : (1 << (positions - w * 32)) - 1));
}

const isSet = (bits: Int32Array, p: number): boolean => ((bits[p >> 5] ?? 0) & (1 << (p & 31))) !== 0;
const ones = (bits: Int32Array): number => bits.reduce((sum, word) => sum + bitCount(word), 0);
const sumOf = (scores: Int32Array): number => scores.reduce((sum, score) => sum + Math.max(0, score), 0);

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Sets of one size in the order of their ids. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, index) => one !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
