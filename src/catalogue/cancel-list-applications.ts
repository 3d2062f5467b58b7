import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { ApplicationId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { applicationsByIds, applicationsForChange, saveApplications, type ListApplicationRow } from './recommended-list.store.js';

/** Takes applications of the viewer's organisation back while they wait. */
@Injectable()
export class CancelListApplications {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, ids: readonly ApplicationId[]): Promise<Outcome<ListApplicationRow>[]> {
    return this.deeds.perform(request, 'cancelListApplications', ids, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('applicationId'));
      const waiting = await applicationsForChange(tx, wanted);
      const seen = await applicationsByIds(tx, wanted);
      const cancelled = new Map<string, ListApplicationRow>();
      const outcomes = wanted.map((id): Outcome<ListApplicationRow> => {
        const application = cancelled.get(id) ?? waiting.get(id) ?? seen.get(id);
        if (application === undefined || application.ownerId !== viewer.organisationId) return notFound('applicationId');
        if (application.state !== 'SUBMITTED') return refused('STATE', 'LIST_APPLICATION_DECIDED', 'applicationId', { state: application.state });
        cancelled.set(id, { ...application, state: 'CANCELLED' });
        return done({ ...application, state: 'CANCELLED' });
      });
      await saveApplications(tx, [...cancelled.values()], null);
      return outcomes;
    });
  }
}
