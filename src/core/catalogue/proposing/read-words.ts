import type { AttributeDefinition, ClassDefinition } from '../../policy/class-definition.js';
import { wordKey } from '../../text/fold.js';
import type { AttributeIndex, ValueWord } from '../../policy/wording/attribute-index.js';
import { labelSimilarity } from '../../policy/wording/label-similarity.js';
import { nameVariants } from '../../policy/wording/attribute-names.js';
import type { Clause } from './row-text.js';

/** A choice or yes/no that was understood. */
export interface FoundWord {
  readonly attribute: AttributeDefinition;
  readonly value: string | boolean;
  readonly word: string;
}

const NEGATION = /(?:不|无|非|未|没有|不带|不含|不配|不支持|未带|没)(?:需|用|经|做|取得|取|有|可|是|配|带|含)?$/u;
const DENIAL = /^[:：]?(?:否|无|×|x|不|no|未)/u;
const YES = /^(?:是|有|√|✓|✔|具备|带|支持|标配|y|yes|含|可)$/u;
const NO = /^(?:否|无|×|✗|x|没有|不带|不支持|n|no|不)$/u;
/** Options are in the price of nobody who asks first. */
const OPTION = /选配|可选|选装|另购|另配|另加/u;

/** Finds the choices and yes/no attributes of one class that the statements of a row make. */
export function readWords(clauses: readonly Clause[], definition: ClassDefinition, index: AttributeIndex): FoundWord[] {
  const found = new Map<AttributeDefinition, FoundWord & { weight: number }>();
  const keep = (one: FoundWord, weight: number): void => {
    if ((found.get(one.attribute)?.weight ?? 0) < weight) found.set(one.attribute, { ...one, weight });
  };
  for (const clause of clauses) {
    for (const attribute of definition.attributes) readColumn(clause, attribute, keep);
    for (const { word, said } of index.wordsIn(clause.key)) {
      for (const one of said) {
        if (one.known.classId === definition.id) readWord(clause, word, one, keep);
      }
    }
  }
  return [...found.values()].map(({ attribute, value, word }) => ({ attribute, value, word }));
}

type Keep = (one: FoundWord, weight: number) => void;

/** A column of yes and no under the name of the attribute. */
function readColumn(clause: Clause, attribute: AttributeDefinition, keep: Keep): void {
  if (attribute.type !== 'boolean' || clause.heading === '' || !(YES.test(clause.key) || NO.test(clause.key))) return;
  const similarity = Math.max(...nameVariants(attribute.zh).map((name) => labelSimilarity(clause.heading, name)));
  if (similarity >= 0.7) keep({ attribute, value: YES.test(clause.key), word: clause.key }, 100);
}

function readWord(clause: Clause, word: string, { known, value }: ValueWord, keep: Keep): void {
  const at = clause.key.indexOf(word);
  const before = clause.key.slice(0, at);
  const behind = clause.key.slice(at + word.length);
  if (OPTION.test(clause.key)) return;
  if (word.length === 1 && !standsAlone(clause, word, known.attribute)) return;
  // CT and DR are words where neither letters, figures nor dashes go on.
  if (/^[a-z]{2}$/u.test(word) && /[a-z\d-]/u.test(before.slice(-1) + behind.charAt(0))) return;
  if (isCut(before.slice(-1) + word.charAt(0)) || isCut(word.slice(-1) + behind.charAt(0))) return;
  const negated = NEGATION.test(before) || (DENIAL.test(behind) && known.attribute.type === 'boolean');
  // Longer words say more; a statement says more than the name; a column that is called after the attribute says most.
  const weight = word.length * 2 + (clause.from === 'NAME' ? 0 : 1) + (isHeadedBy(clause, known.attribute) ? 20 : 0) + (clause.key === word ? 3 : 0);
  if (known.attribute.type === 'boolean') keep({ attribute: known.attribute, value: negated ? value !== true : value, word }, weight + (negated ? 1 : 0));
  else if (!negated) keep({ attribute: known.attribute, value, word }, weight);
}

/** True for two letters or two figures, of which the one cannot belong to a word without the other. */
function isCut(pair: string): boolean {
  return /^(?:[a-z]{2}|[\d.]\d|\d[\d.])$/u.test(pair);
}

/** A single character is a value only where it is all that is said: a cell, or a clause, or behind the attribute's name. */
function standsAlone(clause: Clause, word: string, attribute: AttributeDefinition): boolean {
  if (clause.key === word || clause.key === `${word}色`) return true;
  const name = wordKey(attribute.zh);
  // 水蓄热: the value before what the attribute speaks of.
  if (clause.key.startsWith(`${word}${name.slice(0, 2)}`) && /[\u4e00-\u9fff]/u.test(word)) return true;
  return clause.key === `${name}${word}` || clause.key === `${name}:${word}` || (clause.key.length <= 3 && clause.key.startsWith(word) && /[\u4e00-\u9fff]/u.test(word) && clause.from !== 'NAME');
}

function isHeadedBy(clause: Clause, attribute: AttributeDefinition): boolean {
  return clause.heading !== '' && nameVariants(attribute.zh).some((name) => labelSimilarity(clause.heading, name) >= 0.7);
}
