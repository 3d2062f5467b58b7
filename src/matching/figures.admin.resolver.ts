import { Args, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { FIGURES, figureTotal, type Counts } from '../core/matching/figures.js';
import { daysBetween } from '../core/time/dates.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { throwInput } from '../platform/graphql/root-field.js';
import { FiguresArgs, FiguresNode, type FigureCellNode } from './figures.admin.types.js';
import { ReadFigures } from './read-figures.js';

const DAYS_MAX = 366;

@Resolver(() => FiguresNode)
export class FiguresAdminResolver {
  constructor(private readonly figuresOf: ReadFigures) {}

  @Query(() => FiguresNode, { description: '按城市或行业的统计，附口径和截止时点。Figures by city or sector with their definitions and cut-off. Refuses a period that is reversed or too long: PERIOD_WRONG.' })
  @Access(department())
  async figures(@Args() { by, from, to }: FiguresArgs, @Context() { viewer, receivedAt, locale }: RequestContext): Promise<FiguresNode> {
    const days = daysBetween(from, to) + 1;
    if (days < 1 || days > DAYS_MAX) throwInput('PERIOD_WRONG', 'to', { max: DAYS_MAX });
    const rows = await this.figuresOf.rows(viewer, by, from, to);
    const definitions = FIGURES.map(({ key, zh, en, definitionZh, definitionEn, records }) =>
      ({ key, name: locale === 'en' ? en : zh, definition: locale === 'en' ? definitionEn : definitionZh, records }));
    return { asOf: receivedAt, from, to, definitions, rows: rows.map(({ key, zh, en, counts }) => ({ key, zh, en, cells: cellsOf(counts) })), total: cellsOf(figureTotal(rows)) };
  }
}

function cellsOf(counts: Counts): FigureCellNode[] {
  return FIGURES.flatMap(({ key }) => {
    const value = counts[key];
    return value === undefined ? [] : [{ key, value }];
  });
}
