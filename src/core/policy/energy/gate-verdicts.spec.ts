import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { openCsv } from '../../../platform/tables/read-csv.js';
import type { ProductDraft } from '../../catalogue/import/product-draft.js';
import { ProductTable } from '../../catalogue/import/product-table.js';
import { energyAnswer, type EnergyAnswer } from '../energy-gate.js';
import type { ClassDefinition } from '../class-definition.js';
import { placedClasses, type ReferenceFiles } from '../reference.js';
import { parseEnergyLaw } from './energy-law.js';

const FOLDER = 'seeds/demo/catalogues';
const AS_OF = '2026-11-23';
const ENERGY_LAW = parseEnergyLaw((file) => readFileSync(`seeds/reference/energy-grades/${file}`, 'utf8'));
const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = {
  taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths'),
};
const CLASSES: ReadonlyMap<string, ClassDefinition> = new Map(placedClasses(FILES).map(({ definition }) => [definition.id, definition]));

/** What the import takes of a sample catalogue, by spreadsheet row. */
async function drafts(file: string): Promise<Map<number, ProductDraft>> {
  const table = openCsv(readFileSync(`${FOLDER}/${file}`));
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
  const found = new Map<number, ProductDraft>();
  for await (const row of table.value.rows()) {
    const draft = row.number > 1 ? judge?.(row).draft ?? null : null;
    if (draft !== null) found.set(row.number, draft);
  }
  return found;
}

const answerTo = (draft: ProductDraft): EnergyAnswer | null =>
  energyAnswer({ ...draft, gradeKind: CLASSES.get(draft.classId)?.energyGradeKind ?? null }, AS_OF, ENERGY_LAW);

/** The rows of the gate table of the sample catalogues' README. */
const EXPECTED = (readFileSync(`${FOLDER}/README.md`, 'utf8').split(/^## /mu).find((part) => part.startsWith('闸门结论')) ?? '')
  .split('\n').filter((line) => /^\| \d/u.test(line)).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
  .map(([row = '', model = '', claimed = '', computed = '', verdict = '', reason = '']) => ({ row: Number(row), model, claimed, computed, verdict, reason }));

const VERDICTS = { pass: 'PASS', fail: 'FAIL', unproven: 'UNPROVEN', notApplicable: 'NOT_APPLICABLE' } as const;
const FIGURES = /效率 ([\d.]+)%，限值 1级 ([\d.]+) \/ 2级 ([\d.]+) \/ 3级 ([\d.]+)/u;
const gradeOf = (text: string): number | null => (/^[123]级$/u.test(text) ? Number(text[0]) : null);

const CATALOGUE_13 = await drafts('13-fans-pumps-compressors.csv');

describe('the gate table of catalogue 13', () => {
  it('has a verdict on each of its 45 rows', () => {
    expect(EXPECTED.map(({ row }) => row)).toEqual([...CATALOGUE_13.keys()]);
    expect(EXPECTED).toHaveLength(45);
  });

  it.each(EXPECTED)('row $row, $model: $verdict, $reason', ({ row, model, claimed, computed, verdict, reason }) => {
    const draft = CATALOGUE_13.get(row)!;
    const answer = answerTo(draft)!;
    expect([draft.model, answer.claimed, answer.verdict]).toEqual([model, gradeOf(claimed), VERDICTS[verdict as keyof typeof VERDICTS]]);

    const [, ...figures] = FIGURES.exec(reason) ?? [];
    const { efficiency, limits } = answer;
    expect(limits === null ? [] : [efficiency, limits.grade1, limits.grade2, limits.grade3]).toEqual(figures.map(Number));
    if (figures.length > 0) expect([answer.proof, answer.grade]).toEqual(['COMPUTED', gradeOf(computed)]);
    else expect(answer.proof).not.toBe('COMPUTED');

    const codes = answer.remarks.map(({ code }) => code);
    expect(codes.includes('ENERGY_BELOW_GRADE_3')).toBe(computed === '低于3级');
    expect(codes.includes('ENERGY_CLAIM_DIFFERS')).toBe(reason.includes('与额定值不符'));
    expect(codes.includes('ENERGY_CLAIM_MISSING')).toBe(reason.includes('未标等级'));
    expect(codes.includes('ENERGY_DOCUMENT_EXPIRED')).toBe(reason.includes('已过期'));
    expect(codes.includes('ENERGY_DOCUMENT_MISSING')).toBe(reason.includes('没有能效报告'));
    expect(codes.includes('ENERGY_DOCUMENT_UNVERIFIED')).toBe(reason.includes('有有效的能效报告'));
    expect(codes.includes('ENERGY_VALUES_MISSING')).toBe(reason.includes('额定值不足以计算'));
    // The README says why nothing was computed only where it goes on to judge the claim.
    if (reason.includes('表未收入')) expect(codes).toContain('ENERGY_TABLE_NOT_HELD');
    const [, standard = null] = /(GB \d+-\d+)/u.exec(reason) ?? [];
    if (standard !== null) expect(answer.basis?.standard).toBe(standard);
  });

  it('counts 25 that pass, 10 that fail, 6 unproven and 4 not applicable', () => {
    const verdicts = [...CATALOGUE_13.values()].map((draft) => answerTo(draft)?.verdict);
    expect(Object.values(VERDICTS).map((verdict) => verdicts.filter((one) => one === verdict).length)).toEqual([25, 10, 6, 4]);
  });
});

const OTHERS = (await Promise.all(['03-wind-pv-storage.csv', '04-boilers-heatpumps.csv', '14-machine-tools-software.csv'].map(drafts))).flatMap((one) => [...one.values()]);

describe('the boilers and kilns of the other catalogues', () => {
  const CASES: [models: string, verdict: string, grade: number | null, proof: string, clause: string | null][] = [
    ['JN-WNS4-1.25-Q JN-DZL10-1.25-SW', 'PASS', 2, 'COMPUTED', '表4 表3'],
    ['JN-WNS10-1.25-Q JN-SZS25-1.6-Q JN-WNS2.8-1.0-QL JN-SZS14-1.25-QL JN-DHS40-1.6-AIII JN-LSS2-1.0-Q', 'PASS', 1, 'COMPUTED', '表4'],
    // Coke-oven gas, methanol and coal-water slurry are in no line, and no grade is claimed.
    ['JN-SZS35-3.82-QJ JN-LSS1-1.0-C JN-QXS14-1.25-JM', 'UNPROVEN', null, 'DECLARED', null],
    // Electric boilers: a limit of 97 % and no grades.
    ['JN-XR500 JN-XR2000 JN-XR10000 JN-SX1000 JN-DJ20000 JN-XB200', 'PASS', null, 'COMPUTED', '5.2'],
    ['JN-XRZ4000', 'FAIL', null, 'COMPUTED', '5.2'],
    // Fluidised beds above 65 t/h, the last one 91 MW of hot water with grade 1 claimed.
    ['JX-SX75-3.82 JX-SX150-9.8 JX-GX480-13.7 JX-QX91-1.6', 'NOT_APPLICABLE', null, 'DECLARED', '1'],
    // Kilns: reports without a grade.
    ['JC-BJ60 JC-TC8 JC-GD120 JC-SD110 JC-DY1000 JC-JS1500 JC-ZP3 JC-ZP10', 'UNPROVEN', null, 'DECLARED', null],
  ];
  it.each(CASES)('%s: %s', (models, verdict, grade, proof, clauses) => {
    for (const model of models.split(' ')) {
      const answer = answerTo(OTHERS.find((draft) => draft.model === model)!)!;
      expect([model, answer.verdict, answer.grade, answer.proof]).toEqual([model, verdict, grade, proof]);
      expect(clauses?.split(' ') ?? [null]).toContain(answer.basis?.clause ?? null);
    }
  });

  it('are all graded rows of those catalogues', () => {
    expect(OTHERS.filter((draft) => answerTo(draft) !== null).map(({ model }) => model).sort()).toEqual(CASES.flatMap(([models]) => models.split(' ')).sort());
  });
});

describe('the sample demands of graded classes', () => {
  interface Sample { readonly id: string; readonly title: string; readonly expected: { readonly sampleModels: string[]; readonly afterGate?: string[] } }
  const { demands } = JSON.parse(readFileSync('seeds/demo/sample-demands-extension.json', 'utf8')) as { demands: Sample[] };
  const gated = demands.filter(({ expected }) => expected.afterGate !== undefined);

  it.each(gated)('$id $title: the models that the gate lets through', ({ expected }) => {
    const through = [...CATALOGUE_13.values(), ...OTHERS].filter((draft) => ['PASS', 'NOT_APPLICABLE'].includes(answerTo(draft)?.verdict ?? ''));
    expect(expected.sampleModels.filter((model) => through.some((draft) => draft.model === model))).toEqual(expected.afterGate);
  });
});
