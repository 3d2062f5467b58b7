import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AttributeDefinition, ClassDefinition } from '../../policy/class-definition.js';
import { placedClasses, type ReferenceFiles } from '../../policy/reference.js';
import { CRUSHER, GLASS } from './catalogue.factory.js';
import { cellText, classLabel, productCells, productColumns, type TableCell, type TableListing } from './product-columns.js';
import { ProductTable, type JudgedRow } from './product-table.js';
import type { Remark } from './remark.js';
import { choiceOf, exampleCells } from './template.js';

const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = {
  taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths'),
};
const CLASSES: ReadonlyMap<string, ClassDefinition> = new Map(placedClasses(FILES).map(({ definition }) => [definition.id, definition]));
const EVERY = [...CLASSES.values()].map((definition) => [`${definition.id} ${definition.zh}`, definition] as const);

/** Reads rows under our own heading, as an import does; a number as a sheet shows it. */
function readBack(heading: readonly string[], rows: readonly (readonly TableCell[])[], classes = CLASSES): { remarks: readonly Remark[]; rows: JudgedRow[] } {
  const asRow = (cells: readonly TableCell[], index: number) => ({ number: index + 1, cells: cells.map(cellText) });
  const opened = ProductTable.open(asRow(heading, 0), classes);
  if (!opened.ok) throw new Error(opened.refusal.code);
  const below = rows.map((cells, index) => asRow(cells, index + 1));
  for (const row of below) opened.value.survey(row);
  return { remarks: opened.value.remarks, rows: below.map(opened.value.judge('WHOLE_ROWS')) };
}

const figure = ({ min, max }: AttributeDefinition): fc.Arbitrary<number> => {
  const [low, high] = [min ?? -1_000_000, max ?? 1_000_000];
  return fc.integer({ min: Math.ceil(low * 1_000), max: Math.floor(high * 1_000) }).map((thousandths) => thousandths / 1_000);
};
const valueOf = (attribute: AttributeDefinition): fc.Arbitrary<number | string | boolean> =>
  attribute.type === 'number' ? figure(attribute) : attribute.type === 'boolean' ? fc.boolean() : fc.constantFrom(...attribute.values.map(({ key }) => key));

function listingOf(definition: ClassDefinition): fc.Arbitrary<TableListing> {
  const text = (max: number) => fc.string({ unit: fc.constantFrom(...'带式输送机破碎ABC019-/·()（）=+@\'"<&', ' '), minLength: 1, maxLength: max }).map((one) => `甲${one.trim()}`);
  return fc.record({
    name: text(30), model: text(20).map((one) => one.replace(/\s+/gu, '')), classId: fc.constant(definition.id),
    specs: fc.tuple(...definition.attributes.map((attribute) => fc.option(valueOf(attribute))))
      .map((values) => Object.fromEntries(definition.attributes.flatMap(({ key }, index): [string, number | string | boolean][] => (values[index] === null || values[index] === undefined ? [] : [[key, values[index]]])))),
    description: fc.constantFrom('', '全预混低氮燃烧\n尾部冷凝回收'), certificates: fc.constantFrom([], ['MA 矿用产品安全标志'], ['CCC', 'CE，2024 年']),
    energyGrade: fc.constantFrom(null, 1, 2, 3),
    offer: fc.record({
      priceCny: fc.option(fc.integer({ min: 1, max: 10_000_000_000_000 }).map((fen) => (fen / 100).toFixed(2))), unit: fc.constant(definition.unit),
      leadTimeDays: fc.integer({ min: 1, max: 3_650 }), warrantyMonths: fc.integer({ min: 0, max: 600 }),
    }),
  });
}

describe('the columns of a table', () => {
  it('stand as the template has them: what all have, then the class, then the long texts', () => {
    expect(productColumns([CRUSHER]).map(({ heading }) => heading)).toEqual([
      '产品名称', '型号', '品类(supplyId)', '单价(元)', '计价单位', '交货期(天)', '质保(月)', '能效等级', '处理能力(t/h)', '给料口宽度(mm)', '齿数', '破碎机型式', '防爆', '认证', '简介',
    ]);
  });

  it('of several classes hold an attribute of one name and unit once', () => {
    const headings = productColumns([CRUSHER, GLASS, CRUSHER]).map(({ heading }) => heading);
    expect(headings.filter((heading) => heading.startsWith('给料口宽度'))).toEqual(['给料口宽度(mm)', '给料口宽度(m)']);
  });

  it.each(EVERY)('of %s are read back without a remark, each attribute by a column of its own', (_name, definition) => {
    const columns = productColumns([definition]);
    const example = exampleCells(definition, columns);
    const { remarks, rows } = readBack(columns.map(({ heading }) => heading), [example, ['产品', ...example.slice(1)]]);
    expect(remarks).toEqual([]);
    expect(rows[0]).toMatchObject({ verdict: 'SKIP', draft: null, remarks: [{ code: 'EXAMPLE_ROW' }] });
    expect(rows[1]).toMatchObject({ verdict: 'OK', remarks: [], draft: { classId: definition.id } });
    expect(Object.keys(rows[1]?.draft?.specs ?? {}).sort()).toEqual(definition.attributes.filter((one) => one.type !== 'number' || (one.min !== null && one.max !== null)).map(({ key }) => key).sort());
  });

  it.each(EVERY)('of %s offer choices that are read as they are', (_name, definition) => {
    const columns = productColumns([definition]);
    const heading = columns.map((column) => column.heading);
    for (const [index, column] of columns.entries()) {
      const choice = choiceOf(column, definition);
      const values = choice === null ? [] : choice.kind === 'LIST' ? choice.values : [choice.min, choice.max];
      const example = ['产品', ...exampleCells(definition, columns).slice(1)];
      const { rows } = readBack(heading, values.map((value, n) => example.map((cell, at) => (at === index ? value : at === 1 ? `M-${n}` : cell))), new Map([[definition.id, definition]]));
      expect(rows.flatMap((row) => row.remarks).filter(({ code }) => code !== 'PRICE_ON_REQUEST')).toEqual([]);
    }
  });

  it('carry every listing of every class there and back', () => {
    fc.assert(fc.property(fc.constantFrom(...CLASSES.values()).chain((definition) => listingOf(definition).map((listing) => ({ definition, listing }))), ({ definition, listing }) => {
      const columns = productColumns([definition]);
      const { rows: [row] } = readBack(columns.map(({ heading }) => heading), [productCells(listing, definition, columns)], new Map([[definition.id, definition]]));
      expect(row?.remarks.filter(({ failed }) => failed)).toEqual([]);
      const { offer, ...content } = listing;
      expect(row?.draft).toMatchObject({ ...content, priceCny: offer.priceCny, leadTimeDays: offer.leadTimeDays, warrantyMonths: offer.warrantyMonths, specOriginals: {} });
    }), { numRuns: 300 });
  });

  it('of all classes together carry a listing of one as well', () => {
    const columns = productColumns([...CLASSES.values()]);
    const conveyor = CLASSES.get('S1.1.1.02');
    if (conveyor === undefined) throw new Error('no such class');
    const [listing] = fc.sample(listingOf(conveyor), { numRuns: 1, seed: 7 });
    const { remarks, rows } = readBack(columns.map(({ heading }) => heading), [productCells(listing as TableListing, conveyor, columns)]);
    expect(remarks).toEqual([]);
    expect(rows[0]?.draft?.specs).toEqual(listing?.specs);
  });

  it('keep a listing whose class is no more: by its id, without figures', () => {
    const columns = productColumns([]);
    const cells = productCells({
      name: '甲', model: 'A', classId: 'S9', specs: { a: 1 }, description: '', certificates: [], energyGrade: null,
      offer: { priceCny: null, unit: '台', leadTimeDays: null, warrantyMonths: null },
    }, null, columns);
    expect(cells).toEqual(['甲', 'A', 'S9', '面议', '台', null, null, null, '', '']);
  });
});

describe('cells that we write and others do not', () => {
  const HEADING = productColumns([CRUSHER]).map(({ heading }) => heading);
  const CLASS_CELLS: ReadonlyMap<string, ClassDefinition> = new Map([[CRUSHER.id, CRUSHER]]);
  const row = (changes: Readonly<Record<string, string>>) => HEADING.map((heading) => changes[heading] ?? ({ 产品名称: '破碎机', 型号: 'A', '品类(supplyId)': 'S1.1.1.03', '单价(元)': '1', 计价单位: '台', '交货期(天)': '1', '质保(月)': '1' } as Record<string, string>)[heading] ?? '');

  it.each<[what: string, changes: Record<string, string>, said: string[], draft: object]>([
    ['a class with its name', { '品类(supplyId)': classLabel(CRUSHER) }, [], { classId: 'S1.1.1.03' }],
    ['a class with another name', { '品类(supplyId)': 'S1.1.1.03 粉碎机' }, ['UNKNOWN_CLASS'], {}],
    ['an apostrophe before a formula', { 产品名称: "'=cmd|calc" }, ['FORMULA'], { name: '=cmd|calc' }],
    ['an apostrophe before anything else', { 产品名称: "'甲'" }, [], { name: "'甲'" }],
  ])('%s', (_what, changes, said, draft) => {
    const { rows: [read] } = readBack(HEADING, [row(changes)], CLASS_CELLS);
    expect(read?.remarks.map(({ code }) => code).filter((code) => code !== 'MISSING_SPEC')).toEqual(said);
    if (!said.includes('UNKNOWN_CLASS')) expect(read?.draft).toMatchObject(draft);
  });

  it.each(['问题', 'Problem', ' problem '])('a column %s is passed over without a word, wherever it stands', (heading) => {
    for (const place of [0, HEADING.length]) {
      const put = (cells: readonly string[], cell: string) => [...cells.slice(0, place), cell, ...cells.slice(place)];
      const { remarks, rows } = readBack(put(HEADING, heading), [put(row({}), '第 2 行：请改正')], CLASS_CELLS);
      expect([remarks, rows[0]?.draft?.model]).toEqual([[], 'A']);
    }
  });
});
