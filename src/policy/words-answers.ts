import { Injectable } from '@nestjs/common';
import type { Viewer } from '../core/access/viewer.js';
import type { DoubtCode, ExtractedOp, ExtractedRequirement } from '../core/policy/extraction/extraction.js';
import type { DemandItem } from '../core/policy/reference.js';
import type { RoutedClass, RouteReason } from '../core/policy/routing/route-demand.js';
import { verdictOf } from '../core/policy/routing/route-verdict.js';
import type { DateText } from '../core/time/dates.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { Locale } from '../platform/deed/deed-request.js';
import { Messages } from '../platform/messages/messages.js';
import { ClassCards, type ClassCard } from './class-cards.js';
import { DemandWords, type ReadDemand } from './demand-words.js';
import type { DemandWordsNode, ReadRequirementNode, RoutedClassNode } from './demand-words.types.js';
import { demandItemsByIds } from './policy.store.js';
import { routeQuestion } from './route-question.js';

const OPS: Readonly<Record<ExtractedOp, string>> = { '>=': 'AT_LEAST', '<=': 'AT_MOST', '=': 'EQUAL', 'between': 'BETWEEN', 'in': 'ONE_OF', 'about': 'ABOUT' };

export interface TextAsked {
  readonly text: string;
  /** The class by whose attributes figures are read; null: the one routed to, when that is sure. */
  readonly classId: string | null;
}

interface Shown {
  readonly classes: ReadonlyMap<string, ClassCard>;
  readonly items: ReadonlyMap<string, DemandItem>;
  readonly locale: Locale;
}

/** What was read from a buyer's words, as the API shows it: every part with its words and reasons. Saves nothing. */
@Injectable()
export class WordsAnswers {
  constructor(private readonly database: AppDatabase, private readonly words: DemandWords, private readonly cards: ClassCards, private readonly messages: Messages) {}

  /** One answer per text, in their order. */
  async read(viewer: Viewer, texts: readonly TextAsked[], today: DateText, locale: Locale): Promise<DemandWordsNode[]> {
    const classes = await this.cards.all();
    return this.database.read(scopeOf(viewer), async (tx) => {
      const read: ReadDemand[] = [];
      for (const { text, classId } of texts) {
        read.push(await this.words.read(tx, text, classId, today));
        // Reading is computing: others are let in between two texts.
        if (texts.length > 1) await new Promise<void>((resolve) => { setImmediate(resolve); });
      }
      const itemIds = [...new Set(read.flatMap(({ route }) => route.items.map(({ itemId }) => itemId)))];
      const items = new Map((await demandItemsByIds(tx, itemIds)).map((item) => [item.id, item]));
      return read.map((one) => this.shown(one, { classes, items, locale }));
    });
  }

  private shown({ route, extraction, definition }: ReadDemand, { classes, items, locale }: Shown): DemandWordsNode {
    const { quantity, budget, neededBy, energyGradeAtMost, oldMachine, requirements, places, regionCode, doubts } = extraction;
    const known = new Set(definition?.attributes.map(({ key }) => key) ?? []);
    return {
      verdict: verdictOf(route), classes: this.routed(route.ranked, classes, locale), extensionClasses: this.routed(route.extensions, classes, locale),
      items: route.items.flatMap(({ itemId }) => items.get(itemId) ?? []), taskId: route.taskId, gap: route.gap, outOfScope: route.outOfScope, confidence: route.confidence,
      question: routeQuestion(route, (id) => classes.get(id)?.zh ?? id, this.messages, locale), requirements: requirements.map((one) => requirement(one, known)), quantity: quantity?.value.amount ?? null, quantityUnit: quantity?.value.unit ?? null,
      budgetCny: budget === null ? null : String(budget.value.cny), budgetBasis: budget?.value.basis ?? null, neededBy: neededBy?.value ?? null, energyGradeAtMost: energyGradeAtMost?.value ?? null,
      oldMachine: oldMachine === null ? null : { kind: oldMachine.kind, model: oldMachine.model, commissioned: oldMachine.commissioned },
      regionCode, places: places.map(({ code, zh, role, words }) => ({ code, zh, role, words: words.text })),
      doubts: doubts.map((doubt) => ({ code: doubt.code, message: this.messages.render(DOUBTS[doubt.code], doubt.params, locale), words: doubt.words.text })),
    };
  }

  private routed(routed: readonly RoutedClass[], classes: ReadonlyMap<string, ClassCard>, locale: Locale): RoutedClassNode[] {
    return routed.flatMap(({ classId, confidence, reasons }) => {
      const card = classes.get(classId);
      if (card === undefined) return [];
      const because = reasons.map(({ code, words }) => this.messages.render(REASONS[code], { words: words.join('、') }, locale));
      return [{ class: card, confidence, because }];
    });
  }
}

const REASONS: Readonly<Record<RouteReason['code'], string>> = { NAMED: 'ROUTE_NAMED', REPLACES: 'ROUTE_REPLACES', AROUND: 'ROUTE_AROUND', CODE: 'ROUTE_CODE' };

const DOUBTS: Readonly<Record<DoubtCode, string>> = {
  TEXT_EMPTY: 'WORDS_TO_READ_EMPTY', TEXT_TOO_LONG: 'WORDS_TO_READ_TOO_LONG', RANGE_REVERSED: 'DOUBT_RANGE_REVERSED', CONTRADICTION: 'DOUBT_CONTRADICTION',
  UNIT_UNKNOWN: 'DOUBT_UNIT_UNKNOWN', UNIT_UNFIT: 'DOUBT_UNIT_UNFIT', OUT_OF_BOUNDS: 'DOUBT_OUT_OF_BOUNDS', FIGURE_ABSURD: 'DOUBT_FIGURE_ABSURD', DATE_PAST: 'DOUBT_DATE_PAST',
  CURRENCY_OTHER: 'DOUBT_CURRENCY_OTHER', BUDGET_UNCLEAR: 'DOUBT_BUDGET_UNCLEAR', BUDGET_EACH: 'DOUBT_BUDGET_EACH', BUDGET_EACH_TIMES: 'DOUBT_BUDGET_EACH_TIMES',
  SEVERAL_PLACES: 'DOUBT_SEVERAL_PLACES', SUPPLIER_PLACE: 'DOUBT_SUPPLIER_PLACE', SEVERAL_QUANTITIES: 'DOUBT_SEVERAL_QUANTITIES', TOO_MANY_REQUIREMENTS: 'DOUBT_TOO_MANY_REQUIREMENTS',
  GRADE_UNKNOWN: 'DOUBT_GRADE_UNKNOWN',
};

function requirement({ attribute, name, op, value, unit, hard, words }: ExtractedRequirement, known: ReadonlySet<string>): ReadRequirementNode {
  return { attributeKey: attribute, op: OPS[op], value, unit: unit === '1' ? null : unit, mode: hard ? 'HARD' : 'SOFT', known: known.has(attribute), name, words: words.text };
}
