import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import type { AttributeDefinition } from '../core/policy/class-definition.js';
import type { ClassRevision } from '../core/policy/class-edit.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { cardOf, pageOfClassEdits, type ClassEditRow } from '../policy/index.js';
import { AddExtensionClassInput, RetireExtensionClassInput, ReviseClassInput, type ClassAttributeInput } from './class-edit-input.admin.types.js';
import {
  AddExtensionClassResult, ClassEditConnection, ClassEditNode, ClassEditPreviewNode, ClassEditsArgs, RetireExtensionClassResult, ReviseClassResult,
} from './class-edit.admin.types.js';
import { EditClasses, type ClassToEdit } from './edit-classes.js';
import { PreviewClass } from './preview-class.js';

@Resolver(() => ClassEditNode)
export class ClassEditAdminResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers, private readonly editing: EditClasses, private readonly previewing: PreviewClass,
  ) {}

  @Mutation(() => AddExtensionClassResult, { description: '新增扩展品类；供应商数秒内即可选用。Adds an extension class; suppliers and buyers may take it within seconds.' })
  @Access(department('REVIEWER', 'PROGRAMME'))
  addExtensionClass(@Args('input') input: AddExtensionClassInput, @Context() context: RequestContext): Promise<ClassEditNode | Refusal> {
    const { idempotencyKey, reason, attributes, energyGradeKind, ...added } = input;
    return this.edit(context, idempotencyKey, { change: 'ADD', reason, added: { ...added, attributes: attributes.map(attributeOf), energyGradeKind: energyGradeKind ?? null } });
  }

  @Mutation(() => ReviseClassResult, { description: '修改品类；检索和撮合随即更新。Revises a class; search and matching follow. See `previewClassEdit` for what it would do.' })
  @Access(department('REVIEWER', 'PROGRAMME'))
  reviseClass(@Args('input') input: ReviseClassInput, @Context() context: RequestContext): Promise<ClassEditNode | Refusal> {
    return this.edit(context, input.idempotencyKey, { change: 'REVISE', classId: input.classId, reason: input.reason, revision: revisionOf(input) });
  }

  @Mutation(() => RetireExtensionClassResult, { description: '停用无在架产品、无公开需求的扩展品类。Retires an extension class that no published product and no open line uses.' })
  @Access(department('REVIEWER', 'PROGRAMME'))
  retireExtensionClass(@Args('input') { idempotencyKey, classId, reason }: RetireExtensionClassInput, @Context() context: RequestContext): Promise<ClassEditNode | Refusal> {
    return this.edit(context, idempotencyKey, { change: 'RETIRE', classId, reason });
  }

  @Query(() => ClassEditPreviewNode, { description: '预览品类的修改，不保存。What `reviseClass` would do with this input. Refuses what the revision itself would refuse.' })
  @Access(department())
  async previewClassEdit(@Args('input') input: ReviseClassInput, @Context() { viewer }: RequestContext): Promise<ClassEditPreviewNode> {
    const answer = await this.previewing.preview(viewer, input.classId, revisionOf(input));
    return 'refusal' in answer ? throwRefusal(answer.refusal) : { ...answer, after: cardOf(answer.after) };
  }

  @Query(() => ClassEditConnection, { description: '品类的改动历史，新的在前。Edits of classes, the latest first.' })
  @Access(department())
  async classEdits(@Args() args: ClassEditsArgs, @Context() { viewer }: RequestContext): Promise<Connection<ClassEditNode>> {
    const after = cursorOf(args)?.[0] ?? null;
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfClassEdits(tx, { classId: args.classId ?? null }, args.first + 1, after === null ? null : String(after)));
    return connection(rows.map(nodeOf), args, (row) => [row.id]);
  }

  private async edit(context: RequestContext, idempotencyKey: string | undefined, toEdit: ClassToEdit): Promise<ClassEditNode | Refusal> {
    const [outcome] = await this.editing.run(deedRequest(context, idempotencyKey), [toEdit]);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : nodeOf(answer);
  }
}

const nodeOf = (row: ClassEditRow): ClassEditNode => ({ ...row, before: row.before === null ? null : cardOf(row.before), after: row.after === null ? null : cardOf(row.after) });

const revisionOf = ({ zh, en, alsoCalled, kinds, attributes, unit, leadTimeDays }: ReviseClassInput): ClassRevision => ({
  zh: zh ?? null, en: en ?? null, alsoCalled: alsoCalled ?? null, kinds: kinds ?? null, attributes: attributes?.map(attributeOf) ?? null, unit: unit ?? null, leadTimeDays: leadTimeDays ?? null,
});

const attributeOf = ({ key, zh, en, type, unit, better, min, max, values, matchRole, appliesToKinds }: ClassAttributeInput): AttributeDefinition =>
  ({ key, zh, en, type, unit: unit ?? null, better, min: min ?? null, max: max ?? null, values, matchRole, appliesToKinds: appliesToKinds ?? null });
