import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clauseOfCell, clausesOfText, type Clause } from '../../core/catalogue/proposing/row-text.js';
import { headingText } from '../../core/catalogue/proposing/heading-role.js';
import { ProductTable } from '../../core/catalogue/import/product-table.js';
import type { TextRow } from '../../core/table/text-row.js';
import { PROJECT_FOLDER } from '../../platform/config/project.js';
import { openCsv } from '../../platform/tables/read-csv.js';
import { shareOf, type Share } from './figures.js';
import type { Reference } from './proposer.js';

const CATALOGUES = join(PROJECT_FOLDER, 'seeds', 'demo', 'catalogues');
/** Name, model, class, price, unit, lead time, warranty and grade come first, certificates and description last. */
const FIXED = new Set(['产品名称', '型号', '品类(supplyId)', '单价(元)', '单价（元）', '计价单位', '交货期(天)', '质保(月)', '能效等级', '认证', '简介']);

export interface MappingFigures {
  readonly title: string;
  readonly first: Share;
  readonly three: Share;
  readonly faults: readonly string[];
}

interface Sample { readonly classId: string; readonly name: string; readonly model: string; readonly cells: readonly { heading: string; text: string }[] }

/** Proposes a class for every accepted row of the sample catalogues once its class column is removed; then once more without its attribute columns. */
export async function measureMapping(reference: Reference): Promise<MappingFigures[]> {
  const samples = await acceptedSamples(reference);
  return [
    measured('class column removed', samples, reference, (sample) => sample.cells.flatMap(({ heading, text }) => clausesOf(heading, text))),
    measured('class and attribute columns removed', samples, reference, (sample) => sample.cells.filter(({ heading }) => FIXED.has(heading)).flatMap(({ heading, text }) => clausesOf(heading, text))),
  ];
}

function measured(title: string, samples: readonly Sample[], { proposer }: Reference, clausesFor: (sample: Sample) => Clause[]): MappingFigures {
  const faults: string[] = [];
  const hits = samples.map((sample) => {
    const { ranked, none } = proposer.propose({ name: sample.name, model: sample.model, clauses: [...clausesOfText(sample.name, 'NAME'), ...clausesFor(sample)], context: [] });
    const ids = none ? [] : ranked.map(({ classId }) => classId);
    if (ids[0] !== sample.classId) faults.push(`${sample.name} ${sample.model}: ${ids.slice(0, 3).join(' ') || 'none'} instead of ${sample.classId}`);
    return { first: ids[0] === sample.classId, three: ids.slice(0, 3).includes(sample.classId) };
  });
  return { title, first: shareOf(hits.map(({ first }) => first)), three: shareOf(hits.map(({ three }) => three)), faults };
}

function clausesOf(heading: string, text: string): Clause[] {
  if (text.trim() === '') return [];
  if (heading === '简介' || heading === '认证') return clausesOfText(text);
  if (FIXED.has(heading)) return [];
  const { label, unit } = headingText(heading);
  return [clauseOfCell(text, label, unit)];
}

async function acceptedSamples({ classes }: Reference): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const file of (await readdir(CATALOGUES)).filter((name) => name.endsWith('.csv')).sort()) {
    const opened = openCsv(await readFile(join(CATALOGUES, file)));
    if (!opened.ok) throw new Error(`${file}: ${opened.refusal.code}`);
    const rows: TextRow[] = [];
    for await (const row of opened.value.rows()) rows.push(row);
    const [heading, ...goods] = rows;
    const table = heading === undefined ? null : ProductTable.open(heading, classes);
    if (heading === undefined || table === null || !table.ok) throw new Error(`${file} has no heading`);
    for (const row of goods) table.value.survey(row);
    const judge = table.value.judge('IGNORE_FAILED_FIELDS');
    for (const row of goods) {
      const { draft } = judge(row);
      if (draft === null) continue;
      const cells = heading.cells.map((one, at) => ({ heading: one, text: row.cells[at] ?? '' })).filter((one) => one.heading !== '品类(supplyId)');
      samples.push({ classId: draft.classId, name: draft.name, model: draft.model, cells });
    }
  }
  return samples;
}
