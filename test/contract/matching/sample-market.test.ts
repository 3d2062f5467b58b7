import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DemandLineId } from '../../../src/core/ids/ids.js';
import { gradeVerdict } from '../../../src/core/policy/energy-gate.js';
import { machineLaw } from '../../../src/policy/index.js';
import { openMarket, type Market } from './market.js';
import { CLASSES, requirementsOf, SAMPLE_DEMANDS, sampleListings, type SampleDemand } from './sample-listings.js';

jest.setTimeout(30_000);

const AS_OF = '2026-11-23';
const FILES = readdirSync('seeds/demo/catalogues').filter((file) => file.endsWith('.csv')).sort();
const LISTINGS = await Promise.all(FILES.map(sampleListings));
/** Demands that name classes; a demand without any is a gap, and none of matching. */
const DEMANDS = SAMPLE_DEMANDS.filter((demand) => classesOf(demand).length > 0);

/** Those of which something must hold: the labels speak of no others. */
function classesOf(demand: SampleDemand): string[] {
  const asked = [...new Set(requirementsOf(demand).flatMap(({ classId, mode }) => (mode === 'HARD' ? classId ?? [] : [])))];
  return asked.length > 0 ? asked : [...demand.expected.supplyIds ?? [], ...demand.expected.extensionIds ?? []];
}

const { energy } = await machineLaw();
const passes = new Map(LISTINGS.flat().map((draft) => [
  draft.model, !['FAIL', 'UNPROVEN'].includes(gradeVerdict({ ...draft, gradeKind: CLASSES.get(draft.classId)?.energyGradeKind ?? null }, AS_OF, energy) ?? '')]));

/** Publishes products and demands in this order, all through the deeds and the handlers; answers each demand's line. */
async function play(market: Market, order: ('products' | 'demands')[]): Promise<Map<string, DemandLineId>> {
  const lines = new Map<string, DemandLineId>();
  const buyer = await market.house.organisation();
  for (const step of order) {
    if (step === 'products') for (const listings of LISTINGS) await market.publish(await market.house.organisation(), listings);
    else {
      for (const demand of DEMANDS) {
        const { lineIds: [lineId] } = await market.demand(buyer, [{
          classIds: classesOf(demand), quantity: String(demand.quantity.value), budgetCny: String(demand.budgetCny), requirements: requirementsOf(demand).filter(({ classId }) => classesOf(demand).includes(classId ?? '')),
        }], { title: demand.title, regionCode: demand.region.code, neededBy: demand.needDate });
        lines.set(demand.id, lineId!);
      }
    }
    await market.settle();
  }
  return lines;
}

let forward: Market;
let reverse: Market;
let lines: Map<string, DemandLineId>;
let again: Map<string, DemandLineId>;
beforeAll(async () => {
  [forward, reverse] = await Promise.all([openMarket(), openMarket()]);
  lines = await play(forward, ['products', 'demands']);
  again = await play(reverse, ['demands', 'products']);
}, 120_000);
afterAll(() => Promise.all([forward.house.close(), reverse.house.close()]));

describe('the sample catalogues and the sample demands', () => {
  it('are hundreds of listings and sixty demands', () => {
    expect([LISTINGS.flat().length, DEMANDS.length, DEMANDS.filter((demand) => demand.expected.sampleModels.length > 0).length]).toEqual([479, 60, 58]);
  });

  it.each(DEMANDS.map((demand) => [demand.id, demand.title, demand] as const))('%s %s: every model that meets the musts and passes the energy gate, and no other', async (_id, _title, demand) => {
    const expected = demand.expected.sampleModels.filter((model) => passes.get(model) === true);
    expect((await forward.models(lines.get(demand.id)!)).sort()).toEqual([...expected].sort());
  });

  it('come to the same recommendations, scores and reasons when the products come last', async () => {
    for (const demand of DEMANDS) {
      const told = async (market: Market, of: Map<string, DemandLineId>) =>
        (await market.recommendations(of.get(demand.id)!)).map(({ model, score, clause, factors, retired }) => ({ model, score, clause, factors, retired })).sort((a, b) => (a.model < b.model ? -1 : 1));
      expect(await told(reverse, again)).toEqual(await told(forward, lines));
    }
  });
});
