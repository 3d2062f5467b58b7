import type { Decimal } from 'decimal.js';
import { fold } from '../text/fold.js';
import { Exact } from './number.js';
import { UNIT_WORDS, type Dimensions, type UnitAtom } from './unit-table.js';

/** A unit as a fraction of base units; two units of equal dimensions convert into each other. */
export interface Unit {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
  readonly dimensions: Dimensions;
}

interface Term { readonly meanings: readonly Unit[]; readonly power: number }

const LONGEST = 40;
/** Ambiguous words multiply; beyond this the text is no unit anybody writes. */
const MOST_MEANINGS = 64;
const LONGEST_WORD = Math.max(...[...UNIT_WORDS.keys()].map((word) => word.length));
const LOWER_WORDS = lowerWords();

/**
 * All meanings of a unit's text, the preferred first; empty when it is no unit of the closed list. Reads products and
 * quotients (`W/(m2·K)`, `kW/(m3/min)`, `吨/时`, `立方米每小时`, `10^4 t`, `L/100km`). With `anyCase` KW, Mpa and MM are read too.
 */
export function unitMeanings(text: string, anyCase = false): readonly Unit[] {
  const source = canonicalText(text);
  if (source === '' || source.length > LONGEST) return [];
  const whole = lookUp(source, anyCase);
  const parsed = new UnitReader(source, anyCase).read();
  const found = [...(whole ?? []).map(unitOf), ...(parsed ?? [])].map(withoutCounts);
  return found.filter((unit, index) => found.findIndex((other) => sameUnit(unit, other)) === index);
}

/** The preferred meaning of a unit; null when it is not of the closed list. */
export function parseUnit(text: string): Unit | null {
  return unitMeanings(text)[0] ?? null;
}

export function sameDimensions(a: Unit, b: Unit): boolean {
  const keys = new Set([...Object.keys(a.dimensions), ...Object.keys(b.dimensions)]);
  return [...keys].every((key) => (a.dimensions[key] ?? 0) === (b.dimensions[key] ?? 0));
}

/** True when both have the same dimensions and the same size: t/h and 吨/时. */
export function sameUnit(a: Unit, b: Unit): boolean {
  return sameDimensions(a, b) && a.numerator.times(b.denominator).eq(b.numerator.times(a.denominator));
}

/** The value in another unit of the same dimensions, exact wherever the decimal ends within 60 figures. */
export function convertBetween(value: Decimal, from: Unit, to: Unit): Decimal {
  const top = new Exact(value).times(from.numerator).times(to.denominator);
  return top.div(from.denominator.times(to.numerator));
}

/** As `convertBetween` by the units' texts; null when one is unknown or their dimensions differ. */
export function convert(value: Decimal, from: string, to: string): Decimal | null {
  const target = parseUnit(to);
  if (target === null) return null;
  const source = unitMeanings(from).find((unit) => sameDimensions(unit, target));
  return source === undefined ? null : convertBetween(value, source, target);
}

/** One text for one unit: folded, `每` as a stroke, crosses and stars as the dot of a product. */
function canonicalText(text: string): string {
  return fold(text).replace(/µ/gu, 'μ').replace(/每/gu, '/').replace(/[×*⋅]/gu, '·').replace(/\s*([/·()^])\s*/gu, '$1').replace(/\s+/gu, ' ')
    .replace(/^公斤\/cm2$/u, 'kg/cm2');
}

/** Recursive descent: quotient of products of words with powers. */
class UnitReader {
  private position = 0;
  constructor(private readonly source: string, private readonly anyCase: boolean) {}

  read(): readonly Unit[] | null {
    const meanings = this.expression();
    return meanings === null || this.position < this.source.length ? null : meanings;
  }

  private expression(): readonly Unit[] | null {
    let left = this.peek() === '/' ? [ONE] : this.powered();
    while (left !== null && this.position < this.source.length) {
      const sign = this.peek();
      if (sign === ')') return left;
      if (sign === '/' || sign === '·' || sign === ' ') this.position += 1;
      const right = this.powered();
      left = right === null ? null : combine(left, right, sign === '/' ? -1 : 1);
    }
    return left;
  }

  private powered(): readonly Unit[] | null {
    const term = this.term();
    if (term === null) return null;
    const found = /^\^?(-?[1-4])(?![\d.])/u.exec(this.source.slice(this.position));
    if (found === null || (term.power === 0)) return term.meanings;
    this.position += found[0].length;
    return term.meanings.map((unit) => toPower(unit, Number(found[1])));
  }

  private term(): Term | null {
    if (this.peek() === '(') {
      this.position += 1;
      const inner = this.expression();
      if (inner === null || this.peek() !== ')') return null;
      this.position += 1;
      return { meanings: inner, power: 1 };
    }
    return this.figure() ?? this.word();
  }

  /** A plain factor: 100, 10^4. */
  private figure(): Term | null {
    const found = /^(\d{1,9})(?:\^(\d{1,2}))?/u.exec(this.source.slice(this.position));
    if (found === null || Number(found[1]) === 0) return null;
    this.position += found[0].length;
    return { meanings: [{ ...ONE, numerator: new Exact(found[1] ?? 1).pow(found[2] ?? 1) }], power: 0 };
  }

  private word(): Term | null {
    const longest = Math.min(LONGEST_WORD, this.source.length - this.position);
    for (let length = longest; length > 0; length -= 1) {
      const atoms = lookUp(this.source.slice(this.position, this.position + length), this.anyCase);
      if (atoms === null) continue;
      this.position += length;
      return { meanings: atoms.map(unitOf), power: 1 };
    }
    return null;
  }

  private peek(): string {
    return this.source.charAt(this.position);
  }
}

const ONE: Unit = { numerator: new Exact(1), denominator: new Exact(1), dimensions: {} };

function lookUp(word: string, anyCase: boolean): readonly UnitAtom[] | null {
  return UNIT_WORDS.get(word) ?? (anyCase ? LOWER_WORDS.get(word.toLowerCase()) ?? null : null);
}

function lowerWords(): Map<string, UnitAtom[]> {
  const table = new Map<string, UnitAtom[]>();
  for (const [word, atoms] of UNIT_WORDS) table.set(word.toLowerCase(), [...(table.get(word.toLowerCase()) ?? []), ...atoms]);
  return table;
}

function unitOf(atom: UnitAtom): Unit {
  return { numerator: new Exact(atom.numerator), denominator: new Exact(atom.denominator), dimensions: atom.dimensions };
}

function combine(left: readonly Unit[], right: readonly Unit[], sign: 1 | -1): readonly Unit[] | null {
  if (left.length * right.length > MOST_MEANINGS) return null;
  return left.flatMap((a) => right.map((b) => product(a, toPower(b, sign))));
}

function product(a: Unit, b: Unit): Unit {
  const dimensions: Record<string, number> = { ...a.dimensions };
  for (const [key, power] of Object.entries(b.dimensions)) dimensions[key] = (dimensions[key] ?? 0) + power;
  return { numerator: a.numerator.times(b.numerator), denominator: a.denominator.times(b.denominator), dimensions };
}

function toPower(unit: Unit, power: number): Unit {
  const size = Math.abs(power);
  const [numerator, denominator] = power < 0 ? [unit.denominator, unit.numerator] : [unit.numerator, unit.denominator];
  return {
    numerator: numerator.pow(size), denominator: denominator.pow(size),
    dimensions: Object.fromEntries(Object.entries(unit.dimensions).map(([key, one]) => [key, one * power])),
  };
}

/**
 * Inside a compound a counted thing is a pure number (次/min is 1/min) and a degree Celsius is a difference, the same as a
 * kelvin; alone they keep their meaning, so that 300 K never becomes 300 °C.
 */
function withoutCounts(unit: Unit): Unit {
  const { count, celsius, ...rest } = Object.fromEntries(Object.entries(unit.dimensions).filter(([, power]) => power !== 0));
  if (Object.keys(rest).length === 0 && (count === undefined || celsius === undefined)) {
    if (celsius !== undefined && (celsius !== 1 || !unit.numerator.eq(unit.denominator))) return { ...unit, dimensions: { K: celsius } };
    return { ...unit, dimensions: { ...(count === undefined ? {} : { count }), ...(celsius === undefined ? {} : { celsius }) } };
  }
  const kelvin = (rest['K'] ?? 0) + (celsius ?? 0);
  const { K: _, ...others } = rest;
  return { ...unit, dimensions: kelvin === 0 ? others : { ...others, K: kelvin } };
}
