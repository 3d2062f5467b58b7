import type { AttributeDefinition, ClassDefinition } from '../../policy/class-definition.js';
import { parseUnit, sameDimensions } from '../../quantity/unit.js';
import { tidy, wordKey } from '../../text/fold.js';
import { FIXED_COLUMNS, type FixedColumn } from './fixed-columns.js';

/** What one heading was understood as. `attribute` is the folded Chinese name, which classes may share. */
export interface HeadingMeaning {
  readonly fixed: FixedColumn | null;
  readonly attribute: string | null;
  /** Unit of a figure below that names none; null where the heading states none. */
  readonly readAs: string | null;
  /** Heading as the template writes it. */
  readonly expected: string;
  /** EXACT but for width, spacing and case; NAME: another word for it; UNIT: another unit; UNIT_ASSUMED: no unit where one belongs. */
  readonly as: 'EXACT' | 'NAME' | 'UNIT' | 'UNIT_ASSUMED';
}

/** Heading of an attribute as the template writes it: `输送量(t/h)`; a plain number, a choice and yes/no have no brackets. */
export function headingOf(attribute: AttributeDefinition): string {
  return attribute.type !== 'number' || attribute.unit === null || attribute.unit === '1' ? attribute.zh : `${attribute.zh}(${attribute.unit})`;
}

/** All headings that mean something to a table of these classes, by their folded form. */
export class HeadingWords {
  private readonly exact = new Map<string, HeadingMeaning>();
  private readonly fixedByName = new Map<string, FixedColumn>();
  /** Folded name of an attribute → its heading in each class that has it. */
  private readonly attributesByName = new Map<string, Map<string, AttributeDefinition>>();

  constructor(classes: Iterable<ClassDefinition>) {
    for (const definition of classes) for (const attribute of definition.attributes) this.add(attribute);
    // After the attributes: what every catalogue has wins over a class's own word.
    for (const column of FIXED_COLUMNS) {
      this.exact.set(wordKey(column.heading), { fixed: column, attribute: null, readAs: column.unit, expected: column.heading, as: 'EXACT' });
      for (const name of [column.name, ...column.also]) this.fixedByName.set(wordKey(name), column);
    }
  }

  /** The meaning of a heading, or null when it has none. */
  read(cell: string): HeadingMeaning | null {
    const word = wordKey(cell);
    return this.exact.get(word) ?? this.fixed(word, null) ?? this.attribute(word, null) ?? this.withUnit(cell);
  }

  /** `名称(单位)`, `名称/单位`, `名称：单位`; of several brackets the last are the unit's. */
  private withUnit(cell: string): HeadingMeaning | null {
    const text = tidy(cell).normalize('NFKC');
    const found = /^(.+)\(((?:[^()]|\([^()]*\))+)\)$/u.exec(text) ?? /^([^/:,]+)[/:,]\s*([^:,()]+)$/u.exec(text);
    if (found === null) return null;
    const [, name = '', unit = ''] = found;
    return this.fixed(wordKey(name), unit.trim()) ?? this.attribute(wordKey(name), unit.trim());
  }

  private fixed(name: string, unit: string | null): HeadingMeaning | null {
    const column = this.fixedByName.get(name);
    if (column === undefined) return null;
    const meaning = { fixed: column, attribute: null, expected: column.heading };
    if (unit === null || column.unit === null) return { ...meaning, readAs: column.unit, as: 'NAME' };
    // 元/台 states how the price is counted as well, which is the sales unit's business.
    const readAs = [wordKey(unit), wordKey(unit).split('/')[0]].find((one) => one !== undefined && column.units.includes(one));
    return readAs === undefined ? null : { ...meaning, readAs, as: readAs === column.unit ? 'NAME' : 'UNIT' };
  }

  private attribute(name: string, unit: string | null): HeadingMeaning | null {
    const known = [...this.attributesByName.get(name)?.values() ?? []];
    const [first] = known;
    if (first === undefined) return null;
    const meaning = { fixed: null, attribute: name };
    if (unit === null) return { ...meaning, readAs: null, expected: known.length === 1 ? headingOf(first) : first.zh, as: 'UNIT_ASSUMED' };
    const fitting = known.find((attribute) => areComparable(unit, attribute.unit));
    return fitting === undefined ? null : { ...meaning, readAs: unit, expected: headingOf(fitting), as: 'UNIT' };
  }

  private add(attribute: AttributeDefinition): void {
    const name = wordKey(attribute.zh);
    const heading = headingOf(attribute);
    const readAs = attribute.type === 'number' ? attribute.unit : null;
    this.exact.set(wordKey(heading), { fixed: null, attribute: name, readAs, expected: heading, as: 'EXACT' });
    this.attributesByName.set(name, (this.attributesByName.get(name) ?? new Map<string, AttributeDefinition>()).set(wordKey(heading), attribute));
  }
}

/** True when a figure in one unit can be converted to the other. */
export function areComparable(unit: string, other: string | null): boolean {
  const [a, b] = [parseUnit(unit), other === null ? null : parseUnit(other)];
  return a !== null && b !== null && sameDimensions(a, b);
}
