/**
 * What became of one item of a deed. A refusal is expected and is data: a code that programs read, the field it is
 * about, and parameters from which `platform/messages` writes a sentence that says what to do.
 */
export type RefusalKind = 'INPUT' | 'NOT_FOUND' | 'STATE' | 'NOT_ALLOWED' | 'CONFLICT';

export interface RefusalData {
  readonly kind: RefusalKind;
  /** Upper snake case, the same in every language; the key of its message. */
  readonly code: string;
  /** Path of the input field, dots between levels, or null when the refusal is about the whole. */
  readonly field: string | null;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface Done<T> {
  readonly ok: true;
  readonly value: T;
}
export interface Refused {
  readonly ok: false;
  readonly refusal: RefusalData;
}
export type Outcome<T> = Done<T> | Refused;

export const done = <T>(value: T): Done<T> => ({ ok: true, value });

export const refused = (
  kind: RefusalKind,
  code: string,
  field: string | null = null,
  params: Readonly<Record<string, string | number>> = {},
): Refused => ({ ok: false, refusal: { kind, code, field, params } });

/** Not yours and not there are the same answer, so that nobody learns what exists. */
export const notFound = (field: string): Refused => refused('NOT_FOUND', 'NOT_FOUND', field);
