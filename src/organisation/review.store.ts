import { In } from 'typeorm';
import type { Viewer } from '../core/access/viewer.js';
import type { StagedDepartment } from '../core/organisation/review-level.js';
import type { Tx } from '../platform/db/tx.js';
import { ReviewEntity } from './organisation.entity.js';
import { visibleOrganisations, type VisibleOrganisation } from './organisation.store.js';

/** A case of the registration queue with whom it is about. */
export type QueuedReview = ReviewEntity & { readonly organisation: VisibleOrganisation };

export async function insertReviews(tx: Tx, rows: readonly ReviewEntity[]): Promise<void> {
  if (rows.length > 0) await tx.manager.insert(ReviewEntity, rows as ReviewEntity[]);
}

/** The open registration reviews of these organisations, locked against a second officer deciding at the same time. */
export async function openRegistrationReviewsOf(tx: Tx, organisationIds: readonly string[]): Promise<ReviewEntity[]> {
  const locked = await tx.query<{ id: string }>(
    `select id from organisation_review where case_kind = 'REGISTRATION' and state = 'OPEN' and organisation_id = any($1) order by id for update`, [[...organisationIds]]);
  return locked.length === 0 ? [] : tx.manager.findBy(ReviewEntity, { id: In(locked.map((row) => row.id)) as never });
}

/** Approved departments below the province that answer for these places themselves or for their city. */
export async function departmentsFor(tx: Tx, regionCodes: readonly string[]): Promise<StagedDepartment[]> {
  const regions = [...new Set(regionCodes.flatMap((code) => [code, `${code.slice(0, 4)}00`]))];
  return tx.query<StagedDepartment>(
    `select id, branch::text, name, region_code as "regionCode" from organisation
     where kind = 'DEPARTMENT' and state = 'APPROVED' and nlevel(branch) > 1 and region_code = any($1) order by id limit 1000`, [regions]);
}

/** Whose cases a queue shows: those that lie with these departments, with the province, or with any department of a branch. */
export interface QueueScope {
  readonly atIds: readonly string[];
  readonly ofProvince: boolean;
  /** Null: only what `atIds` and `ofProvince` say; empty: everything. */
  readonly branch: string | null;
}

/** Open registrations, the one due first at the top. `after`: due date and id of the last row before, or null. */
export async function pageOfRegistrationQueue(
  tx: Tx, viewer: Viewer, limit: number, after: readonly [dueOn: string, id: string] | null, scope: QueueScope | null = null,
): Promise<QueuedReview[]> {
  const query = tx.manager.createQueryBuilder(ReviewEntity, 'r').where(`r.state = 'OPEN' and r.caseKind = 'REGISTRATION'`)
    .orderBy('r.dueOn').addOrderBy('r.id').take(limit);
  if (after !== null) query.andWhere('(r.dueOn, r.id) > (:due, :id)', { due: after[0], id: after[1] });
  if (scope !== null && scope.branch !== '') {
    query.andWhere(`(r.atId = any(:atIds) or (:ofProvince and r.atId is null)
      or (:branch::ltree is not null and exists (select from organisation d where d.id = r.at_id and d.branch <@ :branch::ltree)))`,
      { atIds: [...scope.atIds], ofProvince: scope.ofProvince, branch: scope.branch });
  }
  const reviews = await query.getMany();
  const organisations = new Map((await visibleOrganisations(tx, viewer, reviews.map((review) => review.organisationId))).map((one) => [one.id, one]));
  return reviews.flatMap((review) => {
    const organisation = organisations.get(review.organisationId);
    return organisation === undefined ? [] : [{ ...review, organisation }];
  });
}

/** The latest registration reviews of an organisation, newest first, as far as the tenant may see them. */
export async function registrationReviewsOf(tx: Tx, organisationId: string, limit: number): Promise<ReviewEntity[]> {
  return tx.manager.createQueryBuilder(ReviewEntity, 'r').where(`r.caseKind = 'REGISTRATION' and r.organisationId = :organisationId`, { organisationId })
    .orderBy('r.id', 'DESC').take(limit).getMany();
}

export async function saveReview(tx: Tx, review: ReviewEntity): Promise<void> {
  await tx.manager.update(ReviewEntity, { id: review.id }, {
    state: review.state, verdicts: review.verdicts, decidedAt: review.decidedAt, decidedBy: review.decidedBy,
    stage: review.stage, atId: review.atId, departments: review.departments, dueOn: review.dueOn, steps: review.steps,
  });
}
