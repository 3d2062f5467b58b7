import { createHash } from 'node:crypto';
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { wordsOfClass, type ClassNames } from '../../core/search/class-words.js';
import { highlight, type HighlightPart } from '../../core/search/highlight.js';
import { modelTokens } from '../../core/search/model-tokens.js';
import { queryTerms, type SearchQuery } from '../../core/search/query-terms.js';
import { termsOf, wordsOf, type SearchFields } from '../../core/search/search-fields.js';
import { withoutGeneric } from '../../core/search/passing-words.js';
import { bracketsFirst, latinRuns } from '../../core/search/searchable-text.js';
import { Synonyms, type SynonymGroup } from '../../core/search/synonyms.js';
import { searchable, simplify } from './searchable.js';

/** To be raised whenever the fields of the same product come out otherwise: what was indexed before is then indexed again. */
const FIELDS_VERSION = 1;
const LONGEST_NAME = 200;
const LONGEST_TEXT = 2_000;
const CHARACTERS_MAX = 20_000;
/** Products of one class and generation whose words are kept. */
const KEPT_PER_CLASS = 500;

/** Names that a product also goes by. */
interface OtherNames { readonly called: readonly string[]; readonly broader: readonly string[] }

export interface ProductWords {
  readonly name: string;
  readonly model: string;
  readonly goods: { readonly names: ClassNames; readonly kindKey: string | null } | null;
}

/**
 * Makes of texts and queries what engines compare. One for every engine, so that they find alike: an engine's own treatment
 * of Chinese (segmentation, dictionaries, synonyms) is left unused, since each loses what another one finds.
 */
export class Normaliser {
  /** Changes with the fields' version and the synonyms. */
  readonly edition: string;
  readonly synonyms: Synonyms;
  private readonly characters = new Map<string, string>();
  /** By what a class says of its goods, then by name and kind: a product that changed is asked for by the index and twice by saved searches. */
  private readonly others = new WeakMap<ClassNames, Map<string, OtherNames>>();
  private readonly jieba: Jieba;

  constructor(groups: readonly SynonymGroup[]) {
    this.synonyms = new Synonyms(groups, simplify);
    this.jieba = Jieba.withDict(dict);
    // Words of the trade are whole words of a query. Product names must never be: 挖掘机 would no more be found in 液压挖掘机.
    this.jieba.loadDict(Buffer.from(this.synonyms.terms().filter((term) => /^\p{Script=Han}+$/u.test(term)).map((term) => `${term} 1000 n`).join('\n')));
    this.edition = createHash('sha256').update(JSON.stringify([FIELDS_VERSION, groups])).digest('hex').slice(0, 16);
  }

  /** A text in the form in which texts are compared. */
  text(text: string): string {
    return searchable(text);
  }

  fields({ name, model, goods }: ProductWords): SearchFields {
    const written = bracketsFirst(this.text(name)).slice(0, LONGEST_NAME);
    const number = this.text(model);
    const terms = termsOf(written, this.segment);
    const { called, broader } = this.otherNames(written, goods);
    const also = [...called, ...broader].flatMap((one) => termsOf(one, this.segment));
    const known = new Set(terms);
    return {
      name: written, terms, models: [...new Set([number, ...latinRuns(written)].flatMap(modelTokens))],
      also: [...new Set(also)].filter((term) => !known.has(term)), called,
    };
  }

  /** Words that the product teaches: those of its name, and what it is also called. `closes`: such a word names goods and no attribute. */
  vocabulary({ name, goods }: ProductWords): { readonly word: string; readonly closes: boolean }[] {
    const written = bracketsFirst(this.text(name)).slice(0, LONGEST_NAME);
    return [
      ...wordsOf(written, this.segment).map((word) => ({ word, closes: written.endsWith(word) })),
      ...Object.values(this.otherNames(written, goods)).flat().flatMap((other) => wordsOf(other, () => [])).map((word) => ({ word, closes: true })),
    ];
  }

  query(text: string): SearchQuery {
    // Beyond this nothing of it is read; a whole document pasted into the box is not worth its normalisation.
    return queryTerms(this.text(text.slice(0, LONGEST_TEXT)), this.cut, this.segment);
  }

  /** The text in parts, those that one of the words marks told apart. */
  highlight(text: string, words: readonly string[]): HighlightPart[] {
    return highlight(text, words, (character) => this.written(character));
  }

  /** A character in searchable form, looked up once: a page of hits asks for some hundreds, the trade writes with some thousands. */
  private written(character: string): string {
    const known = this.characters.get(character);
    if (known !== undefined) return known;
    const written = this.text(character);
    if (this.characters.size < CHARACTERS_MAX) this.characters.set(character, written);
    return written;
  }

  /** Cut by dictionary alone: what is no word falls into characters, which is how a misspelling shows. */
  readonly cut = (run: string): string[] => this.jieba.cut(run, false);

  /** True for a character that is a noun by itself, as the dictionary tags it. */
  isNoun(character: string): boolean {
    return this.jieba.tag(character, false)[0]?.tag.startsWith('n') === true;
  }

  private readonly segment = (run: string): string[] => this.jieba.cutForSearch(run, false);

  private otherNames(name: string, goods: ProductWords['goods']): OtherNames {
    if (goods === null) return this.namesBeside(name, goods);
    const key = `${goods.kindKey ?? ''}\n${name}`;
    let kept = this.others.get(goods.names);
    if (kept === undefined || kept.size >= KEPT_PER_CLASS) this.others.set(goods.names, kept = new Map());
    let names = kept.get(key);
    if (names === undefined) kept.set(key, names = this.namesBeside(name, goods));
    return names;
  }

  private namesBeside(name: string, goods: ProductWords['goods']): OtherNames {
    const className = goods === null ? [] : [this.text(goods.names.zh)];
    const ofClass = goods === null ? [] : wordsOfClass(name, goods.names, goods.kindKey, this.synonyms, (text) => this.text(text));
    const called = new Set([...this.synonyms.closing(withoutGeneric(name)).flatMap((term) => this.synonyms.sameAs(term)), ...ofClass]);
    const broader = [...this.synonyms.alsoCalled(name), ...className.flatMap((one) => this.synonyms.alsoCalled(one))];
    return { called: [...called], broader: [...new Set(broader)].filter((one) => !called.has(one)) };
  }
}
