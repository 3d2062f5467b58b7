import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shanghaiDate } from '../../core/time/dates.js';
import { PROJECT_FOLDER } from '../../platform/config/project.js';
import type { ApiClient } from './api-client.js';
import type { Expectations } from './figures.js';
import { classesWanted, createDemandInput, sampleDemands, type SampleDemand } from './sample-demands.js';
import { createDemand, importCatalogue, ownProducts, publishDemand, publishProducts } from './story.js';

const MATCHED_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 200;
/** How many recommendations a line is judged by. */
const TOP = 10;
const RECALL_GOAL = 0.95;
/** 13 and 14 hold goods that the work plan's 83 classes do not cover. */
const EXTENSION_CATALOGUES = /^1[34]-/;

/** A catalogue of seeds/demo/catalogues and what its import must say, from the README beside them. */
export interface SampleCatalogue {
  readonly file: string;
  readonly maker: string;
  readonly rows: number;
  /** Every row that is not simply taken, in its order. */
  readonly remarked: readonly { readonly row: number; readonly verdict: string; readonly code: string }[];
}

export interface SampleMarketFigures {
  readonly catalogues: number;
  readonly listings: number;
  readonly sampleDemands: number;
  /** Expected models among the first ten of their line, and how many there are. */
  readonly recallAt10: { readonly found: number; readonly of: number };
  /** Recommended against the labels: a must or the gate was not met. */
  readonly wrong: number;
  readonly gapsSaid: { readonly said: number; readonly of: number };
  /** Of the gaps those that extension classes answer once their catalogues are there. */
  readonly gapsAnsweredByExtensions: number;
  /** The same for the ten demands of extension classes. */
  readonly extensionRecallAt10: { readonly found: number; readonly of: number };
}

export async function sampleCatalogues(): Promise<readonly SampleCatalogue[]> {
  const text = await readFile(join(PROJECT_FOLDER, 'seeds/demo/expected-verdicts.json'), 'utf8');
  return (JSON.parse(text) as { catalogues: readonly SampleCatalogue[] }).catalogues;
}

/**
 * All fourteen sample catalogues, each by a maker of its own, against all seventy sample demands: first the catalogues of the plan's
 * classes, where ten demands find nobody who makes what they want, then those of extension classes, which some of the ten are answered by. The labels
 * of the demands name every model that meets the musts, so that what is recommended beside them is wrong.
 */
export async function sampleMarket(makers: ReadonlyMap<string, ApiClient>, buyer: ApiClient, expectations: Expectations): Promise<SampleMarketFigures> {
  const supply = async (isWanted: (file: string) => boolean): Promise<number> => {
    let listings = 0;
    for (const catalogue of (await sampleCatalogues()).filter(({ file }) => isWanted(file))) {
      const maker = makers.get(catalogue.file);
      if (maker !== undefined) listings += await importAndPublish(maker, catalogue, expectations);
    }
    return listings;
  };
  const ofPlan = await supply((file) => !EXTENSION_CATALOGUES.test(file));
  const planned = await published(buyer, await sampleDemands());
  await settled(buyer, planned);
  const gapsSaid = saidGaps(planned, expectations);

  const ofExtensions = await supply((file) => EXTENSION_CATALOGUES.test(file));
  const extended = await published(buyer, await sampleDemands('sample-demands-extension'));
  await settled(buyer, extended);
  // All that was published before was matched before.
  for (const demand of [...planned, ...extended]) demand.answer = await answerTo(buyer, demand.id);
  return { catalogues: makers.size, listings: ofPlan + ofExtensions, sampleDemands: planned.length + extended.length, gapsSaid, ...judged(planned, extended, expectations) };
}

/** Waits until every model that the labels name was recommended, or as long as anybody would. */
async function settled(buyer: ApiClient, demands: readonly AskedDemand[]): Promise<void> {
  for (const end = Date.now() + MATCHED_WITHIN_MS; Date.now() < end && demands.some(isWaiting); await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))) {
    for (const demand of demands.filter(isWaiting)) demand.answer = await answerTo(buyer, demand.id);
  }
}

async function importAndPublish(maker: ApiClient, { file, rows, remarked }: SampleCatalogue, expectations: Expectations): Promise<number> {
  const report = await importCatalogue(maker, file);
  const said = report.remarked.map(({ number, verdict, remarks }) => `${number} ${verdict} ${remarks.map(({ code }) => code).join('+')}`);
  const left = remarked.filter(({ verdict }) => verdict === 'REJECT' || verdict === 'SKIP').length;
  expectations.hold(`导入结论逐行一致 verdicts exact ${file}`,
    report.rowsTotal === rows && report.rowsTaken === rows - left && said.join() === remarked.map(({ row, verdict, code }) => `${row} ${verdict} ${code}`).join(),
    `${report.rowsTaken}/${rows} taken, ${remarked.length} remarked`);
  const drafts = await ownProducts(maker, 'DRAFT');
  await publishProducts(maker, drafts.map(({ id }) => id));
  return drafts.length;
}

interface Answer {
  readonly models: readonly string[];
  /** Classes of what was recommended. */
  readonly classIds: readonly string[];
  readonly gap: { readonly noClassFits: boolean; readonly nothingOnPlatform: boolean; readonly noMakerInProvince: boolean } | null;
}
interface AskedDemand {
  readonly id: string;
  readonly sample: SampleDemand;
  readonly models: readonly string[];
  answer: Answer;
}

async function published(buyer: ApiClient, samples: readonly SampleDemand[]): Promise<AskedDemand[]> {
  const today = shanghaiDate(new Date());
  const asked: AskedDemand[] = [];
  for (const sample of samples) {
    const { id } = await createDemand(buyer, createDemandInput(sample, today, classesWanted(sample).length > 0 ? null : await itemInGap(buyer, sample)));
    await publishDemand(buyer, id);
    asked.push({ id, sample, models: sample.expected.afterGate ?? sample.expected.sampleModels, answer: { models: [], classIds: [], gap: null } });
  }
  return asked;
}

/** Of the items that a demand falls under the first that no listed maker answers. */
async function itemInGap(buyer: ApiClient, { expected: { demandIds } }: SampleDemand): Promise<string | null> {
  for (const id of demandIds) {
    const { demandItem } = await buyer.ask<{ demandItem: { gap: boolean } | null }>('query ($id: ID!) { demandItem(id: $id) { gap } }', { id });
    if (demandItem?.gap === true) return id;
  }
  return demandIds[0] ?? null;
}

/** Told too little yet: a model that the labels name is missing, or what a gap lacks. Where there is no gap, none is told. */
function isWaiting(demand: AskedDemand): boolean {
  const { models, answer } = demand;
  return models.some((model) => !answer.models.includes(model)) || (isGapDemand(demand) && answer.gap === null);
}

async function answerTo(buyer: ApiClient, id: string): Promise<Answer> {
  const { demand: { lines: [line] } } = await buyer.ask<{ demand: { lines: { matches: { product: { model: string; class: { id: string } } | null }[]; gap: Answer['gap'] }[] } }>(
    'query ($id: ID!) { demand(id: $id) { lines { gap { noClassFits nothingOnPlatform noMakerInProvince } matches(first: 50) { product { model class { id } } } } } }', { id });
  const products = (line?.matches ?? []).flatMap(({ product }) => product ?? []);
  return { models: products.map(({ model }) => model), classIds: products.map((product) => product.class.id), gap: line?.gap ?? null };
}

function isGapDemand({ sample }: AskedDemand): boolean {
  return classesWanted(sample).length === 0;
}

/** With the plan's classes alone on the market these find nothing, and are told that nobody in the province makes it. */
function saidGaps(planned: readonly AskedDemand[], expectations: Expectations): SampleMarketFigures['gapsSaid'] {
  const gaps = planned.filter(isGapDemand);
  const said = gaps.filter(({ answer: { gap, models } }) => models.length === 0 && (gap?.noMakerInProvince === true || gap?.noClassFits === true));
  expectations.hold('十个缺口如实说明 the ten gaps say so', said.length === gaps.length, `${said.length}/${gaps.length} 省内缺口 no maker in the province`);
  return { said: said.length, of: gaps.length };
}

type Judged = Pick<SampleMarketFigures, 'recallAt10' | 'wrong' | 'extensionRecallAt10' | 'gapsAnsweredByExtensions'>;

function judged(planned: readonly AskedDemand[], extended: readonly AskedDemand[], expectations: Expectations): Judged {
  const named = planned.filter(({ models }) => models.length > 0);
  const recallAt10 = recall(named);
  const extensionRecallAt10 = recall(extended);
  expectations.hold(`${named.length} 条需求点名的型号进入前 ${TOP} Recall@${TOP} ≥ ${RECALL_GOAL}`, recallAt10.found >= RECALL_GOAL * recallAt10.of, `${recallAt10.found}/${recallAt10.of}`);
  expectations.hold('扩展品类的需求另计 demands of extension classes, apart', extensionRecallAt10.found >= RECALL_GOAL * extensionRecallAt10.of, `${extensionRecallAt10.found}/${extensionRecallAt10.of}`);

  const wrong = [...planned.filter((demand) => !isGapDemand(demand)), ...extended]
    .flatMap(({ sample, models, answer }) => answer.models.filter((model) => !models.includes(model)).map((model) => `${sample.id} ${model}`));
  expectations.hold('推荐的产品全部满足硬性要求和能效闸门 nothing recommended breaks a must or the gate', wrong.length === 0, wrong.slice(0, 5).join('; '));

  const gaps = planned.filter(isGapDemand);
  const answered = gaps.filter(({ answer }) => answer.models.length > 0);
  expectations.hold('缺口只由扩展品类补上 gaps are filled by extension classes alone', gaps.every(({ answer }) => answer.classIds.every((id) => id.startsWith('X'))),
    answered.map(({ sample, answer }) => `${sample.id} ${[...new Set(answer.classIds)].join('+')}`).join(', ') || 'none');
  return { recallAt10, wrong: wrong.length, extensionRecallAt10, gapsAnsweredByExtensions: answered.length };
}

/** How many of the models that the labels name stand among the first ten of their line. */
function recall(demands: readonly AskedDemand[]): { found: number; of: number } {
  const found = demands.flatMap(({ models, answer }) => models.filter((model) => answer.models.slice(0, TOP).includes(model)));
  return { found: found.length, of: demands.reduce((sum, { models }) => sum + models.length, 0) };
}
