import type { ValidationError } from '@nestjs/common';
import { refused, type RefusalData } from '../../core/outcome/outcome.js';

/** class-validator's names of constraints → our codes; a decorator may name its own code in `context: { code, params }`. */
const CODES: Readonly<Record<string, string>> = {
  isNotEmpty: 'VALUE_MISSING', isDefined: 'VALUE_MISSING',
  minLength: 'TEXT_LENGTH', maxLength: 'TEXT_LENGTH', isLength: 'TEXT_LENGTH',
  matches: 'TEXT_MALFORMED', isEmail: 'TEXT_MALFORMED', isUrl: 'TEXT_MALFORMED', isNumberString: 'TEXT_MALFORMED', isDecimal: 'TEXT_MALFORMED',
  min: 'NUMBER_OUT_OF_RANGE', max: 'NUMBER_OUT_OF_RANGE', isPositive: 'NUMBER_OUT_OF_RANGE', isInt: 'NUMBER_OUT_OF_RANGE', isNumber: 'NUMBER_OUT_OF_RANGE',
  arrayMinSize: 'LIST_LENGTH', arrayMaxSize: 'LIST_LENGTH', arrayNotEmpty: 'LIST_LENGTH', arrayUnique: 'LIST_LENGTH',
  isIn: 'VALUE_UNKNOWN', isEnum: 'VALUE_UNKNOWN',
};

/** The first violation as a refusal; the field is its path below `input`. */
export function refusalOf(errors: readonly ValidationError[], path: readonly string[] = []): RefusalData {
  const error = errors[0];
  if (error === undefined) return refused('INPUT', 'INPUT_INVALID', null, { detail: '' }).refusal;
  const here = [...path, error.property];
  const [name, detail] = Object.entries(error.constraints ?? {})[0] ?? [];
  if (name === undefined || detail === undefined) return refusalOf(error.children ?? [], here);
  const own = error.contexts?.[name] as { readonly code?: string; readonly params?: Readonly<Record<string, string | number>> } | undefined;
  return refused('INPUT', own?.code ?? CODES[name] ?? 'INPUT_INVALID', here.join('.'), own?.code === undefined ? { detail } : own.params ?? {}).refusal;
}
