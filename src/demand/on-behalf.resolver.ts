import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { anyone } from '../core/access/rule.js';
import { ConfirmationLinks, onBehalfOf, organisationsByIds, type EnterpriseCorrections } from '../organisation/index.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import { Refusal } from '../platform/graphql/refusal.types.js';
import { throwRefusal } from '../platform/graphql/root-field.js';
import { ConfirmOnBehalf, type DemandCorrection } from './confirm-on-behalf.js';
import { demandsOnBehalfOf } from './on-behalf.store.js';
import {
  ConfirmOnBehalfInput, ConfirmOnBehalfResult, onBehalfDemandNode, OnBehalfRecordNode, regionOf,
  type EnterpriseCorrectionsInput, type OnBehalfConfirmed, type OnBehalfDemandCorrectionInput,
} from './on-behalf.types.js';

/** What an enterprise does by link, without an account: the token says who it is. */
@Resolver(() => OnBehalfRecordNode)
export class OnBehalfResolver {
  constructor(
    private readonly database: AppDatabase, private readonly links: ConfirmationLinks, private readonly confirming: ConfirmOnBehalf, private readonly answers: Answers,
  ) {}

  @Query(() => OnBehalfRecordNode, { description: '凭链接查看代填报的内容，不需账号。What a department entered on behalf of the link’s enterprise; no account is needed.' })
  @Access(anyone)
  async onBehalfRecord(@Args('token', { type: () => String, description: '链接中的令牌。Token of the link.' }) token: string, @Context() context: RequestContext): Promise<OnBehalfRecordNode> {
    const link = await this.links.open(token, context.address, context.receivedAt);
    if (!link.ok) throwRefusal(link.refusal);
    const { organisationId, issuedBy, expiresAt } = link.value;
    return this.database.read(SYSTEM_SCOPE, async (tx) => {
      const organisations = new Map((await organisationsByIds(tx, [organisationId, issuedBy])).map((one) => [one.id, one]));
      const enterprise = organisations.get(organisationId);
      if (enterprise === undefined) throw new Error(`The link ${link.value.id} is to no organisation.`);
      const record = (await onBehalfOf(tx, [organisationId])).get(organisationId);
      const demands = await demandsOnBehalfOf(tx, [organisationId], ['UNCONFIRMED']);
      const { name, creditCode, industryCode, sizeClass, trades, businessPhone, businessPhonePublic, state } = enterprise;
      return {
        department: organisations.get(issuedBy)?.name ?? '', expiresAt, enterpriseToConfirm: record?.state === 'UNCONFIRMED' && state === 'REGISTERED',
        name, creditCode: creditCode ?? '', region: regionOf(enterprise.regionCode), industryCode, sizeClass, trades, businessPhone, businessPhonePublic, state,
        demands: demands.map(onBehalfDemandNode),
      };
    });
  }

  @Mutation(() => ConfirmOnBehalfResult, {
    description: '凭链接确认代填报的内容，可同时更正，不需账号。Confirms by link what was entered on behalf of an enterprise, with corrections; no account is needed.',
  })
  @Access(anyone)
  async confirmOnBehalf(@Args('input') input: ConfirmOnBehalfInput, @Context() context: RequestContext): Promise<OnBehalfConfirmed | Refusal> {
    const { token, corrections, demands, noStateSecretConfirmed } = input;
    const confirmation = { token, corrections: enterpriseCorrections(corrections ?? {}), demands: demands.map(demandCorrection), noStateSecretConfirmed };
    const [outcome] = await this.confirming.run(deedRequest(context), [confirmation], context.address);
    const answer = this.answers.one(context, outcome);
    return answer instanceof Refusal ? answer : { state: answer.organisation.state, demands: answer.demands.map(onBehalfDemandNode) };
  }
}

/** What cannot be empty takes null for "as it was"; the rest is emptied by it. */
function enterpriseCorrections({ name, regionCode, trades, businessPhonePublic, industryCode, sizeClass, businessPhone }: EnterpriseCorrectionsInput): EnterpriseCorrections {
  return {
    name: name ?? undefined, regionCode: regionCode ?? undefined, trades: trades ?? undefined, businessPhonePublic: businessPhonePublic ?? undefined,
    industryCode, sizeClass, businessPhone,
  };
}

function demandCorrection({ id, leaveOut, title, words, quantity, budgetCny, neededBy }: OnBehalfDemandCorrectionInput): DemandCorrection {
  return { id, leaveOut, title: title ?? undefined, words: words ?? undefined, quantity: quantity ?? undefined, budgetCny, neededBy };
}
