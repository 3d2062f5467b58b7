import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { coveringRegions } from '../../../src/core/matching/regions.js';
import type { Tx } from '../../../src/platform/db/tx.js';
import { specField, type SearchAnswer, type SearchDocument, type SearchFilter, type SearchIndex, type SearchKey, type SearchRequest, type SearchSort } from '../../../src/platform/search/search-index.port.js';
import { BUYERS_WORDS } from './buyers-words.js';
import { sampleDocuments } from './sample-catalogues.js';
import { WORD_CASES, type WordCase } from './word-cases.js';

/** An empty index and the transactions it is used in. */
export interface SearchHarness {
  readonly index: SearchIndex;
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Of the queries in words so many must be answered as a buyer expects. */
const LEAST_SHARE = 0.95;
const BARE: SearchRequest = { text: '', filter: {}, sort: 'RELEVANCE', first: 20, after: null, withCount: false, withFacets: false };

/** What every adapter of the search port does, over the suppliers' sample catalogues. */
export function searchContract(adapter: string, open: () => Promise<SearchHarness>): void {
  describe(`search over ${adapter}`, () => {
    let harness: SearchHarness;
    const documents = sampleDocuments();
    const byId = new Map(documents.map((document) => [document.id, document]));
    const ask = (request: Partial<SearchRequest>): Promise<SearchAnswer> => harness.read((tx) => harness.index.query(tx, { ...BARE, ...request }));
    const found = ({ hits }: SearchAnswer): SearchDocument[] => hits.flatMap(({ id }) => byId.get(id) ?? []);
    const write = (some: readonly SearchDocument[]): Promise<void> => harness.write((tx) => harness.index.index(tx, some));
    const remove = (id: string, version: bigint): Promise<void> => harness.write((tx) => harness.index.delete(tx, [{ id, version }]));

    beforeAll(async () => {
      harness = await open();
      await write(documents);
    }, 120_000);
    afterAll(() => harness.close());

    it(`answers at least ${LEAST_SHARE * 100} % of the queries in words`, async () => {
      const cases: (WordCase & { readonly group: string })[] = [
        ...BUYERS_WORDS.map((one) => ({ ...one, group: "buyers' words" })),
        ...Object.entries(WORD_CASES).flatMap(([group, some]) => some.map((one) => ({ ...one, group }))),
      ];
      const failures: string[] = [];
      for (const one of cases) {
        const fault = faultOf(one, await ask({ text: one.words, first: 50 }), byId);
        if (fault !== null) failures.push(`${one.group} | ${one.words} | ${fault}`);
      }
      console.log([`${adapter}: ${cases.length - failures.length} of ${cases.length} queries answered as expected.`, ...failures].join('\n  '));
      expect(cases.length).toBeGreaterThanOrEqual(100);
      expect(cases.length - failures.length).toBeGreaterThanOrEqual(Math.ceil(cases.length * LEAST_SHARE));
    }, 120_000);

    describe('filters', () => {
      const own = (document: SearchDocument, key: string): unknown => document.specs[specField(document.classIds[0] ?? '', key)];
      const FILTERS: readonly [string, SearchFilter, (document: SearchDocument) => boolean][] = [
        ['a class', { classIds: ['S1.1.1.03'] }, (one) => one.classIds[0] === 'S1.1.1.03'],
        ['a class above', { classIds: ['S1.1.4'] }, (one) => (one.classIds[0] ?? '').startsWith('S1.1.4.')],
        ['any of two classes', { classIds: ['X.101', 'X.104'] }, (one) => ['X.101', 'X.104'].includes(one.classIds[0] ?? '')],
        ['no class there is', { classIds: ['S9.9'] }, () => false],
        ['a figure at least', { specs: [{ field: specField('S1.1.1.02', 'capacity'), min: 1000 }] }, (one) => one.classIds[0] === 'S1.1.1.02' && Number(own(one, 'capacity')) >= 1000],
        ['a figure between', { specs: [{ field: specField('S1.3.1.01', 'operatingWeight'), min: 13_000, max: 25_000 }] }, (one) => one.classIds[0] === 'S1.3.1.01' && Number(own(one, 'operatingWeight')) >= 13_000 && Number(own(one, 'operatingWeight')) <= 25_000],
        ['two figures at once', { specs: [{ field: specField('S1.1.1.02', 'capacity'), min: 500 }, { field: specField('S1.1.1.02', 'length'), max: 1000 }] },
          (one) => one.classIds[0] === 'S1.1.1.02' && Number(own(one, 'capacity')) >= 500 && Number(own(one, 'length') ?? Infinity) <= 1000],
        ['yes', { specs: [{ field: specField('S1.1.1.02', 'flameRetardant'), values: [true] }] }, (one) => own(one, 'flameRetardant') === true],
        ['a figure where words stand', { specs: [{ field: specField('S1.1.1.02', 'flameRetardant'), min: 0 }] }, () => false],
        ['an attribute that nothing has', { specs: [{ field: specField('X.301', 'wings'), min: 1 }] }, () => false],
        ['a price from', { priceMinCny: '10000000' }, (one) => Number(one.priceCny ?? 0) >= 10_000_000],
        ['a price up to', { priceMaxCny: '99.99' }, (one) => one.priceCny !== null && Number(one.priceCny) <= 99.99],
        ['a price of exactly', { priceMinCny: '185000.00', priceMaxCny: '185000' }, (one) => Number(one.priceCny) === 185_000],
        ['grade 1', { energyGradeAtMost: 1 }, (one) => one.energyGrade === 1],
        ['grade 2 or better', { energyGradeAtMost: 2 }, (one) => one.energyGrade !== null && one.energyGrade <= 2],
        ['a county in 太原', { servedRegions: coveringRegions('140105') }, (one) => one.regions === null || one.regions.some((code) => ['140000', '140100'].includes(code))],
        ['another province', { servedRegions: coveringRegions('130100') }, (one) => one.regions === null],
        ['a certificate', { certificates: ['防爆合格证'] }, (one) => one.certificates.includes('防爆合格证')],
        ['suppliers', { supplierIds: [documents[0]?.supplierId ?? '', documents.at(-1)?.supplierId ?? ''] }, (one) => [documents[0]?.supplierId, documents.at(-1)?.supplierId].includes(one.supplierId)],
        ['several things at once', { classIds: ['S1'], priceMaxCny: '1000000', servedRegions: coveringRegions('140105'), energyGradeAtMost: 2 },
          (one) => one.classIds.includes('S1') && one.priceCny !== null && Number(one.priceCny) <= 1_000_000 && (one.regions === null || one.regions.includes('140000') || one.regions.includes('140100')) && (one.energyGrade ?? 9) <= 2],
      ];
      it.each(FILTERS)('%s', async (name, filter, holds) => {
        const answer = await ask({ filter, first: 101, withCount: true });
        const expected = documents.filter(holds);
        expect(expected.length > 0).toBe(!name.includes('no class') && !name.includes('nothing') && !name.includes('words stand'));
        expect(answer.count).toEqual({ count: expected.length, exact: true });
        expect(new Set(found(answer))).toEqual(new Set([...expected].sort((a, b) => b.publishedAt - a.publishedAt).slice(0, 101)));
      });

      it('hold together with words', async () => {
        const answer = await ask({ text: '锅炉', filter: { energyGradeAtMost: 1 }, first: 50 });
        expect(found(answer).length).toBeGreaterThan(3);
        expect(found(answer).every((one) => one.energyGrade === 1)).toBe(true);
      });

      it.each(FILTERS)('%s, with words that nothing carries', async (_name, filter) => {
        expect(await ask({ text: '女士舞蹈鞋', filter, withCount: true, sort: 'PRICE_ASC' })).toMatchObject({ hits: [], count: { count: 0, exact: true } });
      });

      it('leave nothing where words find something else: no other words are tried', async () => {
        const answer = await ask({ text: '采煤机', filter: { classIds: ['X.901'] }, withCount: true });
        expect(answer).toMatchObject({ hits: [], count: { count: 0, exact: true }, didYouMean: null, partly: false });
      });
    });

    describe('order and pages', () => {
      const everyPage = async (request: Partial<SearchRequest>, size: number): Promise<string[]> => {
        const ids: string[] = [];
        for (let after: SearchKey | null = null; ;) {
          const { hits }: SearchAnswer = await ask({ ...request, first: size, after });
          ids.push(...hits.map(({ id }) => id));
          after = hits.at(-1)?.key ?? null;
          if (hits.length < size || after === null) return ids;
          // The cursor of a client holds it: it must be taken when it comes back.
          expect([after, harness.index.isKey(request.sort ?? 'RELEVANCE', after)]).toEqual([after, true]);
        }
      };
      const priced = (sign: 1 | -1) => (a: SearchDocument, b: SearchDocument): number => {
        if (a.priceCny === null || b.priceCny === null) return Number(a.priceCny === null) - Number(b.priceCny === null);
        return sign * (Number(a.priceCny) - Number(b.priceCny));
      };
      it.each<[SearchSort, (a: SearchDocument, b: SearchDocument) => number]>([
        ['PRICE_ASC', priced(1)], ['PRICE_DESC', priced(-1)], ['NEWEST', (a, b) => b.publishedAt - a.publishedAt],
      ])('%s', async (sort, compare) => {
        const shown = found(await ask({ sort, first: 101 }));
        expect(shown).toHaveLength(101);
        expect(shown.every((one, index) => index === 0 || compare(shown[index - 1] ?? one, one) <= 0)).toBe(true);
      });

      it('without price come last, whichever way prices run', async () => {
        for (const sort of ['PRICE_ASC', 'PRICE_DESC'] as const) {
          const ids = await everyPage({ sort, filter: { classIds: ['S1.1.1.02'] } }, 5);
          expect(byId.get(ids.at(-1) ?? '')?.priceCny).toBeNull();
        }
      });

      it.each<[string, Partial<SearchRequest>]>([
        ['everything, newest first', {}], ['words by relevance', { text: '机' }], ['words in part', { text: '老锅炉换成10吨的燃气蒸汽锅炉要求低氮排放' }],
        ['prices rising', { sort: 'PRICE_ASC' }], ['prices falling, of some words', { text: '无人机', sort: 'PRICE_DESC' }],
        ['misspelt words', { text: '采媒机' }],
      ])('page by page is the same as at once: %s', async (_name, request) => {
        const atOnce = await everyPage(request, 101);
        expect(await everyPage(request, 7)).toEqual(atOnce);
        expect(new Set(atOnce).size).toBe(atOnce.length);
        expect((await ask({ ...request, withCount: true, first: 0 })).count).toEqual({ count: atOnce.length, exact: true });
      });

      it('ends where the hits end', async () => {
        const { hits } = await ask({ text: '老虎口' });
        const last = hits.at(-1);
        expect((await ask({ text: '老虎口', after: last?.key ?? null })).hits).toEqual([]);
      });
    });

    describe('facets', () => {
      it('count what the words and filters found', async () => {
        const { facets } = await ask({ text: '锅炉', withFacets: true, filter: { classIds: ['S1.1.4.01'] } });
        const boilers = documents.filter((one) => one.classIds[0] === 'S1.1.4.01');
        const counted = (of: (one: SearchDocument) => readonly string[]): Record<string, number> => {
          const counts: Record<string, number> = {};
          for (const value of boilers.flatMap(of)) counts[value] = (counts[value] ?? 0) + 1;
          return counts;
        };
        const asRecord = (values: readonly { value: string; count: number }[] | undefined) => Object.fromEntries((values ?? []).map(({ value, count }) => [value, count]));
        expect(asRecord(facets?.classes)).toEqual({ 'S1.1.4.01': boilers.length });
        expect(asRecord(facets?.energyGrades)).toEqual(counted((one) => (one.energyGrade === null ? [] : [String(one.energyGrade)])));
        expect(asRecord(facets?.certificates)).toEqual(counted((one) => one.certificates));
        expect(asRecord(facets?.suppliers)).toEqual(counted((one) => [one.supplierId]));
        expect(asRecord(facets?.regions)).toEqual(counted((one) => one.regions ?? ['000000']));
        const prices = boilers.flatMap(({ priceCny }) => (priceCny === null ? [] : [Number(priceCny)]));
        expect(facets?.prices).toEqual({ minCny: Math.min(...prices).toFixed(2), maxCny: Math.max(...prices).toFixed(2) });
      });

      it('name the most frequent first', async () => {
        const { facets } = await ask({ withFacets: true, first: 0 });
        const counts = (facets?.classes ?? []).map(({ count }) => count);
        expect(counts).toHaveLength(new Set(documents.map(({ classIds }) => classIds[0])).size);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(documents.length);
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
      });

      it('are empty where nothing is found', async () => {
        const { facets } = await ask({ text: '女士舞蹈鞋', withFacets: true });
        expect(facets).toEqual({ classes: [], energyGrades: [], regions: [], certificates: [], suppliers: [], prices: null });
      });
    });

    describe('what changes', () => {
      const [sample] = documents.filter((one) => one.name === '颚式破碎机');
      const fresh = (suffix: string, more: Partial<SearchDocument> = {}): SearchDocument =>
        ({ ...sample as SearchDocument, id: `prd_0${suffix.padStart(25, '0')}`, name: '试验用碾磨台', model: `TEST-${suffix}`, ...more });
      const ids = async (text: string): Promise<string[]> => (await ask({ text })).hits.map(({ id }) => id);

      it('is found once written, and no more once deleted', async () => {
        const one = fresh('1');
        await write([one]);
        expect(await ids('碾磨台')).toEqual([one.id]);
        await remove(one.id, 2n);
        expect(await ids('碾磨台')).toEqual([]);
      });

      it('an older version changes nothing, neither as a document nor as a deletion', async () => {
        const one = fresh('2', { version: 5n });
        await write([one]);
        await write([{ ...one, version: 4n, name: '陈旧台' }]);
        await remove(one.id, 3n);
        expect(await ids('陈旧台')).toEqual([]);
        expect(await ids('碾磨台')).toEqual([one.id]);
        await write([{ ...one, version: 6n, name: '陈旧台' }]);
        expect(await ids('碾磨台')).toEqual([]);
        await remove(one.id, 7n);
      });

      it('a deletion that comes before the document it deletes holds', async () => {
        const one = fresh('3', { version: 8n });
        await remove(one.id, 9n);
        await write([one]);
        expect(await ids('碾磨台')).toEqual([]);
        await write([{ ...one, version: 10n }]);
        expect(await ids('碾磨台')).toEqual([one.id]);
        await remove(one.id, 11n);
      });

      it('the same version may be written again', async () => {
        const one = fresh('4');
        await Promise.all([write([one]), write([one]), write([one])]);
        expect(await ids('碾磨台')).toEqual([one.id]);
        await remove(one.id, 2n);
      });

      it('a sweep sees every version, and may write an older truth over a newer entry', async () => {
        const one = fresh('5', { version: 20n });
        await write([one]);
        await harness.write(async (tx) => {
          const entries = await harness.index.versions(tx, { after: fresh('4').id, upTo: one.id, limit: 10 });
          expect(entries).toEqual([{ id: one.id, version: 20n }]);
          await harness.index.hold(tx, [one.id]);
          await harness.index.index(tx, [{ ...one, version: 19n, name: '旧真相台' }], 'ANY');
        });
        expect(await ids('旧真相台')).toEqual([one.id]);
        await remove(one.id, 21n);
      });

      it('a next index is filled unseen and then put into use at once', async () => {
        const [kept, gone] = [fresh('6'), fresh('7', { name: '旧式碾磨台' })];
        await write([gone]);
        await harness.write((tx) => harness.index.startNext(tx));
        await write([...documents, kept]);
        expect(new Set(await ids('碾磨台'))).toEqual(new Set([kept.id, gone.id]));
        await harness.write((tx) => harness.index.swap(tx));
        expect(await ids('碾磨台')).toEqual([kept.id]);
        await remove(kept.id, 2n);
        expect((await ask({ withCount: true, first: 0 })).count).toEqual({ count: documents.length, exact: true });
      });
    });

    describe('the search box', () => {
      const suggest = (prefix: string): Promise<string[]> => harness.read((tx) => harness.index.suggest(tx, prefix, 10));
      it.each([
        ['采煤', '采煤机'], ['空压', '空压机'], ['锅', '锅炉'], ['採煤', '采煤机'], ['加工', '加工中心'], ['皮带', '皮带机'],
      ])('offers for %s, among others, %s', async (prefix, word) => {
        expect(await suggest(prefix)).toContain(word);
      });
      it('offers only what finds something', async () => {
        for (const word of await suggest('机')) expect((await ask({ text: word })).hits.length).toBeGreaterThan(0);
      });
      it.each(['', '  ', '女士舞', '%', '_'])('offers nothing for %j', async (prefix) => {
        expect(await suggest(prefix)).toEqual([]);
      });
    });

    describe('likeness', () => {
      it('puts first what is of the class and nearest in name and figures', async () => {
        const own = documents.find((one) => one.model === 'GC-E215');
        const like = await harness.read((tx) => harness.index.similar(tx, own?.id ?? '', 3));
        expect(like.map((id) => byId.get(id)?.model)).toContain('GC-E205');
        expect(like).not.toContain(own?.id);
        expect(like.every((id) => byId.get(id)?.classIds[0] === 'S1.3.1.01')).toBe(true);
      });
      it('knows nothing of what is not indexed', async () => {
        expect(await harness.read((tx) => harness.index.similar(tx, 'prd_00000000000000000000000000', 3))).toEqual([]);
      });
    });
  });
}

/** What is wrong with an answer; null when it is as wanted. */
function faultOf(wanted: WordCase, answer: SearchAnswer, byId: ReadonlyMap<string, SearchDocument>): string | null {
  const hits = answer.hits.flatMap(({ id }) => byId.get(id) ?? []);
  const shown = hits.slice(0, 3).map(({ name, model }) => `${name} ${model}`).join('; ') || 'nothing';
  if (wanted.nothing === true) return hits.length === 0 ? null : `found ${shown}`;
  const [first] = hits;
  if (wanted.first !== undefined && (first === undefined || !wanted.first.some((part) => first.name.includes(part) || first.model.includes(part)))) return `first came ${shown}`;
  const missing = (wanted.among ?? []).filter((model) => !hits.slice(0, 20).some((hit) => hit.model === model));
  if (missing.length > 0) return `without ${missing.join(', ')}: ${shown}`;
  const strange = hits.find(({ name }) => (wanted.without ?? []).some((part) => name.includes(part)));
  if (strange !== undefined) return `with ${strange.name}`;
  if (wanted.meant !== undefined && !(answer.didYouMean ?? '').includes(wanted.meant)) return `meant ${answer.didYouMean ?? 'as typed'}`;
  return null;
}
