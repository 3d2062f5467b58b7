import { Args, Query, Resolver } from '@nestjs/graphql';
import { anyone } from '../core/access/rule.js';
import type { DoubtCode, ExtractedOp, ExtractedRequirement } from '../core/policy/extraction/extraction.js';
import type { DemandItem } from '../core/policy/reference.js';
import { ROUTED_LONGEST, type RoutedClass, type RouteReason } from '../core/policy/routing/route-demand.js';
import { refused } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import type { Locale } from '../platform/deed/deed-request.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwInput, throwRefusal } from '../platform/graphql/root-field.js';
import { Messages } from '../platform/messages/messages.js';
import { ClassCards, type ClassCard } from './class-cards.js';
import { DemandWords, type ReadDemand } from './demand-words.js';
import { DemandWordsArgs, DemandWordsNode, type ReadRequirementNode, type RoutedClassNode } from './demand-words.types.js';
import { demandItemsByIds } from './policy.store.js';
import { routeQuestion } from './route-question.js';

const OPS: Readonly<Record<ExtractedOp, string>> = { '>=': 'AT_LEAST', '<=': 'AT_MOST', '=': 'EQUAL', 'between': 'BETWEEN', 'in': 'ONE_OF', 'about': 'ABOUT' };

/** Reading a buyer's words, for whoever writes a demand. */
@Resolver(() => DemandWordsNode)
export class DemandWordsResolver {
  constructor(private readonly database: AppDatabase, private readonly words: DemandWords, private readonly cards: ClassCards, private readonly messages: Messages) {}

  @Query(() => DemandWordsNode, {
    description: '读懂一段需求文字：所需品类、需求条目、要求、数量、预算、期限，逐项附依据。Reads a demand in plain words. Refuses WORDS_TO_READ_EMPTY, WORDS_TO_READ_TOO_LONG, CLASS_UNKNOWN.',
  })
  @Access(anyone)
  async readDemandWords(@Args() { text, classId }: DemandWordsArgs, @Context() { viewer, receivedAt, locale }: RequestContext): Promise<DemandWordsNode> {
    if (text.trim() === '') return throwInput('WORDS_TO_READ_EMPTY', 'text');
    if (text.length > ROUTED_LONGEST) return throwRefusal(refused('INPUT', 'WORDS_TO_READ_TOO_LONG', 'text', { max: ROUTED_LONGEST }).refusal);
    const classes = await this.cards.all();
    if (classId && !classes.has(classId)) throwRefusal(refused('INPUT', 'CLASS_UNKNOWN', 'classId', { classId }).refusal);
    const read = await this.database.read(scopeOf(viewer), async (tx) => {
      const demand = await this.words.read(tx, text, classId ?? null, shanghaiDate(receivedAt));
      return { ...demand, classes, items: await demandItemsByIds(tx, demand.route.items.map(({ itemId }) => itemId)) };
    });
    return this.shown(read, locale);
  }

  private shown({ route, extraction, definition, classes, items }: ReadDemand & { readonly classes: ReadonlyMap<string, ClassCard>; readonly items: readonly DemandItem[] }, locale: Locale): DemandWordsNode {
    const byId = new Map(items.map((item) => [item.id, item]));
    const { quantity, budget, neededBy, energyGradeAtMost, oldMachine, requirements, doubts } = extraction;
    const known = new Set(definition?.attributes.map(({ key }) => key) ?? []);
    return {
      classes: this.routed(route.ranked, classes, locale), extensionClasses: this.routed(route.extensions, classes, locale),
      items: route.items.flatMap(({ itemId }) => byId.get(itemId) ?? []), taskId: route.taskId, gap: route.gap, outOfScope: route.outOfScope, confidence: route.confidence,
      question: routeQuestion(route, (id) => classes.get(id)?.zh ?? id, this.messages, locale), requirements: requirements.map((one) => requirement(one, known)), quantity: quantity?.value.amount ?? null, quantityUnit: quantity?.value.unit ?? null,
      budgetCny: budget === null ? null : String(budget.value.cny), budgetBasis: budget?.value.basis ?? null, neededBy: neededBy?.value ?? null, energyGradeAtMost: energyGradeAtMost?.value ?? null,
      oldMachine: oldMachine === null ? null : { kind: oldMachine.kind, model: oldMachine.model, commissioned: oldMachine.commissioned },
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
  CURRENCY_OTHER: 'DOUBT_CURRENCY_OTHER', BUDGET_UNCLEAR: 'DOUBT_BUDGET_UNCLEAR', SEVERAL_QUANTITIES: 'DOUBT_SEVERAL_QUANTITIES', TOO_MANY_REQUIREMENTS: 'DOUBT_TOO_MANY_REQUIREMENTS',
  GRADE_UNKNOWN: 'DOUBT_GRADE_UNKNOWN',
};

function requirement({ attribute, name, op, value, unit, hard, words }: ExtractedRequirement, known: ReadonlySet<string>): ReadRequirementNode {
  return { attributeKey: attribute, op: OPS[op], value, unit: unit === '1' ? null : unit, mode: hard ? 'HARD' : 'SOFT', known: known.has(attribute), name, words: words.text };
}
