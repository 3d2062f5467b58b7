import { done, notFound, type Outcome } from '../../core/outcome/outcome.js';
import { isMember } from '../../core/access/viewer.js';
import type { DeedRequest } from '../deed/deed-request.js';
import { Deeds } from '../deed/deeds.js';
import { Injectable } from '@nestjs/common';
import type { Lane } from './job-queue.port.js';

/** Asks the worker to give the failed jobs of lanes all their attempts again: by an event, so that who asked is audited and nothing leaves a transaction. */
@Injectable()
export class RetryFailedJobs {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, lanes: readonly Lane[]): Promise<Outcome<{ readonly id: Lane }>[]> {
    return this.deeds.perform(request, 'retryFailedJobs', lanes, async (tx, wanted) => {
      const { viewer } = request;
      if (!isMember(viewer) || viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('lane'));
      tx.announce(...wanted.map((lane) => ({ type: 'FailedJobsRetryRequested' as const, subjectId: lane, organisationId: viewer.organisationId })));
      return wanted.map((id) => done({ id }));
    });
  }
}
