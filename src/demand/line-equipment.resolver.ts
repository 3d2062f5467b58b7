import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import type { VisibleLine } from './demand.store.js';
import { DemandLineNode } from './demand.types.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { equipmentByIds } from './equipment.store.js';
import { EquipmentNode } from './equipment.types.js';

/** Most lines retire a few machines. */
const MACHINES_COUNTED = 5;

/** The machines of the register that a line retires. */
@Resolver(() => DemandLineNode)
export class LineEquipmentResolver {
  constructor(private readonly database: AppDatabase) {}

  @ResolveField(() => [EquipmentNode], {
    description: '本行所替换的台账设备；仅需求单位及其上级可见，供应商只见 retires。Machines of the register that the line retires; for the owner and those above it, suppliers read `retires`.',
    complexity: ({ childComplexity }) => 1 + MACHINES_COUNTED * childComplexity,
  })
  async equipment(@Parent() { equipmentIds }: VisibleLine, @Context() context: RequestContext): Promise<EquipmentEntity[]> {
    const machines = context.loader<string, EquipmentEntity | null>('demand.equipment', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(context.viewer), (tx) => equipmentByIds(tx, ids))).map((one) => [String(one.id), one]));
      return ids.map((id) => found.get(id) ?? null);
    });
    return (await Promise.all(equipmentIds.map((id) => machines.load(id)))).filter((one) => one !== null);
  }
}
