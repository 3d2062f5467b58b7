import { Args, Query, Resolver } from '@nestjs/graphql';
import { anyone } from '../core/access/rule.js';
import type { SpecValue } from '../core/policy/class-definition.js';
import { retirementSuggestions } from '../core/policy/retirement.js';
import { shanghaiDate } from '../core/time/dates.js';
import { Access } from '../platform/graphql/access.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { Messages } from '../platform/messages/messages.js';
import { machineLaw } from './machine-law.js';
import { MachineInServiceInput, RetirementAdviceNode } from './retirement-advice.types.js';

/** The register of equipment asks the same rule of every machine; this asks it of one that stands in no register. */
const ASKED = 'asked';

const isSpecValue = (value: unknown): value is SpecValue => typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';

@Resolver(() => RetirementAdviceNode)
export class RetirementAdviceResolver {
  constructor(private readonly messages: Messages) {}

  @Query(() => [RetirementAdviceNode], {
    description: '一台设备该不该更新：机床服役年限、能效、淘汰目录，各附条款；没有理由则为空。Whether a machine should be renewed, each reason with its clause; empty where nothing speaks for it.',
  })
  @Access(anyone)
  async retirementAdvice(
    @Args('machine', { description: '所问的设备。The machine asked about.' }) machine: MachineInServiceInput, @Context() { receivedAt, locale }: RequestContext,
  ): Promise<RetirementAdviceNode[]> {
    const { name, model, figures } = machine;
    const specs = Object.fromEntries(figures.flatMap(({ attributeKey, value }) => (isSpecValue(value) ? [[attributeKey, value]] : [])));
    const asked = { equipmentId: ASKED, kindKey: null, name, model, specs, classId: machine.classId ?? null, commissioned: machine.commissioned ?? null, energyGrade: machine.energyGrade ?? null };
    return retirementSuggestions(asked, await machineLaw(), shanghaiDate(receivedAt)).map(({ rule, code, params, clause, demandItemId, verify }) =>
      ({ rule, because: this.messages.render(code, params, locale), clause, demandItemId, verify }));
  }
}
