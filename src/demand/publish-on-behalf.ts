import { Injectable } from '@nestjs/common';
import type { SystemViewer } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { done } from '../core/outcome/outcome.js';
import { organisationsByIds, type OrganisationEntity } from '../organisation/index.js';
import { Clock } from '../platform/clock/clock.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import { Deeds } from '../platform/deed/deeds.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import type { DemandOnBehalfEntity } from './on-behalf.entity.js';
import { waitingForChange } from './on-behalf.store.js';
import { NotKept, TakeOverDemands } from './take-over-demands.js';

const APPROVAL: SystemViewer = { kind: 'SYSTEM', because: 'confirmed by link, approved since' };

/**
 * When an enterprise that has confirmed by link is approved, what it confirmed becomes its demands. One that the law refuses by
 * now (a day that has passed) waits on and keeps no other back; a job that comes twice finds nothing left to do.
 */
@Injectable()
export class PublishOnBehalf implements EventHandler {
  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly takeOver: TakeOverDemands, private readonly clock: Clock) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const approved = await this.database.read(SYSTEM_SCOPE, async (tx) =>
      (await organisationsByIds(tx, [...new Set(events.map((event) => event.subjectId))])).filter((one) => one.state === 'APPROVED'));
    for (const owner of approved) {
      let last: DemandOnBehalfEntity | null = null;
      do {
        const after: DemandOnBehalfEntity | null = last;
        last = await this.next(owner, events[0]?.traceId ?? '', after);
      } while (last !== null);
    }
  }

  /** Takes over the first after that one; answers it, or null when there is none. Each in a transaction of its own. */
  private async next(owner: OrganisationEntity, traceId: string, after: DemandOnBehalfEntity | null): Promise<DemandOnBehalfEntity | null> {
    const request = { viewer: APPROVAL, receivedAt: this.clock.now(), idempotencyKey: null, traceId, locale: 'zh-CN' as const };
    const organisationId: OrganisationId = owner.id;
    let row: DemandOnBehalfEntity | undefined;
    try {
      await this.database.transaction({ ...SYSTEM_SCOPE, organisationId }, async (tx) => {
        row = (await waitingForChange(tx, organisationId, 'CONFIRMED')).find((one) => after === null || one.id > after.id);
        const found = row === undefined ? [] : [row];
        await this.deeds.performWithin(tx, request, 'publishOnBehalf', found, async (acting, wanted) =>
          (await this.takeOver.within(acting, request, owner, wanted)).map((one) => done(one)));
      });
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
    }
    return row ?? null;
  }
}
