import { Args, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { BranchEquipmentArgs } from './equipment.admin.types.js';
import { afterEquipment } from './equipment-input.types.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { pageOfEquipment } from './equipment.store.js';
import { EquipmentConnection, EquipmentNode } from './equipment.types.js';

/** The registers that a department may read: those of units in its own branch, never another enterprise's. */
@Resolver(() => EquipmentNode)
export class EquipmentAdminResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => EquipmentConnection, { description: '本部门所属单位的设备台账；其他企业的台账不可见。Registers of the units in your own branch; those of other enterprises are not for departments.' })
  @Access(department())
  async equipment(@Args() args: BranchEquipmentArgs, @Context() { viewer }: RequestContext): Promise<Connection<EquipmentEntity>> {
    const after = afterEquipment(args);
    const filter = { ownerId: args.ownerId ?? null, state: args.state ?? null, classIds: args.classIds ?? null, query: args.query ?? null, commissionedUntil: args.commissionedUntil ?? null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfEquipment(tx, filter, args.first + 1, after));
    return connection(rows, args, (row) => [row.id]);
  }
}
