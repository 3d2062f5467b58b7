import { shareOf, type Share } from './figures.js';
import type { DemandCase } from './demand-cases.js';

/** What the product answers on a demand, one line of demands.jsonl. */
export interface DemandAnswer {
  readonly id: string;
  /** Classes of the plan, best first, at most ten. */
  readonly ranked: readonly string[];
  /** Equipment is wanted and no class of the plan fits. */
  readonly gap: boolean;
  /** It is no equipment demand. */
  readonly outOfScope: boolean;
  readonly extensionIds: readonly string[];
  readonly demandIds: readonly string[];
  readonly taskId: string | null;
  /** 0 to 100. */
  readonly confidence: number;
  /** The question put to the buyer; null where none is. */
  readonly asks: string | null;
}

export interface DemandScore {
  readonly shares: Readonly<Record<string, Share>>;
  /** Mean reciprocal rank of the first expected class, over the cases that expect one; null without any. */
  readonly mrr: number | null;
  readonly faults: readonly string[];
}

interface Pair { readonly one: DemandCase; readonly answer: DemandAnswer }

/** Compares answers with the labels; every case has an answer. */
export function scoreDemands(cases: readonly DemandCase[], answers: readonly DemandAnswer[]): DemandScore {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const pairs = cases.flatMap((one): Pair[] => {
    const answer = byId.get(one.id);
    return answer === undefined ? [] : [{ one, answer }];
  });
  const classed = pairs.filter(({ one }) => one.expectedSupplyIds.length > 0);
  const gaps = pairs.filter(({ one }) => one.gap);
  const extended = pairs.filter(({ one }) => one.expectedExtensionIds.length > 0);
  const itemed = pairs.filter(({ one }) => one.expectedDemandIds.length > 0);
  const shares = {
    'hit@1': shareOf(classed.map(hitFirst)), 'hit@3': shareOf(classed.map(hitThree)),
    'gap precision': shareOf(pairs.filter(({ answer }) => answer.gap).map(({ one }) => one.gap)), 'gap recall': shareOf(gaps.map(({ answer }) => answer.gap)),
    'wrong class on gaps': shareOf(gaps.map(({ answer }) => answer.ranked.length > 0)),
    'out of scope precision': shareOf(pairs.filter(({ answer }) => answer.outOfScope).map(({ one }) => one.outOfScope)),
    'out of scope recall': shareOf(pairs.filter(({ one }) => one.outOfScope).map(({ answer }) => answer.outOfScope)),
    'extension hit@1': shareOf(extended.map(({ one, answer }) => one.expectedExtensionIds.includes(answer.extensionIds[0] ?? ''))),
    'extension hit@3': shareOf(extended.map(({ one, answer }) => answer.extensionIds.slice(0, 3).some((id) => [...one.expectedExtensionIds, ...one.acceptableExtensionIds].includes(id)))),
    'item hit@1': shareOf(itemed.map(({ one, answer }) => [...one.expectedDemandIds, ...one.acceptableDemandIds].includes(answer.demandIds[0] ?? ''))),
    'item hit@3': shareOf(itemed.map(({ one, answer }) => answer.demandIds.slice(0, 3).some((id) => [...one.expectedDemandIds, ...one.acceptableDemandIds].includes(id)))),
    'no item where none': shareOf(pairs.filter(({ one }) => !one.outOfScope && one.expectedDemandIds.length + one.acceptableDemandIds.length === 0).map(({ answer }) => answer.demandIds.length === 0)),
    'task': shareOf(pairs.filter(({ one }) => !one.outOfScope && (one.taskId !== null || one.acceptableTaskIds.length > 0)).map(({ one, answer }) => one.taskId === answer.taskId || (answer.taskId !== null && one.acceptableTaskIds.includes(answer.taskId)))),
  };
  const ranks = classed.map(({ one, answer }) => answer.ranked.findIndex((id) => one.expectedSupplyIds.includes(id)));
  const mrr = ranks.length === 0 ? null : ranks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / ranks.length;
  return { shares, mrr, faults: pairs.flatMap(faultsOf) };
}

function hitFirst({ one, answer }: Pair): boolean {
  return one.expectedSupplyIds.includes(answer.ranked[0] ?? '');
}

function hitThree({ one, answer }: Pair): boolean {
  return answer.ranked.slice(0, 3).some((id) => [...one.expectedSupplyIds, ...one.acceptableSupplyIds].includes(id));
}

function faultsOf(pair: Pair): string[] {
  const { one, answer } = pair;
  const said = answer.outOfScope ? 'out of scope' : `${answer.gap ? 'gap' : answer.ranked.slice(0, 3).join(' ')} ${answer.extensionIds.slice(0, 3).join(' ')}`.trim();
  const faults = [
    ...(one.outOfScope === answer.outOfScope ? [] : [one.outOfScope ? 'is out of scope' : 'is in scope']),
    ...(!one.outOfScope && !answer.outOfScope && one.gap !== answer.gap ? [one.gap ? 'is a gap' : `is no gap but ${one.expectedSupplyIds.join(' ')}`] : []),
    ...(one.expectedSupplyIds.length > 0 && answer.ranked.length > 0 && !hitFirst(pair) ? [`${hitThree(pair) ? 'not first' : 'not within three'}: ${one.expectedSupplyIds.join(' ')}`] : []),
    ...(one.expectedExtensionIds.length > 0 && !one.expectedExtensionIds.includes(answer.extensionIds[0] ?? '') ? [`extension ${one.expectedExtensionIds.join(' ')}`] : []),
    ...(one.expectedDemandIds.length > 0 && ![...one.expectedDemandIds, ...one.acceptableDemandIds].includes(answer.demandIds[0] ?? '') ? [`item ${one.expectedDemandIds.join(' ')}, not ${answer.demandIds.slice(0, 3).join(' ')}`] : []),
    ...(!one.outOfScope && one.expectedDemandIds.length + one.acceptableDemandIds.length === 0 && answer.demandIds.length > 0 ? [`no item, not ${answer.demandIds.slice(0, 3).join(' ')}`] : []),
  ];
  return faults.length === 0 ? [] : [`${one.id} ${one.text.slice(0, 60)} → ${said}: ${faults.join('; ')}`];
}
