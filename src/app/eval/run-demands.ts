import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Route } from '../../core/policy/routing/route-demand.js';
import { MessageCatalogue } from '../../platform/messages/messages.js';
import { policyMessages, routeQuestion } from '../../policy/index.js';
import { setsOf, type CasePart, type CaseReport, type CaseRun } from './case-parts.js';
import { readDemandCases } from './demand-cases.js';
import { scoreDemands, type DemandAnswer, type DemandScore } from './demand-score.js';
import { shown } from './figures.js';
import type { Reference } from './proposer.js';

/** Routes every demand of a file by its words and measures the answers. */
export const demandPart: CasePart = {
  option: 'demands', help: '采购需求的归类，写出 OUT/demands.jsonl demands routed by their words', run: runDemands,
};

async function runDemands({ file, out, reference, withFaults }: CaseRun): Promise<CaseReport> {
  const cases = await readDemandCases(file);
  const answers = cases.map(({ id, text }) => answerOf(id, reference.router.route(text), reference));
  await writeFile(join(out, 'demands.jsonl'), answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  const parts = setsOf(cases).map((set) => ({ ...set, score: scoreDemands(set.cases, answers) }));
  return {
    lines: parts.flatMap(({ title, cases: { length }, score, listed }) => [`\ndemands, ${title}: ${length}`, ...linesOf(score), ...(withFaults && listed ? score.faults.map((fault) => `    ${fault}`) : [])]),
    figures: Object.fromEntries(parts.map(({ title, score: { shares, mrr } }) => [title, { shares, mrr }])),
  };
}

function linesOf({ shares, mrr }: DemandScore): string[] {
  const named = Object.entries(shares).filter(([, share]) => share.of > 0).map(([name, share]) => `  ${name.padEnd(24)} ${shown(share)}`);
  return mrr === null ? named : [...named, `  ${'MRR'.padEnd(24)} ${mrr.toFixed(3)}`];
}

const messages = new MessageCatalogue([policyMessages]);

function answerOf(id: string, route: Route, { classes }: Reference): DemandAnswer {
  return {
    id, ranked: route.ranked.map(({ classId }) => classId), gap: route.gap, outOfScope: route.outOfScope, extensionIds: route.extensions.map(({ classId }) => classId),
    demandIds: route.items.map(({ itemId }) => itemId), taskId: route.taskId, confidence: route.confidence, asks: routeQuestion(route, (classId) => classes.get(classId)?.zh ?? classId, messages, 'zh-CN'),
  };
}
