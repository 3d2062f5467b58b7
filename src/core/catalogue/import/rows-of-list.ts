import type { ClassDefinition } from '../../policy/class-definition.js';
import { modelKey, tidy, wordKey } from '../../text/fold.js';
import type { ProposedProduct, ProposedRow, ProposedSheet } from '../proposing/proposal.js';
import { draftOfList, listedModel, plainSpecs } from './draft-of-list.js';
import type { ListReason, ListRow, ListRowState } from './list-row.js';

const CLASSES_SHOWN = 3;
const SHOWN_MAX = 200;
const ROWS_BETWEEN_PAUSES = 500;

type Judged = Pick<ListRow, 'state' | 'reasons' | 'model' | 'draft'>;

/**
 * The rows of a proposal as they can be saved: each with a draft or the reason why not, told apart by model as all products of a
 * supplier are. Of two rows that come to the same model the first stays.
 */
export function rowsOfList(sheets: readonly ProposedSheet[], classes: ReadonlyMap<string, ClassDefinition>): ListRow[] {
  const steps = judgingRows(sheets, classes);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `rowsOfList`, with a pause after every five hundred rows, for a caller that has others to give their turn. */
export function* judgingRows(sheets: readonly ProposedSheet[], classes: ReadonlyMap<string, ClassDefinition>): Generator<undefined, ListRow[]> {
  const shared = sharedModels(sheets);
  const firstRows = new Map<string, number>();
  const judged: ListRow[] = [];
  for (const [sheet, { rows }] of sheets.entries()) {
    for (const row of rows) {
      if (judged.length % ROWS_BETWEEN_PAUSES === ROWS_BETWEEN_PAUSES - 1) yield;
      const { product } = row;
      judged.push({
        position: judged.length, sheet, number: row.row,
        ...(product === null ? { ...withoutDraft(row), model: null } : beside(judge(row, product, shared, classes), row.row, firstRows)),
        name: shown(product?.name), classes: product?.classes.slice(0, CLASSES_SHOWN) ?? [], price: product?.price ?? null,
        unit: shown(product?.unit), leadTimeDays: product?.leadTimeDays ?? null, warrantyMonths: product?.warrantyMonths ?? null,
        specs: product === null ? {} : plainSpecs(product), missingHard: product?.missingHard ?? [],
      });
    }
  }
  return judged;
}

function judge(row: ProposedRow, product: ProposedProduct, shared: ReadonlySet<string>, classes: ReadonlyMap<string, ClassDefinition>): Judged {
  const name = tidy(product.name ?? '');
  const model = listedModel(name, product.model, shared.has(modelKey(product.model ?? '')));
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

function shown(text: string | null | undefined): string | null {
  const bare = tidy([...(text ?? '').slice(0, SHOWN_MAX * 2)].slice(0, SHOWN_MAX).join(''));
  return bare === '' ? null : bare;
}
