import type { ClassDefinition } from '../../policy/class-definition.js';
import { modelKey, tidy, wordKey } from '../../text/fold.js';
import type { ProposedProduct, ProposedRow, ProposedSheet } from '../proposing/proposal.js';
import { draftOfList, listedModel, plainSpecs } from './draft-of-list.js';
import type { ListReason, ListRow, ListRowState } from './list-row.js';

const CLASSES_SHOWN = 3;
const SHOWN_MAX = 200;

type Judged = Pick<ListRow, 'state' | 'reasons' | 'model' | 'draft'>;

/**
 * The rows of a proposal as they can be saved: each with a draft or the reason why not, told apart by model as all products of a
 * supplier are. Of two rows that come to the same model the first stays.
 */
export function rowsOfList(sheets: readonly ProposedSheet[], classes: ReadonlyMap<string, ClassDefinition>): ListRow[] {
  const shared = sharedModels(sheets);
  const firstRows = new Map<string, number>();
  let position = 0;
  return sheets.flatMap(({ rows }, sheet) => rows.map((row): ListRow => {
    const { product } = row;
    const judged = product === null ? { ...withoutDraft(row), model: null } : beside(judge(row, product, shared, classes), row.row, firstRows);
    return {
      position: position++, sheet, number: row.row, ...judged, name: shown(product?.name), classes: product?.classes.slice(0, CLASSES_SHOWN) ?? [], price: product?.price ?? null,
      unit: shown(product?.unit), leadTimeDays: product?.leadTimeDays ?? null, warrantyMonths: product?.warrantyMonths ?? null,
      specs: product === null ? {} : plainSpecs(product), missingHard: product?.missingHard ?? [],
    };
  }));
}

function judge(row: ProposedRow, product: ProposedProduct, shared: ReadonlySet<string>, classes: ReadonlyMap<string, ClassDefinition>): Judged {
  const name = storable(product.name ?? '');
  const model = listedModel(name, storable(product.model ?? ''), shared.has(modelKey(product.model ?? '')));
  const base = { ...withoutDraft(row), model: shown(product.model) };
  if (base.state === 'REJECTED' || base.state === 'IGNORED') return base;
  const definition = product.classes[0] === undefined ? undefined : classes.get(product.classes[0].classId);
  if (definition === undefined) return { ...base, state: 'NEEDS_CLASS' };
  const { draft, reasons } = draftOfList(product, name, model, definition);
  if (draft === null) return { ...base, state: 'REJECTED', reasons };
  return reasons.length === 0 ? { ...base, model, draft }
    : { state: 'INCOMPLETE', model, reasons: [...base.reasons.filter(({ code }) => code !== 'COMPLETE'), ...reasons], draft };
}

const STATES: Readonly<Record<ProposedRow['state'], ListRowState>> = { importable: 'READY', draft: 'INCOMPLETE', reject: 'REJECTED', ignore: 'IGNORED' };

function withoutDraft({ state, reasons }: ProposedRow): Omit<Judged, 'model'> {
  return { state: STATES[state], reasons: reasons.map((code): ListReason => ({ code, params: {} })), draft: null };
}

/** The same model a second time is not taken. */
function beside(judged: Judged, number: number, firstRows: Map<string, number>): Judged {
  const { draft } = judged;
  if (draft === null) return judged;
  const first = firstRows.get(draft.modelKey);
  if (first === undefined) {
    firstRows.set(draft.modelKey, number);
    return judged;
  }
  return { ...judged, state: 'REJECTED', reasons: [{ code: 'REPEATED_MODEL', params: { model: draft.model, row: first } }], draft: null };
}

/** Models under which the list has goods of several names: they say nothing by themselves. */
function sharedModels(sheets: readonly ProposedSheet[]): ReadonlySet<string> {
  const names = new Map<string, Set<string>>();
  for (const { product, state } of sheets.flatMap(({ rows }) => rows)) {
    if (product === null || product.model === null || state === 'ignore') continue;
    const key = modelKey(product.model);
    names.set(key, (names.get(key) ?? new Set<string>()).add(wordKey(product.name ?? '')));
  }
  return new Set([...names].filter(([, called]) => called.size > 1).map(([key]) => key));
}

/** Text as the database takes it: without control characters and halves of surrogate pairs. */
export function storable(text: string): string {
  return tidy(text.replace(/\p{Surrogate}/gu, '').replace(/\p{Cc}/gu, ' '));
}

function shown(text: string | null | undefined): string | null {
  const bare = text === null || text === undefined ? '' : storable(text.slice(0, SHOWN_MAX));
  return bare === '' ? null : bare;
}
