import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { enterprise } from '../core/access/rule.js';
import { isMember } from '../core/access/viewer.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { pageOfCertificates, type CertificateRow } from './certificate.store.js';
import {
  CertificateConnection, CertificateNode, MyCertificatesArgs, RegisterCertificateInput, RegisterCertificateResult, ReviseCertificateInput, ReviseCertificateResult,
  WithdrawCertificateInput, WithdrawCertificateResult,
} from './certificate.types.js';
import { SaveCertificates, type CertificateToSave } from './save-certificates.js';
import { WithdrawCertificates } from './withdraw-certificates.js';

/** What a supplier does with its certificates. */
@Resolver(() => CertificateNode)
export class CertificateResolver {
  constructor(
    private readonly database: AppDatabase, private readonly answers: Answers, private readonly saving: SaveCertificates, private readonly withdrawing: WithdrawCertificates,
  ) {}

  @Mutation(() => RegisterCertificateResult, { description: '登记证书或检测报告。Registers a certificate or test report.' })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async registerCertificate(@Args('input') input: RegisterCertificateInput, @Context() context: RequestContext): Promise<CertificateRow | Refusal> {
    const [outcome] = await this.saving.run(deedRequest(context, input.idempotencyKey), [{ ...contentOf(input), certificateId: null, ifRevision: null }]);
    return this.answers.one(context, outcome);
  }

  @Mutation(() => ReviseCertificateResult, { description: '更正证书，须重新核验。Replaces the content of a certificate, which has to be checked anew.' })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async reviseCertificate(@Args('input') input: ReviseCertificateInput, @Context() context: RequestContext): Promise<CertificateRow | Refusal> {
    const { certificateId, ifRevision = null } = input;
    const [outcome] = await this.saving.run(deedRequest(context, input.idempotencyKey), [{ ...contentOf(input), certificateId, ifRevision }]);
    return this.answers.one(context, outcome);
  }

  @Mutation(() => WithdrawCertificateResult, { description: '撤回证书。Takes a certificate back.' })
  @Access(enterprise('OWNER', 'CATALOGUE'))
  async withdrawCertificate(@Args('input') { certificateId, idempotencyKey }: WithdrawCertificateInput, @Context() context: RequestContext): Promise<CertificateRow | Refusal> {
    const [outcome] = await this.withdrawing.run(deedRequest(context, idempotencyKey), [certificateId]);
    return this.answers.one(context, outcome);
  }

  @Query(() => CertificateConnection, { description: '本单位登记的证书，新的在前。Certificates of your organisation, the latest first.' })
  @Access(enterprise())
  async myCertificates(@Args() args: MyCertificatesArgs, @Context() { viewer }: RequestContext): Promise<Connection<CertificateRow>> {
    const after = cursorOf(args)?.[0] ?? null;
    const ownerId = isMember(viewer) ? viewer.organisationId : '';
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfCertificates(tx, ownerId, args.state ?? null, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }
}

function contentOf(input: RegisterCertificateInput): Omit<CertificateToSave, 'certificateId' | 'ifRevision'> {
  const { kind, number, issuer, scope, models, classIds, validFrom = null, validUntil = null, energyGrade = null, standard = null, evidenceFileId = null } = input;
  return { kind, number, issuer, scope: scope ?? '', models: models ?? [], classIds: classIds ?? [], validFrom, validUntil, energyGrade, standard, evidenceFileId };
}
