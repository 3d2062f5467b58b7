import type { ClassDefinition } from '../policy/class-definition.js';
import { gramsOf, hanRuns } from './searchable-text.js';
import type { Synonyms } from './synonyms.js';

/** What a class says about the words for its goods, in any form of writing. */
export type ClassNames = Pick<ClassDefinition, 'zh' | 'alsoCalled' | 'kinds'>;

/** From this share of common characters on a nickname speaks of a kind, and a name is taken to be of a kind. */
const ALIKE = 0.5;

/**
 * Words under which a product is found because of its class: the class's name, its own kind, and, of the class's nicknames,
 * those that do not speak of another kind. 三机一架 is also called 采煤机, which is a word for its shearers and not for its
 * roof supports. All are in searchable form, which `write` gives.
 */
export function wordsOfClass(name: string, names: ClassNames, kindKey: string | null, synonyms: Synonyms, write: (text: string) => string): string[] {
  const kinds = names.kinds.map((kind) => ({ key: kind.key, zh: write(kind.zh) }));
  const ownKind = kinds.find((kind) => kind.key === kindKey)?.zh ?? kindOf(name, kinds.map((kind) => kind.zh));
  const own = [name, ...(ownKind === null ? [] : [ownKind])];
  const nicknames = names.alsoCalled.map(write).filter((nickname) => {
    // 溜子 shares no character with any kind; that it means 刮板输送机 is what the synonyms know.
    const meanings = synonyms.sameAs(nickname);
    const ofKinds = mostShared(meanings, kinds.map((kind) => kind.zh));
    return ofKinds < ALIKE || mostShared(meanings, own) >= ofKinds;
  });
  return [write(names.zh), ...(ownKind === null ? [] : [ownKind]), ...nicknames];
}

/** The kind that a name says by itself, when it says one more than any other. */
function kindOf(name: string, kinds: readonly string[]): string | null {
  const grams = hanRuns(name).flatMap(gramsOf);
  const ranked = kinds.map((kind) => ({ kind, share: grams.length === 0 ? 0 : grams.filter((gram) => kind.includes(gram)).length / grams.length }))
    .sort((a, b) => b.share - a.share);
  const [first, second] = ranked;
  return first !== undefined && first.share >= ALIKE && first.share > (second?.share ?? 0) ? first.kind : null;
}

function mostShared(words: readonly string[], texts: readonly string[]): number {
  return Math.max(0, ...words.flatMap((word) => texts.map((text) => shareOf(word, text))));
}

/** Share of the characters of a word that stand in the text, 0 to 1. */
function shareOf(word: string, text: string): number {
  const characters = [...word].filter((character) => character !== ' ');
  return characters.length === 0 ? 0 : characters.filter((character) => text.includes(character)).length / characters.length;
}
