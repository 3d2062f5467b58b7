import { wordKey } from '../../text/fold.js';
import { layoutKeys, type KnownLabel, type KnownLayout, type ListCorrections, type ListMemory } from '../proposing/known-list.js';
import type { ProposedSheet } from '../proposing/proposal.js';
import type { ListRow } from './list-row.js';

/** Of one organisation, the newest: names and layouts that a reading is given. */
export const LABELS_MAX = 1_000;
export const LAYOUTS_MAX = 100;
const NAME_MAX = 200;

/** Of what is remembered that which had a say in the reading of a list. */
export function usedMemory({ layouts, labels }: ListMemory, sheets: readonly ProposedSheet[]): ListMemory {
  const headings = new Set(tablesOf(sheets).map((table) => layoutKeys(table).join('\n')));
  const names = new Set(sheets.flatMap(({ rows }) => rows.map(({ product }) => wordKey(product?.name ?? ''))));
  return { layouts: layouts.filter((layout) => headings.has(layout.headings.join('\n'))), labels: labels.filter(({ name }) => names.has(name)) };
}

/** True when a supplier has confirmed all of it before: every heading, and what every name of goods is. */
export function isAllRemembered(sheets: readonly ProposedSheet[], rows: readonly ListRow[], { labels }: ListMemory): boolean {
  const tables = sheets.flatMap((sheet) => sheet.tables);
  const known = new Set(labels.map(({ name }) => name));
  return tables.length > 0 && tables.every(({ remembered }) => remembered)
    && rows.every(({ name, state }) => state === 'IGNORED' || state === 'REJECTED' || known.has(wordKey(name ?? '')));
}

/** What a confirmed list has settled for the next of its kind: its headings, and the class of every name that had one class throughout. */
export function learnedFrom(sheets: readonly ProposedSheet[], rows: readonly ListRow[], { classes }: ListCorrections): ListMemory {
  const found = new Map<string, Set<string | null>>();
  const put = (name: string, classId: string | null): void => {
    const key = wordKey(name);
    if (key !== '' && key.length <= NAME_MAX) found.set(key, (found.get(key) ?? new Set<string | null>()).add(classId));
  };
  for (const { name, state, classes: [first] } of rows) if ((state === 'READY' || state === 'INCOMPLETE') && name !== null && first !== undefined) put(name, first.classId);
  for (const { name, classId } of classes) if (name !== null && classId === null) put(name, null);
  const labels = [...found].flatMap(([name, ids]): KnownLabel[] => (ids.size === 1 ? [...ids].map((classId) => ({ name, classId })) : []));
  return { labels: labels.slice(0, LABELS_MAX), layouts: layoutsOf(sheets) };
}

/** Tables under the same heading that were given other roles leave open what the heading means. */
function layoutsOf(sheets: readonly ProposedSheet[]): KnownLayout[] {
  const found = new Map<string, KnownLayout | null>();
  for (const table of tablesOf(sheets)) {
    const layout = { headings: layoutKeys(table), columns: table.columns.map(({ role, attribute }) => ({ role, attribute })) };
    const key = layout.headings.join('\n');
    const before = found.get(key);
    found.set(key, before === undefined || (before !== null && JSON.stringify(before) === JSON.stringify(layout)) ? layout : null);
  }
  return [...found.values()].filter((one) => one !== null).slice(0, LAYOUTS_MAX);
}

function tablesOf(sheets: readonly ProposedSheet[]) {
  return sheets.flatMap(({ tables }) => tables).filter(({ headingRows }) => headingRows.length > 0);
}
