import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { ProductId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import { addWorkingDays } from '../core/time/working-days.js';
import { calendar } from '../organisation/index.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Classes } from '../policy/index.js';
import { ownProductsForChange } from './product.store.js';
import { insertApplications, liveApplications, type ListApplicationRow } from './recommended-list.store.js';

/** Working days an application may wait for its verdict. */
const DECIDED_WITHIN_WORKING_DAYS = 10;

export interface ListApplication {
  readonly productId: ProductId;
  /** Why it should be recommended, for the officers; 1 to 2,000 characters. */
  readonly statement: string;
}

/**
 * Applies for the recommended list (推介目录) with published products of the viewer's organisation. The departments that the clause
 * of the product's class names in brackets decide. Refuses what is not published, waits already, or is on the list.
 */
@Injectable()
export class ApplyForRecommendedList {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  run(request: DeedRequest, inputs: readonly ListApplication[]): Promise<Outcome<ListApplicationRow>[]> {
    return this.deeds.perform(request, 'applyForRecommendedList', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('productId'));
      const classes = await this.classes.all(tx);
      const own = await ownProductsForChange(tx, viewer.organisationId, wanted.map(({ productId }) => productId));
      const live = await liveApplications(tx, [...own.keys()]);
      const submitted: ListApplicationRow[] = [];
      const outcomes = wanted.map(({ productId, statement }): Outcome<ListApplicationRow> => {
        const product = own.get(productId);
        const row = product === undefined ? undefined : classes.get(product.classId);
        const before = live.get(productId);
        if (product === undefined) return notFound('productId');
        const { model } = product;
        if (statement.trim() === '') return refused('INPUT', 'LIST_STATEMENT_MISSING', 'statement');
        if (product.state !== 'PUBLISHED' || row === undefined) return refused('STATE', 'LIST_PRODUCT_NOT_PUBLISHED', 'productId', { model });
        if (before !== undefined) return refused('STATE', before.state === 'APPROVED' ? 'LIST_PRODUCT_LISTED' : 'LIST_APPLICATION_WAITS', 'productId', { model });
        const application: ListApplicationRow = {
          id: this.ids.next('application'), productId, ownerId: viewer.organisationId, productRevision: product.revision, departments: row.departments,
          clause: row.definition.clause, statement: statement.trim(), state: 'SUBMITTED', reason: null,
          dueOn: addWorkingDays(shanghaiDate(request.receivedAt), DECIDED_WITHIN_WORKING_DAYS, calendar()), submittedAt: request.receivedAt, decidedAt: null, decidedBy: null, endedAt: null,
        };
        live.set(productId, application);
        submitted.push(application);
        return done(application);
      });
      await insertApplications(tx, submitted);
      tx.announce(...submitted.map(({ id, productId }) => ({ type: 'ListApplicationSubmitted' as const, subjectId: id, organisationId: viewer.organisationId, refs: { productId } })));
      return outcomes;
    });
  }
}
