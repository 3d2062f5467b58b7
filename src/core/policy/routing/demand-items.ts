import type { Relation, UpgradePath } from '../reference.js';
import { ITEM_RULES, MAKERS, OTHER_BUYERS, TRADES } from './words/item-rules.js';

export interface RoutedItem {
  readonly itemId: string;
  /** Clause words that decided: none, or those of the buyer's trade. */
  readonly words: readonly string[];
}

const RELATION: Readonly<Record<Relation, number>> = { 'fulfils': 1, 'fulfils-in-part': 0.72, 'component': 0.25, 'enables': 0 };
const ITEMS_MAX = 10;
/** An item of the buyer's own trade goes before one that only fits the goods. */
const OF_TRADE = 0.5;
const SHOWN = 0.34;

/**
 * Items of the plan under which the goods are asked for, best first, at most ten. Classes of the plan have rules of their own, since an item
 * depends on the buyer's trade; of extension classes the paths say it. None for buyers whom the plan's demand side does not name.
 */
export function itemsOf(text: string, planIds: readonly string[], extensionIds: readonly string[], paths: ReadonlyMap<string, readonly UpgradePath[]>): RoutedItem[] {
  if (OTHER_BUYERS.test(text) && !MAKERS.test(text.replace(OTHER_BUYERS, ''))) return planIds.includes('S1.5.1.01') || planIds.includes('S1.2.2.02') ? ranked(scored(text, planIds, [], paths)) : [];
  return ranked(scored(text, planIds, extensionIds, paths));
}

interface Scored { score: number; readonly words: string[] }

function scored(text: string, planIds: readonly string[], extensionIds: readonly string[], paths: ReadonlyMap<string, readonly UpgradePath[]>): Map<string, Scored> {
  const items = new Map<string, Scored>();
  const add = (itemId: string, score: number): void => {
    const known = items.get(itemId);
    if (known === undefined) items.set(itemId, { score, words: [] });
    else known.score = Math.max(known.score, score) + 0.05;
  };
  planIds.forEach((id, at) => {
    const rules = ITEM_RULES.filter(({ classId, when }) => classId === id && (when === null || when.test(text)));
    rules.forEach(({ itemIds }, order) => itemIds.forEach((itemId, place) => add(itemId, 1 - 0.2 * at - 0.12 * order - 0.14 * place)));
  });
  extensionIds.forEach((id, at) => {
    for (const { demandItemId, relation, strength } of paths.get(id) ?? []) add(demandItemId, (1 - 0.15 * at) * RELATION[relation] * (strength / 3));
  });
  for (const [trade, directions] of TRADES) {
    const found = trade.exec(text)?.[0];
    if (found === undefined) continue;
    for (const [itemId, item] of items) {
      if (!directions.some((direction) => itemId.startsWith(direction)) || item.score < 0.2) continue;
      if (item.words.length === 0) item.score += OF_TRADE;
      item.words.push(found);
    }
  }
  return items;
}

function ranked(items: ReadonlyMap<string, Scored>): RoutedItem[] {
  return [...items].filter(([, { score }]) => score >= SHOWN).sort(([a, { score: x }], [b, { score: y }]) => y - x || (a < b ? -1 : 1)).slice(0, ITEMS_MAX).map(([itemId, { words }]) => ({ itemId, words: [...new Set(words)] }));
}
