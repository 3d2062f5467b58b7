import { Args, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, PageArgs, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import type { VisibleLine } from './demand.store.js';
import { DemandLineNode } from './demand.types.js';
import { pageOfLinesInWords } from './words-lines.store.js';
import { afterLine, DemandLineInWordsConnection } from './words-lines.admin.types.js';

/** Lines that cannot be published yet, as departments look through them: what no class holds is a gap of the plan's own list. */
@Resolver(() => DemandLineNode)
export class WordsLinesAdminResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => DemandLineInWordsConnection, {
    description: '只有文字、尚未确认品类的草稿需求行，新的在前；proposedReading 的 verdict 为 NO_CLASS 的，可考虑增设品类或升级路径。'
      + 'Draft lines of words alone whose classes are not confirmed yet, newest first; where proposedReading says NO_CLASS, a class or a path may be missing.',
  })
  @Access(department())
  async demandLinesInWords(@Args() page: PageArgs, @Context() { viewer }: RequestContext): Promise<Connection<VisibleLine>> {
    const after = afterLine(page);
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfLinesInWords(tx, viewer, page.first + 1, after));
    return connection(rows, page, (line) => [line.id]);
  }
}
