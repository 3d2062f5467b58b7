import { STEP } from '../src/core/matching/feedback.js';
import type { OfferedProduct, WantedLine } from '../src/core/matching/pair.js';
import type { Preference } from '../src/core/matching/preference.js';
import { addDays, type DateText } from '../src/core/time/dates.js';
import type { Chance } from '../test/fault/chance.js';

const CLASSES = 83;
const ATTRIBUTES = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'] as const;
const COUNTIES = 117;

/** Sums of 1/rank: the share of each class, the first the largest. */
const ZIPF = Array.from({ length: CLASSES }, (_, rank) => 1 / (rank + 1));
const TOTAL = ZIPF.reduce((sum, one) => sum + one, 0);

function classByZipf(chance: Chance): number {
  let left = chance.share() * TOTAL;
  for (const [rank, share] of ZIPF.entries()) {
    left -= share;
    if (left < 0) return rank;
  }
  return CLASSES - 1;
}

const classId = (rank: number): string => `S9.${Math.floor(rank / 10)}.${rank % 10}`;
const county = (chance: Chance): string => `14${String(1 + Math.floor(chance.share() * 11)).padStart(2, '0')}${String(5 + Math.floor(chance.share() * (COUNTIES / 11))).padStart(2, '0')}`;

/** An open line; `widths`: of its spans as shares of their attribute, of the first class and of the others. */
export function aMarketLine(chance: Chance, n: number, widths: readonly [first: number, others: number], asOf: DateText): WantedLine {
  const rank = classByZipf(chance);
  const width = rank === 0 ? widths[0] : widths[1];
  const quantity = 1 + Math.floor(chance.share() * 20);
  return {
    lineId: `dln_${String(n).padStart(8, '0')}`, demandId: `dmd_${String(n >> 1).padStart(8, '0')}`, organisationId: `org_${n % 20_000}`,
    classIds: [{ classId: classId(rank), strength: 3, relation: 'fulfils', because: { zh: '指明', en: 'named' }, clause: '三（一）1' }],
    requirements: ATTRIBUTES.map((attributeKey) => {
      const middle = chance.share();
      return { attributeKey, op: 'between', value: [Math.round((middle - width / 2) * 1e4) / 10, Math.round((middle + width / 2) * 1e4) / 10], unit: 'kW', mode: 'HARD' };
    }),
    quantity: String(quantity), budgetCny: String(Math.round(quantity * (50_000 + chance.share() * 200_000))), neededBy: chance.share() < 0.7 ? addDays(asOf, Math.floor(chance.share() * 300)) : null,
    regionCode: county(chance), energyGradeAtMost: chance.share() < 0.3 ? 2 : null, visibility: 'PUBLIC',
  };
}

const STEPS = 21;

/** A line of its buyer with what that one's answers moved, of so many percent of the buyers, each of whom leans otherwise. */
export function answered(line: WantedLine, percent: number): WantedLine {
  const buyer = Number(line.organisationId.slice('org_'.length));
  if (buyer % 100 >= percent) return line;
  const leaning = (power: number): number => STEP * ((Math.floor(buyer / STEPS ** power) % STEPS) - (STEPS - 1) / 2);
  const preference: Preference = { version: 1, leanings: { PRICE: leaning(0), LEAD_TIME: leaning(1), DISTANCE: leaning(2), PROOF: leaning(3) } };
  return { ...line, preference };
}

/** A product on the market with all six attributes. */
export function aMarketProduct(chance: Chance, n: number): OfferedProduct {
  return {
    productId: `prd_${String(n).padStart(8, '0')}`, organisationId: `org_s${n % 3_000}`, supplierApproved: true, classId: classId(classByZipf(chance)), kindKey: null, name: '机', model: `M-${n}`,
    specs: Object.fromEntries(ATTRIBUTES.map((key) => [key, Math.round(chance.share() * 1e4) / 10])), priceCny: (50_000 + chance.share() * 200_000).toFixed(2), leadTimeDays: Math.floor(chance.share() * 120),
    energyGrade: chance.share() < 0.5 ? 1 : 2, gradeVerdict: null, certificates: ['MA'], regionCode: county(chance), regionsServed: chance.share() < 0.5 ? null : ['140000'],
    validUntil: null, publishedAt: '2026-10-01T00:00:00+08:00', eliminated: false,
  };
}
