import { Args, ID, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { readingDoubts } from '../core/demand/reading-doubts.js';
import { refused } from '../core/outcome/outcome.js';
import { ROUTED_LONGEST } from '../core/policy/routing/route-demand.js';
import { shanghaiDate } from '../core/time/dates.js';
import { AppDatabase } from '../platform/db/database.js';
import type { Locale } from '../platform/deed/deed-request.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { RefusalError, throwInput } from '../platform/graphql/root-field.js';
import { Messages } from '../platform/messages/messages.js';
import { DemandWordsNode, type WordsDoubtNode } from '../policy/demand-words.types.js';
import { ClassCards, WordsAnswers } from '../policy/index.js';
import type { VisibleDemand, VisibleLine } from './demand.store.js';
import { DemandLineNode } from './demand.types.js';
import { demandsOf } from './demands-of.js';

/** What one request may have read: five hundred lines as people write them, or two dozen of the longest; a second or two of computing, in which others are let in. */
const READ_AT_ONCE = 50_000;

interface LineToRead { readonly line: VisibleLine; readonly classId: string | null }

/** What the words of a line are read as, until its buyer has confirmed classes. */
@Resolver(() => DemandLineNode)
export class LineReadingResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: WordsAnswers, private readonly cards: ClassCards, private readonly messages: Messages) {}

  @ResolveField(() => DemandWordsNode, {
    nullable: true,
    description: '只有文字的草稿行读作什么，待需求单位用 confirmDemandLine 确认；不保存，其余各行为空。'
      + 'What a draft line of words alone is read as, for its buyer to confirm by confirmDemandLine; nothing is saved, null for any other line. Refuses CLASS_UNKNOWN, LINES_READ_TOO_LONG.',
  })
  async proposedReading(
    @Parent() line: VisibleLine,
    @Args('classId', { type: () => ID, nullable: true, description: '按此品类的参数读取要求；不填则按所判品类。The class by whose attributes figures are read; left out, the one the words ask for.' }) classId: string | null,
    @Context() context: RequestContext,
  ): Promise<DemandWordsNode | null> {
    if (line.wants !== 'WORDS' || line.state !== 'DRAFT') return null;
    if (classId && !(await this.cards.all()).has(classId)) return throwInput('CLASS_UNKNOWN', 'classId', { classId: classId.slice(0, 50) });
    return context.loader<LineToRead, DemandWordsNode>('demand.readings', (lines) => this.read(lines, context)).load({ line, classId: classId || null });
  }

  private async read(lines: readonly LineToRead[], context: RequestContext): Promise<(DemandWordsNode | Error)[]> {
    const { viewer, receivedAt, locale } = context;
    let characters = 0;
    const within = lines.map(({ line }) => (characters += Math.min(line.words.length, ROUTED_LONGEST)) <= READ_AT_ONCE);
    const texts = lines.flatMap(({ line, classId }, n) => (within[n] === true ? [{ text: line.words.slice(0, ROUTED_LONGEST), classId }] : []));
    const read = await this.answers.read(viewer, texts, shanghaiDate(receivedAt), locale);
    let next = 0;
    const demands = await demandsOf(this.database, context).loadMany([...new Set(lines.map(({ line }) => line.demandId))]);
    const byId = new Map(demands.flatMap((demand) => (demand === null || demand instanceof Error ? [] : [[demand.id, demand] as const])));
    return lines.map(({ line }, n) => {
      const answer = within[n] === true ? read[next++] : undefined;
      if (answer === undefined) return new RefusalError(refused('INPUT', 'LINES_READ_TOO_LONG', 'proposedReading', { max: READ_AT_ONCE, line: line.number }).refusal);
      return { ...answer, doubts: this.doubtsOf(line, byId.get(line.demandId), answer, locale) };
    });
  }

  /** The doubts of the words with what they say otherwise than their line. */
  private doubtsOf(line: VisibleLine, demand: VisibleDemand | undefined, read: DemandWordsNode, locale: Locale): WordsDoubtNode[] {
    const more = readingDoubts({ ...line, regionCode: demand?.regionCode ?? null }, read, locale === 'en' ? 'en' : 'zh');
    return [...read.doubts, ...more.map(({ code, params, words }) => ({ code, message: this.messages.render(code, params, locale), words }))];
  }
}
