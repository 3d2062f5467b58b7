import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { specLines } from '../core/catalogue/spec-lines.js';
import { isId } from '../core/ids/ids.js';
import { retirementSuggestions } from '../core/policy/retirement.js';
import { shanghaiDate } from '../core/time/dates.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { connection, type Connection } from '../platform/graphql/connection.types.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { Messages } from '../platform/messages/messages.js';
import { ClassNode, NamedValueNode } from '../policy/class.types.js';
import { ClassCards, machineLaw, type ClassCard } from '../policy/index.js';
import { RetirementAdviceNode } from '../policy/retirement-advice.types.js';
import { afterEquipment, EquipmentArgs } from './equipment-input.types.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { equipmentByIds, pageOfEquipment } from './equipment.store.js';
import { EquipmentConnection, EquipmentNode, EquipmentSpecNode } from './equipment.types.js';
import { inService } from './machine-in-service.js';

/** The register of the viewer's own organisation, or one machine of an organisation below it. */
@Resolver(() => EquipmentNode)
export class EquipmentResolver {
  constructor(private readonly database: AppDatabase) {}

  @Query(() => EquipmentConnection, { description: '本单位的设备台账，新登记的在前。The register of your own organisation, newly registered first.' })
  @Access(enterprise())
  async equipment(@Args() args: EquipmentArgs, @Context() { viewer }: RequestContext): Promise<Connection<EquipmentEntity>> {
    const after = afterEquipment(args);
    if (!isMember(viewer)) return connection<EquipmentEntity>([], args, () => []);
    const filter = { ownerId: viewer.organisationId, state: args.state ?? null, classIds: args.classIds ?? null, query: args.query ?? null, commissionedUntil: args.commissionedUntil ?? null };
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfEquipment(tx, filter, args.first + 1, after));
    return connection(rows, args, (row) => [row.id]);
  }

  @Query(() => EquipmentNode, { nullable: true, description: '一台设备；不存在或不可见时为空。One machine; null when there is none or it is not for you.' })
  @Access(enterprise())
  async equipmentById(@Args('id', { type: () => ID, description: 'Id of the machine.' }) id: string, @Context() { viewer }: RequestContext): Promise<EquipmentEntity | null> {
    if (!isId('equipment', id)) return null;
    const [found] = await this.database.read(scopeOf(viewer), (tx) => equipmentByIds(tx, [id]));
    return found ?? null;
  }
}

/** What a machine answers by looking further: its class, its rated values by name, what speaks for renewing it. */
@Resolver(() => EquipmentNode)
export class EquipmentFieldsResolver {
  constructor(private readonly classes: ClassCards, private readonly messages: Messages) {}

  @ResolveField(() => ClassNode, { name: 'class', nullable: true, description: '品类。Class of goods; null where none is named.' })
  async classOf(@Parent() { classId }: EquipmentEntity): Promise<ClassCard | null> {
    return classId === null ? null : this.classes.one(classId);
  }

  @ResolveField(() => NamedValueNode, { nullable: true, description: '类型。Kind within the class; null when not known.' })
  async kind(@Parent() { classId, kindKey }: EquipmentEntity): Promise<NamedValueNode | null> {
    if (classId === null || kindKey === null) return null;
    return (await this.classes.one(classId))?.kinds.find((kind) => kind.key === kindKey) ?? null;
  }

  @ResolveField(() => [EquipmentSpecNode], { description: '铭牌数值，按品类的顺序。Rated values in the order of the class, converted to its units.' })
  async specs(@Parent() machine: EquipmentEntity): Promise<EquipmentSpecNode[]> {
    const definition = machine.classId === null ? null : await this.classes.one(machine.classId);
    return definition === null ? [] : specLines(machine, definition);
  }

  @ResolveField(() => [RetirementAdviceNode], { description: '建议更新的理由，各附条款；没有则为空。What speaks for renewing it today, each with its clause; empty where nothing does.' })
  async retirementAdvice(@Parent() machine: EquipmentEntity, @Context() { receivedAt, locale }: RequestContext): Promise<RetirementAdviceNode[]> {
    if (machine.state !== 'IN_SERVICE') return [];
    return retirementSuggestions(inService(machine), await machineLaw(), shanghaiDate(receivedAt)).map(({ rule, code, params, clause, demandItemId, verify }) =>
      ({ rule, because: this.messages.render(code, params, locale), clause, demandItemId, verify }));
  }
}
