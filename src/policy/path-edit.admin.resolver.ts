import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { EditUpgradePaths } from './edit-upgrade-paths.js';
import { EditUpgradePathInput, EditUpgradePathResult, UpgradePathEditConnection, UpgradePathEditNode, UpgradePathEditsArgs } from './path-edit.admin.types.js';
import { pageOfPathEdits, type PathEditRow } from './path-edit.store.js';

@Resolver(() => UpgradePathEditNode)
export class PathEditAdminResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly editing: EditUpgradePaths) {}

  @Mutation(() => EditUpgradePathResult, { description: '新增、修改或终止升级路径；相关需求随即重新撮合。Adds, changes or ends an upgrade path; the lines it touches are matched anew.' })
  @Access(department('REVIEWER', 'PROGRAMME'))
  async editUpgradePath(@Args('input') input: EditUpgradePathInput, @Context() context: RequestContext): Promise<PathEditRow | Refusal> {
    const { idempotencyKey, relation, strength, becauseZh, becauseEn, ...edit } = input;
    const [outcome] = await this.editing.run(deedRequest(context, idempotencyKey), [
      { ...edit, relation: relation ?? null, strength: strength ?? null, becauseZh: becauseZh ?? null, becauseEn: becauseEn ?? null },
    ]);
    return this.answers.one(context, outcome);
  }

  @Query(() => UpgradePathEditConnection, { description: '升级路径的改动历史，新的在前。Edits of upgrade paths, the latest first.' })
  @Access(department())
  async upgradePathEdits(@Args() args: UpgradePathEditsArgs, @Context() { viewer }: RequestContext): Promise<Connection<PathEditRow>> {
    const after = cursorOf(args)?.[0] ?? null;
    const filter = { demandItemId: args.demandItemId ?? null, classId: args.classId ?? null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfPathEdits(tx, filter, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }
}
