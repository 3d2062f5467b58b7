import { wordKey } from '../../core/text/fold.js';
import { added, NO_SHARE, shareOf, type Share } from './figures.js';
import type { PriceListAnswer } from './price-list-answers.js';

/** One entry of expected.json; what is left out is null or empty. */
export interface ExpectedRow {
  readonly sheet: string;
  readonly row: number;
  readonly name?: string | null;
  readonly model?: string | null;
  readonly classIds?: readonly string[];
  readonly acceptableClassIds?: readonly string[];
  readonly priceCny?: string | null;
  readonly priceKind?: PriceListAnswer['priceKind'];
  readonly priceMin?: string | null;
  readonly priceMax?: string | null;
  readonly taxIncluded?: boolean | null;
  readonly leadTimeDays?: number | null;
  readonly warrantyMonths?: number | null;
  readonly specs?: PriceListAnswer['specs'];
  readonly optionalSpecs?: PriceListAnswer['specs'];
  readonly state: PriceListAnswer['state'];
  readonly acceptableStates?: readonly PriceListAnswer['state'][];
  readonly acceptableNames?: readonly string[];
  readonly acceptableModels?: readonly string[];
  readonly acceptablePrices?: readonly (Partial<Price> & { readonly taxIncluded?: boolean | null })[];
}
type Price = Pick<PriceListAnswer, 'priceCny' | 'priceKind' | 'priceMin' | 'priceMax'>;

export interface PriceListScore {
  readonly shares: Readonly<Record<string, Share>>;
  /** What was not as expected, one line each. */
  readonly faults: readonly string[];
}

export const SHARE_NAMES = [
  'class hit@1', 'class hit@3', 'no class precision', 'no class recall', 'price exact', 'row taken or not', 'spec precision', 'spec recall', 'name', 'model', 'tax basis', 'lead time', 'warranty',
] as const;

/** Compares answers with what is expected of one file. */
export function scorePriceList(expected: readonly ExpectedRow[], answers: readonly PriceListAnswer[]): PriceListScore {
  const pairs = pairUp(expected, answers);
  const parts = pairs.map(({ row, answer }) => scoreRow(row, answer));
  const strangers = answers.filter((answer) => !pairs.some((pair) => pair.answer === answer) && isTaken(answer.state));
  const faults = [...parts.flatMap(({ faults: lines }) => lines), ...strangers.map(({ sheet, row, name }) => `${sheet}!${row} ${name ?? ''}: not in the list`)];
  const total = sum(parts.map(({ shares }) => shares));
  return { shares: { ...total, 'row taken or not': added(total['row taken or not'] ?? NO_SHARE, shareOf(strangers.map(() => false))) }, faults };
}

export function sum(all: readonly Readonly<Record<string, Share>>[]): Record<string, Share> {
  return Object.fromEntries(SHARE_NAMES.map((name) => [name, all.reduce((total, one) => added(total, one[name] ?? NO_SHARE), NO_SHARE)]));
}

interface Pair { readonly row: ExpectedRow; readonly answer: PriceListAnswer | undefined }

/** Entries of one row are told apart by their models. */
function pairUp(expected: readonly ExpectedRow[], answers: readonly PriceListAnswer[]): Pair[] {
  const free = new Set(answers);
  const take = (row: ExpectedRow, fits: (answer: PriceListAnswer) => boolean): PriceListAnswer | undefined => {
    const found = [...free].find((answer) => answer.sheet === row.sheet && answer.row === row.row && fits(answer));
    if (found !== undefined) free.delete(found);
    return found;
  };
  const exact = expected.map((row) => ({ row, answer: take(row, (answer) => sameText(answer.model, row.model)) }));
  return exact.map(({ row, answer }) => ({ row, answer: answer ?? take(row, () => true) }));
}

function scoreRow(row: ExpectedRow, answer: PriceListAnswer | undefined): PriceListScore {
  const faults: string[] = [];
  const shares: Record<string, Share> = {};
  const say = (what: string, isRight: boolean, got: unknown, wanted: unknown): void => {
    shares[what] = shareOf([isRight]);
    if (!isRight) faults.push(`${row.sheet}!${row.row} ${row.name ?? ''} ${row.model ?? ''}: ${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  };
  const state = answer?.state ?? 'ignore';
  say('row taken or not', [row.state, ...row.acceptableStates ?? []].some((one) => verdict(one) === verdict(state)), state, row.state);
  if (row.state === 'ignore') return { shares, faults };
  scoreClass(row, answer, say, shares);
  const accepted = [{ priceCny: row.priceCny, priceKind: row.priceKind, priceMin: row.priceMin, priceMax: row.priceMax, taxIncluded: row.taxIncluded },
    ...(row.acceptablePrices ?? []).map((one) => ({ priceKind: 'fixed' as const, ...one }))];
  const price = answer === undefined ? undefined : accepted.find((one) => samePrice(one, answer));
  say('price exact', price !== undefined, answer === undefined ? null : [answer.priceKind, answer.priceCny, answer.priceMin, answer.priceMax], [row.priceKind, row.priceCny, row.priceMin, row.priceMax]);
  say('tax basis', (answer?.taxIncluded ?? null) === ((price ?? row).taxIncluded ?? null), answer?.taxIncluded, row.taxIncluded);
  const names = [row.name, ...row.acceptableNames ?? [], `${row.name ?? ''}${row.model ?? ''}`, `${row.model ?? ''}${row.name ?? ''}`];
  say('name', names.some((name) => sameText(answer?.name, name)), answer?.name, row.name);
  say('model', [row.model, ...row.acceptableModels ?? []].some((model) => sameText(answer?.model, model)), answer?.model, row.model);
  say('lead time', (answer?.leadTimeDays ?? null) === (row.leadTimeDays ?? null), answer?.leadTimeDays, row.leadTimeDays);
  say('warranty', (answer?.warrantyMonths ?? null) === (row.warrantyMonths ?? null), answer?.warrantyMonths, row.warrantyMonths);
  scoreSpecs(row, answer, shares, faults);
  return { shares, faults };
}

type Say = (what: string, isRight: boolean, got: unknown, wanted: unknown) => void;

function scoreClass(row: ExpectedRow, answer: PriceListAnswer | undefined, say: Say, shares: Record<string, Share>): void {
  const ranked = answer?.ranked ?? [];
  const wanted = row.classIds ?? [];
  if (wanted.length > 0) {
    say('class hit@1', wanted.includes(ranked[0] ?? ''), ranked.slice(0, 3), wanted);
    say('class hit@3', ranked.slice(0, 3).some((id) => wanted.includes(id) || (row.acceptableClassIds ?? []).includes(id)), ranked.slice(0, 3), wanted);
  } else if (hasName(row)) say('no class recall', ranked.length === 0, ranked.slice(0, 3), []);
  if (answer !== undefined && ranked.length === 0 && hasName(row)) shares['no class precision'] = shareOf([wanted.length === 0]);
}

/** Unlabelled choices are set apart; unlabelled figures and yes/no are wrong. */
function scoreSpecs(row: ExpectedRow, answer: PriceListAnswer | undefined, shares: Record<string, Share>, faults: string[]): void {
  const wanted = row.specs ?? {};
  const got = answer?.specs ?? {};
  const at = `${row.sheet}!${row.row} ${row.name ?? ''} ${row.model ?? ''}`;
  const found = Object.entries(wanted).map(([key, value]) => sameValue(got[key], value));
  Object.entries(wanted).forEach(([key, value], index) => { if (found[index] !== true) faults.push(`${at}: spec ${key}: ${JSON.stringify(got[key])} instead of ${JSON.stringify(value)}`); });
  const strange = Object.entries(got).filter(([key, value]) => wanted[key] === undefined && row.optionalSpecs?.[key] === undefined && typeof value !== 'string');
  for (const [key, value] of strange) faults.push(`${at}: spec ${key}: ${JSON.stringify(value)} is not stated`);
  const answered = Object.entries(wanted).filter(([key]) => got[key] !== undefined).map(([key, value]) => sameValue(got[key], value));
  shares['spec recall'] = shareOf(found);
  shares['spec precision'] = shareOf([...answered, ...strange.map(() => false)]);
}

function hasName({ name }: ExpectedRow): boolean {
  return name !== undefined && name !== null;
}

function sameValue(got: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'number') return got === wanted;
  return typeof got === 'number' && Math.abs(got - wanted) <= Math.abs(wanted) * 0.01 + 1e-12;
}

function samePrice(wanted: Partial<Price>, got: Price): boolean {
  const same = (a: string | null | undefined, b: string | null | undefined): boolean => ((a ?? null) === null || (b ?? null) === null ? (a ?? null) === (b ?? null) : Math.abs(Number(a) - Number(b)) < 0.011);
  return (wanted.priceKind ?? null) === got.priceKind && same(wanted.priceCny, got.priceCny) && same(wanted.priceMin, got.priceMin) && same(wanted.priceMax, got.priceMax);
}

function sameText(a: string | null | undefined, b: string | null | undefined): boolean {
  return wordKey(a ?? '') === wordKey(b ?? '');
}

/** importable and draft are one verdict: taken. */
function verdict(state: PriceListAnswer['state']): 'taken' | 'ignore' | 'reject' {
  return isTaken(state) ? 'taken' : state === 'reject' ? 'reject' : 'ignore';
}

function isTaken(state: PriceListAnswer['state']): boolean {
  return state === 'importable' || state === 'draft';
}
