import { Injectable } from '@nestjs/common';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';

/** What is rebuilt: the platform has one search index of products. */
const PRODUCT_INDEX = 'products';

/**
 * Asks the worker to make the search index anew (`RebuildProductIndex`): for an index that is suspected or was erased. Searches are
 * answered from the old one until the new one is whole. A department asks, or the command `npm run reindex`. Asked for again while it runs, it is made once more afterwards.
 */
@Injectable()
export class RequestReindex {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, reasons: readonly string[]): Promise<Outcome<{ readonly id: string; readonly because: string }>[]> {
    return this.deeds.perform(request, 'requestReindex', reasons, async (tx, wanted) => {
      const { viewer } = request;
      if (viewer.kind !== 'DEPARTMENT' && viewer.kind !== 'SYSTEM') return wanted.map(() => notFound('reason'));
      tx.announce({ type: 'ProductIndexRebuildRequested', subjectId: PRODUCT_INDEX, organisationId: viewer.kind === 'SYSTEM' ? null : viewer.organisationId });
      return wanted.map((reason) => done({ id: PRODUCT_INDEX, because: reason }));
    });
  }
}
