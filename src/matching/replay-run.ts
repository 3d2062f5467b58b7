import { productsByIds } from '../catalogue/index.js';
import type { DemandLineId, OrganisationId, ProductId } from '../core/ids/ids.js';
import type { Match } from '../core/matching/judge-pair.js';
import { causesOf, pointsText, Replaying, type Cause, type Judging, type LineThen, type ProductThen } from '../core/matching/replay.js';
import { MATCHING_RULE_VERSION } from '../core/matching/rules.js';
import { admittedClasses } from '../core/matching/wanted-line.js';
import type { DateText } from '../core/time/dates.js';
import { lineWithDemand } from '../demand/index.js';
import { organisationsByIds } from '../organisation/index.js';
import type { Tx } from '../platform/db/tx.js';
import { lawVersions } from '../policy/index.js';
import { HISTORY_DAYS } from './forget-history.js';
import { weightsInForce, weightsOfVersion } from './matching-weights.store.js';
import { linesAsOf, pageOfClassesAsOf, productsAsOf, runToReplay, type RunToReplay } from './replay.store.js';
import { resultDigest } from './result-digest.js';

/** Why a run cannot be judged again. */
export type NotReplayed = 'RUN_UNKNOWN' | 'RUN_BEFORE_HISTORY' | 'RUN_OF_ANOTHER_SERVER' | 'HISTORY_FORGOTTEN' | 'RULE_OF_ANOTHER_VERSION' | 'WEIGHTS_UNKNOWN';

/** A pair's place and score; null: it does not match, or holds no place. */
export type Place = { readonly place: number; readonly score: number } | null;

/** What would come out otherwise today. */
export interface Difference {
  readonly lineId: string;
  readonly productId: string;
  readonly then: Place;
  readonly now: Place;
  /** Empty where the pair itself is judged alike: others took or left places. */
  readonly because: readonly Cause[];
}

export interface Versions {
  readonly rule: string;
  readonly weights: string;
  readonly paths: string;
  readonly classes: string;
  readonly energy: string;
  /** Of the buyers whose answers moved their weights: `org_… 3`, by id; `none` where there is none. Runs record it with the lines that they saw. */
  readonly preferences: string;
  readonly asOf: DateText;
}

export interface Replayed {
  readonly run: Pick<RunToReplay, 'id' | 'direction' | 'outboxPosition' | 'at' | 'pairsMatched'> & { readonly result: string | null };
  readonly then: Versions;
  readonly today: Versions;
  readonly pairs: number;
  readonly result: string;
  /** What was recomputed is what the run recorded, bit for bit. */
  readonly identical: boolean;
  readonly differences: readonly Difference[];
}

/** Products read at once. */
const PAGE = 2_000;
const DAY_MS = 86_400_000;

interface Look {
  readonly judging: Judging;
  readonly lines: ReadonlyMap<string, LineThen>;
  readonly matches: ReadonlyMap<string, readonly Match[]>;
}

/**
 * Judges a run again by what it saw, its weights and its day, and then as it would be judged at `now` on `today`, naming what makes the
 * difference. It reads alone; in one snapshot, or a product at work would change between the two.
 */
export async function replayRun(tx: Tx, id: string, now: Date, today: DateText): Promise<Replayed | NotReplayed> {
  const run = await runToReplay(tx, id);
  if (run === null) return 'RUN_UNKNOWN';
  if (run.result === null) return 'RUN_BEFORE_HISTORY';
  if (!run.ofThisServer) return 'RUN_OF_ANOTHER_SERVER';
  if (run.at.getTime() < now.getTime() - HISTORY_DAYS * DAY_MS) return 'HISTORY_FORGOTTEN';
  if (run.ruleVersion !== MATCHING_RULE_VERSION) return 'RULE_OF_ANOTHER_VERSION';
  const weights = await weightsOfVersion(tx, run.weightsVersion);
  if (weights === null) return 'WEIGHTS_UNKNOWN';
  const inForce = await weightsInForce(tx);
  // A look at products that no line wanted read none.
  const then = run.seen === null ? { judging: { weights, asOf: run.asOf }, lines: new Map<string, LineThen>(), matches: new Map<string, Match[]>() }
    : await looked(tx, run, run.seen, { weights, asOf: run.asOf });
  const is = await looked(tx, run, null, { weights: inForce, asOf: today });
  const all = [...then.matches.values()].flat();
  const result = resultDigest(all);
  const law = await lawVersions(tx);
  return {
    run: { id: run.id, direction: run.direction, outboxPosition: run.outboxPosition, at: run.at, pairsMatched: run.pairsMatched, result: run.result },
    then: { rule: run.ruleVersion, weights: run.weightsVersion, paths: run.pathsVersion, classes: run.classesVersion, energy: run.energyVersion, preferences: preferencesOf(then), asOf: run.asOf },
    today: { rule: MATCHING_RULE_VERSION, weights: inForce.version, ...law, preferences: preferencesOf(is), asOf: today },
    pairs: all.length, result, identical: result === run.result, differences: await differences(tx, run.seen, then, is),
  };
}

/** The versions of preferences by which lines were judged. */
function preferencesOf({ lines }: Look): string {
  const versions = [...lines.values()].flatMap(({ wanted: { organisationId, preference } }) => (preference === undefined ? [] : `${organisationId} ${preference.version}`));
  return [...new Set(versions)].sort().join(', ') || 'none';
}

/** All lines of a run against all products it could have found, as a snapshot saw them, or as they are. */
async function looked(tx: Tx, run: RunToReplay, seen: string | null, judging: Judging): Promise<Look> {
  const lines = await linesAsOf(tx, run.direction === 'FORWARD' ? run.subjectIds : run.lineIds, seen);
  const replaying = new Replaying(run.direction, lines, judging);
  if (run.direction === 'REVERSE') replaying.take(await productsAsOf(tx, run.subjectIds, seen));
  else {
    const classIds = [...new Set(lines.filter(({ active }) => active).flatMap(({ wanted }) => admittedClasses(wanted)))];
    for (let after: string | null = null; ;) {
      const page = await pageOfClassesAsOf(tx, classIds, seen, PAGE, after);
      replaying.take(page);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      after = last.productId;
    }
  }
  return { judging, lines: new Map(lines.map((line) => [line.wanted.lineId, line])), matches: replaying.matches };
}

/** Pairs that come out otherwise, in the order of lines and of places then and now. */
async function differences(tx: Tx, seen: string | null, then: Look, now: Look): Promise<Difference[]> {
  const changed = [...new Set([...then.lines.keys(), ...now.lines.keys()])].sort().flatMap((lineId) => {
    const [before, after] = [then.matches.get(lineId) ?? [], now.matches.get(lineId) ?? []];
    return [...new Set([...before, ...after].map(({ productId }) => productId))].flatMap((productId) => {
      const [was, is] = [before.findIndex((one) => one.productId === productId), after.findIndex((one) => one.productId === productId)];
      const [one, other] = [before[was], after[is]];
      const same = was === is && one !== undefined && other !== undefined && pointsText(one) === pointsText(other);
      return same ? [] : [{ lineId, productId, then: placeOf(before, was), now: placeOf(after, is) }];
    });
  });
  const ids = [...new Set(changed.map(({ productId }) => productId))];
  const products = async (at: string | null): Promise<Map<string, ProductThen>> => new Map((await productsAsOf(tx, ids, at)).map((one) => [one.productId, one]));
  const [productsThen, productsNow] = [seen === null ? new Map<string, ProductThen>() : await products(seen), await products(null)];
  const named: Difference[] = [];
  for (const difference of changed) {
    const [lineThen, lineNow] = [then.lines.get(difference.lineId), now.lines.get(difference.lineId)];
    const causes = lineThen === undefined || lineNow === undefined ? [] : causesOf(
      { ...then.judging, line: lineThen, product: productsThen.get(difference.productId) ?? null }, { ...now.judging, line: lineNow, product: productsNow.get(difference.productId) ?? null });
    const because: Cause[] = [];
    for (const cause of causes) because.push(await explained(tx, cause, difference));
    named.push({ ...difference, because });
  }
  return named;
}

function placeOf(matches: readonly Match[], index: number): Place {
  const match = matches[index];
  return match === undefined ? null : { place: index + 1, score: match.score };
}

/** Who left the market or closed a line is said by the states of the rooms that own them. */
async function explained(tx: Tx, cause: Cause, { lineId, productId }: Pick<Difference, 'lineId' | 'productId'>): Promise<Cause> {
  if (cause.fact === 'PRODUCT_ON_MARKET' && cause.now === false) {
    const [product] = await productsByIds(tx, [productId as ProductId]);
    return { ...cause, now: await stateWords(tx, product?.state, product?.ownerId) };
  }
  if (cause.fact === 'LINE_OPEN' && cause.now === false) {
    const line = await lineWithDemand(tx, lineId as DemandLineId);
    return { ...cause, now: await stateWords(tx, line?.state, line?.ownerId) };
  }
  return cause;
}

async function stateWords(tx: Tx, state: string | undefined, ownerId: OrganisationId | undefined): Promise<string> {
  const [owner] = ownerId === undefined ? [] : await organisationsByIds(tx, [ownerId]);
  return `${state ?? 'UNKNOWN'}, organisation ${owner?.state ?? 'UNKNOWN'}`;
}
