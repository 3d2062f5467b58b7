import { hanRuns } from '../../../core/search/searchable-text.js';
import type { SpecValue } from '../../../core/policy/class-definition.js';
import { tokensOf } from './tokens.js';

/** An entry of PostgreSQL's index as the writer reads it. */
export interface IndexRow {
  readonly id: string;
  /** Decimal digits. */
  readonly version: string;
  readonly edition: string;
  readonly deleted: boolean;
  readonly name: string;
  /** Between spaces. */
  readonly models: string;
  readonly called: string;
  readonly words: readonly string[];
  readonly classIds: readonly string[];
  readonly specs: Readonly<Record<string, SpecValue>>;
  readonly priceCny: string | null;
  readonly energyGrade: number | null;
  readonly regions: readonly string[];
  readonly certificates: readonly string[];
  readonly supplierId: string;
  /** Decimal digits of Unix milliseconds. */
  readonly publishedMs: string;
}

/** What every document carries: a query begins with it, so that the engine drops none for its first word. */
export const EVERY = 'every';

/** Longer ends and parts of a name say nothing more of what the thing is. */
const LONGEST_TAIL = 8;
const LONGEST_PART = 6;
const SHORTEST_START = 3;
const LONGEST_NAME = 60;
const FEN = 100n;

export type EngineDocument = ReturnType<typeof engineDocument>;

/** An entry as the engine holds it: tokens to be found and ranked by, plain values that filter, sort and count. */
export function engineDocument(row: IndexRow) {
  const written = [...row.name.replace(/\s+/gu, '')];
  const models = row.models.split(' ');
  const { id, classIds, energyGrade, regions, certificates, supplierId, specs } = row;
  return {
    id, version: stateOf(row), every: EVERY, tails: tokensOf(tailsOf(written)), models: tokensOf(models), starts: tokensOf(models.flatMap(startsOf)),
    named: tokensOf(hanRuns(row.name).flatMap(partsOf)), called: tokensOf(row.called.split(' ')), words: tokensOf(row.words), nameLength: Math.min(written.length, LONGEST_NAME),
    classId: classIds[0] ?? '', classIds, energyGrade, regions, certificates, supplierId, publishedAt: Number(row.publishedMs),
    // Absent without a price: such products come last in either order.
    ...(row.priceCny === null ? {} : { priceFen: fenOf(row.priceCny) }),
    // Words would be compared with bounds as well: `spec_*` are numbers alone.
    ...Object.fromEntries(Object.entries(specs).filter(([, value]) => typeof value === 'number')),
    options: Object.entries(specs).map(([field, value]) => optionOf(field, value)),
  };
}

/** A field that has a value, to be filtered by. */
export function optionOf(field: string, value: SpecValue): string {
  return `${field} ${String(value)}`;
}

/** Version and edition of an entry: what a comparison of both engines looks at. */
export function stateOf({ version, edition }: Pick<IndexRow, 'version' | 'edition'>): string {
  return `${version} ${edition}`;
}

function tailsOf(name: readonly string[]): string[] {
  return Array.from({ length: Math.min(LONGEST_TAIL, name.length) }, (_, n) => name.slice(name.length - 1 - n).join(''));
}

function partsOf(run: string): string[] {
  const characters = [...run];
  return characters.flatMap((_, from) => Array.from({ length: Math.min(LONGEST_PART, characters.length - from) }, (_part, n) => characters.slice(from, from + n + 1).join('')));
}

function startsOf(model: string): string[] {
  return Array.from({ length: Math.max(0, model.length - SHORTEST_START) }, (_, n) => model.slice(0, n + SHORTEST_START));
}

/** Whole fen, since a double keeps no fractions; a bound between two fen goes `up` or down. */
export function fenOf(priceCny: string, up = false): number {
  const [yuan = '0', fen = ''] = priceCny.split('.');
  return Number(BigInt(yuan) * FEN + BigInt(fen.padEnd(2, '0').slice(0, 2))) + (up && /[1-9]/u.test(fen.slice(2)) ? 1 : 0);
}

export function cnyOf(fen: number): string {
  const digits = String(Math.round(fen)).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
