import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { aRow, CLASSES, HEADING, readTable } from './catalogue.factory.js';
import { headingOf } from './heading-words.js';
import { ProductTable, type JudgedRow } from './product-table.js';
import type { ImportPolicy } from './remark.js';
import { REMARK_MESSAGES } from './remark-codes.js';

/** What people, programs and attackers put into cells. */
const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.double().map(String),
  fc.tuple(fc.integer({ min: -9_999_999, max: 9_999_999 }).map(String), fc.constantFrom('', '万', ' t/h', 'kW', '元/台', '个月', '年', '級', '级', '%', 'mm', '以上')).map((parts) => parts.join('')),
  fc.constantFrom('', ' ', '是', '无', '面议', '颚式', '鄂式', 'S1.1.1.03', '浮法玻璃', '=1+1', '@x', '１，２３４', '2×75', '60~102', '1.32E+06', '9'.repeat(400), '10⁴', '\u0000', '\ud800'),
);
const policy = fc.constantFrom<ImportPolicy>('IGNORE_FAILED_FIELDS', 'WHOLE_ROWS', 'ALL_OR_NOTHING');
/** Rows that are mostly complete, so that what is wrong with single cells is reached. */
const row = fc.oneof(
  { weight: 3, arbitrary: fc.dictionary(fc.constantFrom(...HEADING), cell, { maxKeys: 4 }).map((changes) => aRow(changes as Record<string, string>)) },
  { weight: 1, arbitrary: fc.array(cell, { maxLength: 18 }) },
);
const table = fc.array(row, { maxLength: 8 });

function check(judged: JudgedRow): void {
  const { draft, verdict, remarks } = judged;
  expect(draft === null).toBe(verdict === 'REJECT' || verdict === 'SKIP');
  expect(verdict === 'OK').toBe(remarks.length === 0);
  for (const remark of remarks) {
    expect(REMARK_MESSAGES).toContain(`IMPORT_${remark.code}`);
    expect(remark.original === null || remark.original.length <= 400).toBe(true);
  }
  if (draft === null) return;
  const definition = CLASSES.get(draft.classId);
  if (definition === undefined) throw new Error(`Class ${draft.classId} is not there.`);
  expect([draft.name, draft.model, draft.modelKey]).not.toContain('');
  expect(draft.name.length <= 200 && draft.model.length <= 100 && draft.description.length <= 5_000).toBe(true);
  expect(draft.priceCny === null || (/^\d+\.\d{2}$/u.test(draft.priceCny) && Number(draft.priceCny) > 0 && Number(draft.priceCny) <= 1e11)).toBe(true);
  expect(draft.unit).toBe(definition.unit);
  expect(draft.leadTimeDays === null || (Number.isInteger(draft.leadTimeDays) && draft.leadTimeDays >= 1)).toBe(true);
  expect(draft.warrantyMonths === null || (Number.isInteger(draft.warrantyMonths) && draft.warrantyMonths >= 0)).toBe(true);
  expect([null, 1, 2, 3]).toContain(draft.energyGrade);
  const dropped = new Set(remarks.filter((remark) => remark.failed).map((remark) => remark.column));
  for (const attribute of definition.attributes) {
    const value = draft.specs[attribute.key];
    if (dropped.has(headingOf(attribute))) expect(value).toBeUndefined();
    if (typeof value === 'number') expect(value >= (attribute.min ?? -Infinity) && value <= (attribute.max ?? Infinity)).toBe(true);
    if (typeof value === 'string') expect(attribute.values.map((one) => one.key)).toContain(value);
  }
  expect(Object.keys(draft.specs).every((key) => definition.attributes.some((attribute) => attribute.key === key))).toBe(true);
}

describe('whatever stands in a table', () => {
  it('is read without a throw, and nothing that failed is kept', () => {
    fc.assert(fc.property(table, policy, (rows, under) => {
      const read = readTable([HEADING, ...rows], under).rows;
      expect(read).toHaveLength(rows.length);
      read.forEach(check);
      const models = read.flatMap((one) => (one.draft === null ? [] : [one.draft.modelKey]));
      expect(new Set(models).size).toBe(models.length);
    }), { numRuns: 400 });
  });

  it('as a heading is read or refused without a throw', () => {
    fc.assert(fc.property(fc.array(fc.oneof(cell, fc.constantFrom(...HEADING)), { maxLength: 20 }), row, (heading, cells) => {
      const opened = ProductTable.open({ number: 1, cells: heading }, CLASSES);
      if (!opened.ok) return;
      opened.value.survey({ number: 2, cells });
      check(opened.value.judge('IGNORE_FAILED_FIELDS')({ number: 2, cells }));
    }), { numRuns: 300 });
  });

  it('under a stricter policy is never taken in more rows', () => {
    fc.assert(fc.property(table, (rows) => {
      const taken = (under: ImportPolicy) => new Set(readTable([HEADING, ...rows], under).rows.filter((one) => one.draft !== null).map((one) => one.draft?.modelKey));
      const [all, whole] = [taken('IGNORE_FAILED_FIELDS'), taken('WHOLE_ROWS')];
      expect([...whole].every((model) => all.has(model))).toBe(true);
    }), { numRuns: 200 });
  });

  it('reads the same when it was already put into the expected form', () => {
    fc.assert(fc.property(row, (cells) => {
      const [first] = readTable([HEADING, cells]).rows;
      if (first === undefined || first.draft === null || first.remarks.some((remark) => remark.verdict !== 'NORMALISE')) return;
      const kept = [...cells];
      for (const { column, params } of first.remarks) kept[HEADING.indexOf(column ?? '')] = String(params['expected'] ?? '');
      const again = readTable([HEADING, kept]).rows[0];
      expect([again?.verdict, again?.remarks]).toEqual(['OK', []]);
      expect({ ...again?.draft, specOriginals: {} }).toEqual({ ...first.draft, specOriginals: {} });
    }), { numRuns: 400 });
  });
});
