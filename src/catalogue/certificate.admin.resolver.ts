import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { department } from '../core/access/rule.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { shanghaiDate } from '../core/time/dates.js';
import { visibleOrganisations, type VisibleOrganisation } from '../organisation/index.js';
import { OrganisationNode } from '../organisation/organisation.types.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Access } from '../platform/graphql/access.js';
import { Answers } from '../platform/graphql/answers.js';
import { connection, cursorOf, type Connection } from '../platform/graphql/connection.types.js';
import { Context, deedRequest, type RequestContext } from '../platform/graphql/context.js';
import type { Refusal } from '../platform/graphql/refusal.types.js';
import { CertificateQueueArgs, CertificatesArgs, ReviewCertificateInput, ReviewCertificateResult } from './certificate.admin.types.js';
import { pageOfCertificateQueue, pageOfCertificates, type CertificateRow } from './certificate.store.js';
import { CertificateConnection, CertificateNode } from './certificate.types.js';
import { ReviewCertificates } from './review-certificates.js';

/** What departments do with suppliers' certificates. */
@Resolver(() => CertificateNode)
export class CertificateAdminResolver {
  constructor(private readonly database: AppDatabase, private readonly answers: Answers, private readonly reviewing: ReviewCertificates) {}

  @Query(() => CertificateConnection, { description: '待核验的证书，最先到期限的在前。Certificates that wait for a check, the one due first at the top.' })
  @Access(department())
  async certificateQueue(@Args() args: CertificateQueueArgs, @Context() { viewer }: RequestContext): Promise<Connection<CertificateRow>> {
    const key = cursorOf(args, 2);
    const after = key === null ? null : [String(key[0]), String(key[1])] as const;
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfCertificateQueue(tx, args.ownerId ?? null, args.first + 1, after));
    return connection(rows, args, (row) => [row.dueOn, row.id]);
  }

  @Query(() => CertificateConnection, { description: '全部证书，新的在前；可按供应商和状态筛选。All certificates, the latest first; of one supplier or state when named.' })
  @Access(department())
  async certificates(@Args() args: CertificatesArgs, @Context() { viewer }: RequestContext): Promise<Connection<CertificateRow>> {
    const after = cursorOf(args)?.[0] ?? null;
    const rows = await this.database.read(scopeOf(viewer), (tx) => pageOfCertificates(tx, args.ownerId ?? null, args.state ?? null, args.first + 1, after === null ? null : String(after)));
    return connection(rows, args, (row) => [row.id]);
  }

  @Mutation(() => ReviewCertificateResult, { description: '核验证书：通过，或附理由不通过；记录核验部门和时间。Verifies or rejects a certificate; checker and time are kept.' })
  @Access(department('REVIEWER'))
  async reviewCertificate(@Args('input') input: ReviewCertificateInput, @Context() context: RequestContext): Promise<CertificateRow | Refusal> {
    const { certificateId, verdict, reason = null, ifRevision = null, idempotencyKey } = input;
    const [outcome] = await this.reviewing.run(deedRequest(context, idempotencyKey), [{ certificateId, verdict, reason, ifRevision }]);
    return this.answers.one(context, outcome);
  }

  @ResolveField(() => OrganisationNode, { nullable: true, description: '登记证书的供应商。The supplier; null when it is not to be seen.' })
  supplier(@Parent() { ownerId }: CertificateRow, @Context() context: RequestContext): Promise<VisibleOrganisation | null> {
    const { viewer } = context;
    return context.loader<OrganisationId, VisibleOrganisation | null>('productSuppliers', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(viewer), (tx) => visibleOrganisations(tx, viewer, ids))).map((one) => [one.id, one]));
      return ids.map((id) => found.get(id) ?? null);
    }).load(ownerId);
  }

  @ResolveField(() => Boolean, { description: '逾期未核验。True for one that waits after its day.' })
  overdue(@Parent() { state, dueOn }: CertificateRow, @Context() { receivedAt }: RequestContext): boolean {
    return state === 'DECLARED' && dueOn < shanghaiDate(receivedAt);
  }
}
