import { productColumns, type ProductColumn } from '../core/catalogue/import/product-columns.js';
import { choiceOf } from '../core/catalogue/import/template.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import type { Locale } from '../platform/deed/deed-request.js';
import type { Messages } from '../platform/messages/messages.js';
import type { SheetPlan, WrittenCell } from '../platform/render/xlsx/write-sheet.js';
import { FIELD_MESSAGES } from './template-messages.js';

/** The page of a template that says how it is filled in: rules, then each column of each class. No import takes it for a table: its columns stand one below another. */
export function instructions(classes: readonly ClassDefinition[], messages: Messages, locale: Locale): SheetPlan {
  const say = (code: string, params: Readonly<Record<string, string | number>> = {}): string => messages.render(code, params, locale);
  const head = ['TEMPLATE_HEAD_COLUMN', 'TEMPLATE_HEAD_NEED', 'TEMPLATE_HEAD_HOW', 'TEMPLATE_HEAD_CHOICE'].map((code): WrittenCell => ({ value: say(code), look: 'HEADING' }));
  const rows: WrittenCell[][] = [
    [{ value: say('TEMPLATE_TITLE'), look: 'TITLE' }],
    ...say('TEMPLATE_RULES').split('\n').map((rule, index): WrittenCell[] => [`${index + 1}. ${rule}`]),
  ];
  for (const definition of classes) {
    rows.push([], [{ value: `${definition.id} ${definition.zh}`, look: 'TITLE' }], head);
    for (const column of productColumns([definition])) rows.push(lineOf(column, definition, say));
  }
  return { name: say('TEMPLATE_TITLE'), columns: [{ width: 30, text: true }, { width: 12, text: true }, { width: 60, text: true }, { width: 60, text: true }], rows };
}

type Say = (code: string, params?: Readonly<Record<string, string | number>>) => string;

function lineOf(column: ProductColumn, definition: ClassDefinition, say: Say): WrittenCell[] {
  const choice = choiceOf(column, definition);
  const choices = choice === null ? '' : choice.kind === 'LIST' ? choice.values.join('、') : say('TEMPLATE_RANGE', { min: choice.min, max: choice.max });
  return [column.heading, needOf(column, say), howTo(column, say), choices].map((value) => ({ value, look: 'WRAPPED' }));
}

function needOf({ fixed, attribute }: ProductColumn, say: Say): string {
  if (fixed?.absence === 'REQUIRED') return say('TEMPLATE_REQUIRED');
  return fixed?.absence === 'TOLD' || attribute?.matchRole === 'hard' ? say('TEMPLATE_WANTED') : say('TEMPLATE_OPTIONAL');
}

function howTo({ fixed, attribute }: ProductColumn, say: Say): string {
  if (fixed !== null) return say(FIELD_MESSAGES[fixed.field]);
  if (attribute === null) return '';
  const unit = attribute.unit;
  const how = attribute.type !== 'number' ? say('TEMPLATE_ONE_OF') : unit === null || unit === '1' ? say('TEMPLATE_PLAIN_FIGURE') : say('TEMPLATE_FIGURE', { unit });
  return attribute.matchRole === 'hard' ? how + say('TEMPLATE_HARD') : how;
}
