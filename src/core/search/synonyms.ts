import { searchableText, type Simplify } from './searchable-text.js';

/** A group of seeds/reference/synonyms.json; of a `broader>narrower` group the first term is the broader one. */
export interface SynonymGroup {
  readonly terms: readonly string[];
  readonly kind: 'synonym' | 'abbreviation' | 'broader>narrower';
}

const LATIN = /[a-z0-9]/u;

/**
 * What a thing is also called. Words widen in one direction only: a jaw crusher is found as a crusher, a crusher is not
 * found as a jaw crusher. All terms are in searchable form.
 */
export class Synonyms {
  /** Term → terms that say the same, and terms that are broader. */
  private readonly upwards = new Map<string, Set<string>>();
  private readonly same = new Map<string, Set<string>>();
  private readonly longest: number;

  constructor(groups: readonly SynonymGroup[], simplify: Simplify) {
    for (const { terms, kind } of groups) {
      const words = terms.map((term) => searchableText(term, simplify));
      const [broader, ...narrower] = words;
      if (kind === 'broader>narrower' && broader !== undefined) for (const word of narrower) this.join(this.upwards, word, [broader]);
      if (kind !== 'broader>narrower') for (const word of words) this.join(this.same, word, words.filter((other) => other !== word));
      for (const word of words) this.join(this.upwards, word, kind === 'broader>narrower' ? [] : words.filter((other) => other !== word));
    }
    this.longest = Math.max(0, ...[...this.upwards.keys()].map((term) => term.length));
  }

  /** All terms, each once. */
  terms(): string[] {
    return [...this.upwards.keys()];
  }

  has(term: string): boolean {
    return this.upwards.has(term);
  }

  /** Words that say the same as this one, itself first. */
  sameAs(term: string): string[] {
    return [...reach([term], this.same)];
  }

  /**
   * The terms that a name contains and everything that these are also called: synonyms, broader words and their synonyms.
   * A term inside a longer one says nothing: 发电机组 is no 电机.
   */
  alsoCalled(name: string): string[] {
    return [...reach(this.contained(name), this.upwards)];
  }

  /** Terms that stand in the name, the longest at each place. */
  contained(name: string): string[] {
    const found: { readonly term: string; readonly from: number; readonly to: number }[] = [];
    for (let from = 0; from < name.length; from += 1) {
      for (let length = Math.min(this.longest, name.length - from); length > 0; length -= 1) {
        const term = name.slice(from, from + length);
        if (!this.upwards.has(term) || cutsLatin(name, from, from + length)) continue;
        found.push({ term, from, to: from + length });
        break;
      }
    }
    const widest = found.filter((one) => !found.some((other) => other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from));
    return [...new Set(widest.map((one) => one.term))];
  }

  /** Terms that the name closes with, the longest alone: a 锅炉引风机 is a fan and not also a boiler. */
  closing(name: string): string[] {
    return this.contained(name).filter((term) => name.endsWith(term));
  }

  private join(map: Map<string, Set<string>>, word: string, others: readonly string[]): void {
    const known = map.get(word) ?? new Set<string>();
    for (const other of others) known.add(other);
    map.set(word, known);
  }
}

/** True when a term of letters or digits would be cut out of a longer run of them: no DR in DRV. */
function cutsLatin(text: string, from: number, to: number): boolean {
  const latin = (index: number): boolean => LATIN.test(text.charAt(index));
  return (latin(from) && latin(from - 1)) || (latin(to - 1) && latin(to));
}

function reach(start: readonly string[], steps: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set(start);
  // A set may be added to while it is walked: new members are walked too.
  for (const term of seen) for (const next of steps.get(term) ?? []) seen.add(next);
  return seen;
}
