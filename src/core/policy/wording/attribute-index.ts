import type { AttributeDefinition, ClassDefinition } from '../class-definition.js';
import { figureNames, nameVariants, valueNames, yesNoNames } from './attribute-names.js';
import { LABEL_MEANS, labelSimilarity } from './label-similarity.js';

/** An attribute of one class, as a price list may speak of it. */
export interface KnownAttribute {
  readonly classId: string;
  readonly attribute: AttributeDefinition;
}

export interface LabelMeaning {
  readonly known: KnownAttribute;
  readonly similarity: number;
}

/** A word that says a value: of a choice its key, of yes/no true or false. */
export interface ValueWord {
  readonly known: KnownAttribute;
  readonly value: string | boolean;
}

export interface SaidWord {
  readonly word: string;
  /** What it says in all classes. */
  readonly said: readonly ValueWord[];
}

const REMEMBERED_MAX = 20_000;
/** More words than this before a figure are no label. */
const LONGEST_LABEL = 40;
const LONGEST_REMEMBERED = 200;

/** What labels and value words mean to all classes. Built once; what a label means is remembered, for lists repeat their labels row by row. */
export class AttributeIndex {
  private readonly byName = new Map<string, KnownAttribute[]>();
  private readonly byWord = new Map<string, ValueWord[]>();
  private readonly remembered = new Map<string, readonly LabelMeaning[]>();
  private readonly byInitial = new Map<string, string[]>();
  private readonly namesByCharacter = new Map<string, string[]>();
  private readonly found = new Map<string, readonly SaidWord[]>();
  private readonly choices: readonly string[];
  readonly classCount: number;

  constructor(classes: Iterable<ClassDefinition>) {
    let count = 0;
    const choices = new Set<string>();
    for (const { id, attributes } of classes) {
      count += 1;
      for (const attribute of attributes) {
        this.add({ classId: id, attribute });
        if (attribute.type !== 'number') for (const name of nameVariants(attribute.zh)) choices.add(name);
      }
    }
    this.classCount = count;
    for (const word of this.byWord.keys()) put(this.byInitial, word.charAt(0), word);
    this.choices = [...choices];
    for (const name of this.byName.keys()) for (const character of new Set(name)) put(this.namesByCharacter, character, name);
  }

  /** Figures that a label may name, in all classes. */
  meaningsOf(label: string): readonly LabelMeaning[] {
    const known = this.remembered.get(label);
    if (known !== undefined) return known;
    const best = new Map<KnownAttribute, number>();
    if (label !== '' && label.length <= LONGEST_LABEL) {
      // Without a character in common no name is like the label.
      for (const name of new Set([...new Set(label)].flatMap((character) => this.namesByCharacter.get(character) ?? []))) {
        const attributes = this.byName.get(name) ?? [];
        const similarity = labelSimilarity(label, name);
        if (similarity < LABEL_MEANS) continue;
        for (const attribute of attributes) best.set(attribute, Math.max(best.get(attribute) ?? 0, similarity));
      }
    }
    const meanings = [...best].map(([one, similarity]) => ({ known: one, similarity }));
    if (this.remembered.size < REMEMBERED_MAX && label.length <= LONGEST_LABEL) this.remembered.set(label, meanings);
    return meanings;
  }

  /** True for a word that is a value of some choice and says nothing else. */
  isValue(word: string): boolean {
    return (this.byWord.get(word) ?? []).some(({ known }) => known.attribute.type === 'enum');
  }

  /** True for a heading that names a choice or a yes/no attribute of some class. */
  isChoice(label: string): boolean {
    return this.choices.some((name) => labelSimilarity(label, name) >= 0.7);
  }

  /** Value words that stand in a text, with what they say in all classes. */
  wordsIn(text: string): readonly SaidWord[] {
    const known = this.found.get(text);
    if (known !== undefined) return known;
    const words = new Set<string>();
    for (let at = 0; at < text.length; at += 1) {
      for (const word of this.byInitial.get(text.charAt(at)) ?? []) if (text.startsWith(word, at)) words.add(word);
    }
    const said = [...words].map((word) => ({ word, said: this.byWord.get(word) ?? [] }));
    if (this.found.size < REMEMBERED_MAX && text.length <= LONGEST_REMEMBERED) this.found.set(text, said);
    return said;
  }

  private add(known: KnownAttribute): void {
    const { attribute } = known;
    switch (attribute.type) {
      case 'number': for (const name of figureNames(attribute)) put(this.byName, name, known); break;
      case 'boolean': {
        const { yes, no } = yesNoNames(attribute);
        for (const word of yes) put(this.byWord, word, { known, value: true });
        for (const word of no) put(this.byWord, word, { known, value: false });
        break;
      }
      case 'enum':
        for (const value of attribute.values) for (const word of valueNames(value.zh)) put(this.byWord, word, { known, value: value.key });
        break;
    }
  }
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
