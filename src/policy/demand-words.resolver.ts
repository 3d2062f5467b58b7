import { Args, Query, Resolver } from '@nestjs/graphql';
import { anyone } from '../core/access/rule.js';
import { ROUTED_LONGEST } from '../core/policy/routing/route-demand.js';
import { saysSomething } from '../core/text/says-something.js';
import { shanghaiDate } from '../core/time/dates.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { ClassCards } from './class-cards.js';
import { DemandWordsArgs, DemandWordsNode } from './demand-words.types.js';
import { WordsAnswers } from './words-answers.js';

/** Reading a buyer's words, for whoever writes a demand. */
@Resolver(() => DemandWordsNode)
export class DemandWordsResolver {
  constructor(private readonly cards: ClassCards, private readonly answers: WordsAnswers) {}

  @Query(() => DemandWordsNode, {
    description: '读懂一段需求文字：所需品类、需求条目、要求、数量、预算、期限，逐项附依据。Reads a demand in plain words. Refuses WORDS_TO_READ_EMPTY, WORDS_TO_READ_TOO_LONG, CLASS_UNKNOWN.',
  })
  @Access(anyone)
  async readDemandWords(@Args() { text, classId }: DemandWordsArgs, @Context() { viewer, receivedAt, locale }: RequestContext): Promise<DemandWordsNode> {
    if (!saysSomething(text)) return throwInput('WORDS_TO_READ_EMPTY', 'text');
    if (text.length > ROUTED_LONGEST) return throwInput('WORDS_TO_READ_TOO_LONG', 'text', { max: ROUTED_LONGEST });
    if (classId && !(await this.cards.all()).has(classId)) return throwInput('CLASS_UNKNOWN', 'classId', { classId });
    const [read] = await this.answers.read(viewer, [{ text, classId: classId ?? null }], shanghaiDate(receivedAt), locale);
    return read ?? throwInput('WORDS_TO_READ_EMPTY', 'text');
  }
}
