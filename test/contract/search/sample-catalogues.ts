import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { idFrom } from '../../../src/core/ids/ids.js';
import { placedClasses, type PlacedClass, type ReferenceFiles } from '../../../src/core/policy/reference.js';
import type { AttributeDefinition, SpecValue } from '../../../src/core/policy/class-definition.js';
import { fold, modelKey } from '../../../src/core/text/fold.js';
import { specField, type SearchDocument } from '../../../src/platform/search/search-index.port.js';

const ROOT = join(import.meta.dirname, '..', '..', '..', 'seeds');
const reference = (name: string): never => JSON.parse(readFileSync(join(ROOT, 'reference', `${name}.json`), 'utf8')) as never;

const CLASSES: ReadonlyMap<string, PlacedClass> = new Map(placedClasses({
  taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths'),
} satisfies ReferenceFiles).map((placed) => [placed.definition.id, placed]));

const FIRST_PUBLISHED = Date.UTC(2026, 0, 1);
const REGIONS: readonly (readonly string[] | null)[] = [null, ['140000'], ['140100', '140400']];

/** The suppliers' sample catalogues as an index takes them: rows with a name, a model and a known class, each model of a supplier once. */
export function sampleDocuments(): SearchDocument[] {
  const folder = join(ROOT, 'demo', 'catalogues');
  const documents: SearchDocument[] = [];
  const seen = new Set<string>();
  for (const [file, name] of readdirSync(folder).filter((one) => one.endsWith('.csv')).sort().entries()) {
    for (const row of rowsOf(readFileSync(join(folder, name)))) {
      const [title = '', model = '', classId = ''] = row.map(([, value]) => value.trim());
      const placed = CLASSES.get(classId);
      const key = `${file} ${modelKey(model)}`;
      if (title === '' || model === '' || placed === undefined || seen.has(key)) continue;
      seen.add(key);
      documents.push(documentOf(row, placed, { title, model, supplier: file, number: documents.length }));
    }
  }
  return documents;
}

interface Place { readonly title: string; readonly model: string; readonly supplier: number; readonly number: number }
type Row = readonly (readonly [column: string, value: string])[];

function documentOf(row: Row, { definition, ancestors }: PlacedClass, { title, model, supplier, number }: Place): SearchDocument {
  const cell = (start: string): string => fold(row.find(([column]) => column.startsWith(start))?.[1] ?? '');
  const price = Number(cell('单价').replace(/,/gu, '').replace('万', 'e4'));
  const specs = definition.attributes.flatMap((attribute): [string, SpecValue][] => {
    const value = specOf(attribute, row);
    return value === null ? [] : [[specField(definition.id, attribute.key), value]];
  });
  return {
    id: idFrom('product', FIRST_PUBLISHED + number, new Uint8Array(10)), version: 1n, name: title, model, goods: { names: definition, kindKey: null },
    classIds: [definition.id, ...ancestors], specs: Object.fromEntries(specs), priceCny: price > 0 ? price.toFixed(2) : null,
    energyGrade: Number(cell('能效等级').charAt(0)) || null, regions: REGIONS[supplier % REGIONS.length] ?? null,
    certificates: cell('认证').split('；').filter((one) => one !== ''), supplierId: idFrom('organisation', supplier, new Uint8Array(10)), publishedAt: FIRST_PUBLISHED + number * 60_000,
  };
}

function specOf(attribute: AttributeDefinition, row: Row): SpecValue | null {
  const column = attribute.unit === null || attribute.unit === '1' ? attribute.zh : `${attribute.zh}(${attribute.unit})`;
  const text = fold(row.find(([name]) => name === column)?.[1] ?? '');
  if (text === '') return null;
  if (attribute.type === 'boolean') return text === '是';
  if (attribute.type === 'enum') return attribute.values.find((value) => value.zh === text)?.key ?? null;
  const number = Number(text.replace(/,/gu, ''));
  return Number.isFinite(number) ? number : null;
}

function rowsOf(bytes: Buffer): Row[] {
  const [head = [], ...rows] = parse(decoded(bytes), { bom: true, relax_column_count: true }) as string[][];
  return rows.map((row) => row.map((value, index) => [head[index] ?? '', value] as const));
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
