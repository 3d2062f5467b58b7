import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProductTable } from '../../../src/core/catalogue/import/product-table.js';
import type { ProductDraft } from '../../../src/core/catalogue/import/product-draft.js';
import type { Requirement, RequirementOp } from '../../../src/core/demand/requirement.js';
import { placedClasses, type ReferenceFiles } from '../../../src/core/policy/reference.js';
import { openCsv } from '../../../src/platform/tables/read-csv.js';

const SEEDS = join(import.meta.dirname, '..', '..', '..', 'seeds');
const json = (path: string): never => JSON.parse(readFileSync(join(SEEDS, path), 'utf8')) as never;

export const CLASSES = new Map(placedClasses({
  taxonomy: json('reference/seed-taxonomy.json'), attributes: json('reference/class-attributes.json'),
  extensions: json('reference/extension-classes.json'), paths: json('reference/upgrade-paths.json'),
} satisfies ReferenceFiles).map(({ definition }) => [definition.id, definition]));

/** What the import makes of a sample catalogue: the rows it takes. */
export async function sampleListings(file: string): Promise<ProductDraft[]> {
  const table = openCsv(readFileSync(join(SEEDS, 'demo/catalogues', file)));
  if (!table.ok) throw new Error(table.refusal.code);
  let products: ProductTable | null = null;
  for await (const row of table.value.rows()) {
    if (products !== null) products.survey(row);
    else {
      const opened = ProductTable.open(row, CLASSES);
      if (!opened.ok) throw new Error(opened.refusal.code);
      products = opened.value;
    }
  }
  const judge = products?.judge('IGNORE_FAILED_FIELDS');
  const drafts: ProductDraft[] = [];
  for await (const row of table.value.rows()) {
    const draft = row.number > 1 ? judge?.(row).draft ?? null : null;
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
}

interface Asked {
  readonly supplyId?: string;
  readonly classId?: string;
  readonly attribute: string;
  readonly op: RequirementOp;
  readonly value: Requirement['value'];
  readonly unit?: string;
  readonly mode: 'must' | 'prefer';
}
export interface SampleDemand {
  readonly id: string;
  readonly title: string;
  readonly region: { readonly code: string };
  readonly quantity: { readonly value: number };
  readonly budgetCny: number;
  readonly needDate: string;
  readonly requirements: readonly Asked[];
  readonly expected: { readonly supplyIds?: string[]; readonly extensionIds?: string[]; readonly sampleModels: string[]; readonly afterGate?: string[] };
}

/** The sample demands of the plan's classes, then those of extension classes. */
export const SAMPLE_DEMANDS: readonly SampleDemand[] = ['demo/sample-demands.json', 'demo/sample-demands-extension.json']
  .flatMap((path) => (json(path) as { demands: SampleDemand[] }).demands);

export function requirementsOf({ requirements }: SampleDemand): Requirement[] {
  return requirements.map(({ supplyId, classId, attribute, op, value, unit, mode }) => ({
    attributeKey: attribute, op, value, unit: unit ?? null, mode: mode === 'must' ? 'HARD' : 'SOFT', classId: classId ?? supplyId ?? null,
  }));
}
