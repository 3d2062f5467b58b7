import { Injectable } from '@nestjs/common';
import type { OrganisationId } from '../core/ids/ids.js';
import { openSandboxOf } from '../organisation/index.js';
import { Clock } from '../platform/clock/clock.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { giveUpWaiting } from './webhook-sending.store.js';
import { moveWebhooks } from './webhook.store.js';

/**
 * A sandbox was emptied: its webhooks go on with the one that is open now, and what waited to be told of the old one is told no more,
 * since there is nothing left to read of it. Without an inbox, and in any order: doing it twice changes nothing more.
 */
@Injectable()
export class KeepSandboxWebhooks implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly clock: Clock) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    await this.database.transaction(SYSTEM_SCOPE, async (tx) => {
      for (const { subjectId, organisationId } of events) {
        const open = organisationId === null ? null : await openSandboxOf(tx, organisationId as OrganisationId);
        if (open === null) continue;
        await giveUpWaiting(tx, subjectId as OrganisationId, this.clock.now());
        await moveWebhooks(tx, subjectId as OrganisationId, open.id);
      }
    });
  }
}
