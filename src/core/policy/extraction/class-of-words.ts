import type { AttributeIndex } from '../wording/attribute-index.js';
import { labelled } from './figure-label.js';
import { isOutside } from './figure-requirements.js';
import { scanFigures } from './figures.js';
import type { GoodsWords } from './goods-words.js';
import { inUnitOf } from './said-value.js';
import { clausesOf, Scopes } from './passages.js';
import { WrittenText } from './written-text.js';

/** The least that speaks for a class. */
const ENOUGH = 0.8;
const LONGEST_READ = 2_000;

/**
 * The class that names and figures of a text speak for, for whoever has no routing at hand; null when little speaks for any. A
 * name in what is wanted counts, the longer the more, and each figure that an attribute of the class would take by its label.
 */
export function classOfWords(original: string, goods: GoodsWords, index: AttributeIndex): string | null {
  const written = new WrittenText(original.slice(0, LONGEST_READ));
  const text = written.folded;
  const clauses = clausesOf(text);
  const scopes = new Scopes(text, clauses);
  const worth = new Map<string, number>();
  const add = (id: string, by: number): void => { worth.set(id, (worth.get(id) ?? 0) + by); };
  const lower = text.toLowerCase();
  const named = [...goods.namesIn(lower).map((name) => ({ ...name, share: 0.5 })), ...goods.shortNamesIn(lower).map((name) => ({ ...name, share: 0.3 }))];
  for (const { start, end, classIds, share } of named) {
    const weight = Math.min(6, end - start) * share * (scopes.at(start) === 'WANTED' ? 1 : 0.5);
    for (const id of classIds) add(id, weight / Math.sqrt(classIds.length));
  }
  const lines = labelled(text, scanFigures(text, []).figures, clauses).filter(({ figure }) => scopes.at(figure.start) === 'WANTED').slice(0, 12);
  for (const line of lines) {
    const [label] = line.labels;
    const best = new Map<string, number>();
    for (const { known, similarity } of label === undefined ? [] : index.meaningsOf(label)) {
      const meant = similarity > (best.get(known.classId) ?? 0.5) ? inUnitOf(known.attribute, line.figure.all, line.unit) : null;
      if (meant !== null && !isOutside(meant, known.attribute)) best.set(known.classId, similarity - (meant.loose ? 0.2 : 0));
    }
    for (const [id, similarity] of best) add(id, Math.max(0, similarity - 0.4));
  }
  const [best] = [...worth].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best === undefined || best[1] < ENOUGH ? null : best[0];
}
