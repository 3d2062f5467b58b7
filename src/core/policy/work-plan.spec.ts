import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { clauseRef, planClauses } from './work-plan.js';

interface Referenced { readonly ref: string; readonly zh: string; readonly departments?: readonly string[] }
interface Taxonomy {
  readonly meta: { readonly sourceSha256: string };
  readonly demand: readonly (Referenced & { readonly tasks: readonly Referenced[] })[];
  readonly supply: readonly (Referenced & { readonly sectors: readonly Referenced[] })[];
  readonly measures: readonly Referenced[];
}

const TEXT = readFileSync('seeds/reference/work-plan.zh.txt', 'utf8');
const TAXONOMY = JSON.parse(readFileSync('seeds/reference/seed-taxonomy.json', 'utf8')) as Taxonomy;
const CLAUSES = planClauses(TEXT);

describe('the work plan', () => {
  it('is the text that the taxonomy was made from', () => {
    expect(createHash('sha256').update(TEXT).digest('hex')).toBe(TAXONOMY.meta.sourceSha256);
  });

  it('has the clauses that the taxonomy cites, with their titles and departments', () => {
    const cited = [
      ...TAXONOMY.demand.flatMap((part) => [part, ...part.tasks]), ...TAXONOMY.supply.flatMap((part) => [part, ...part.sectors]), ...TAXONOMY.measures,
    ];
    const found = cited.map(({ ref }) => CLAUSES.find((clause) => clause.ref === ref));
    expect(found.map((clause) => [clause?.title, clause?.departments])).toEqual(cited.map(({ zh, departments }) => [zh, departments ?? []]));
    expect(CLAUSES).toHaveLength(4 + cited.length);
  });

  it('keeps every word of its chapters', () => {
    const words = (text: string): string => text.replace(/[\p{P}\s]/gu, '');
    const literal = TEXT.slice(TEXT.indexOf('一、')).replace(/^(?:[一二三四]、|（[一二三四五]）|[0-9]\.)/gmu, '');
    expect(CLAUSES.map(({ title, text, departments }) => words(title + text + departments.join(''))).join('')).toBe(words(literal));
  });

  it('joins a sentence that was broken over two lines', () => {
    expect(CLAUSES.find(({ ref }) => ref === '三（二）2')?.text).toContain('轻质墙板、复合保温砌块');
    expect(CLAUSES.find(({ ref }) => ref === '一')?.text.split('\n')).toHaveLength(2);
  });

  it.each([['三（一）1 煤炭行业', '三（一）1'], ['二（三）3', '二（三）3'], [' 四（二） ', '四（二）'], ['', '']])('reads %j as clause %j', (reference, ref) => {
    expect(clauseRef(reference)).toBe(ref);
  });
});
