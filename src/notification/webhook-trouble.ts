import type { DomainEvent } from '../core/events/events.js';
import type { OrganisationId, WebhookId } from '../core/ids/ids.js';

/** The events that wake the sending of what waits for these webhooks. */
export function webhooksDue(ids: readonly WebhookId[]): DomainEvent[] {
  return ids.map((subjectId) => ({ type: 'WebhookDue', subjectId, organisationId: null }));
}

type Trouble = 'NOTICE_WEBHOOK_PAUSED' | 'NOTICE_WEBHOOK_GIVEN_UP' | 'NOTICE_WEBHOOK_GONE';

/** Tells the owner of a webhook what became of it. */
export function webhookTroubled(id: WebhookId, organisationId: OrganisationId, name: string, code: Trouble): DomainEvent {
  return { type: 'WebhookTroubled', subjectId: id, organisationId: null, notice: { recipients: [organisationId], code, params: { name } } };
}

/** A trouble that lasts is told once a day, not with every delivery that it takes. */
const TOLD_EVERY_MS = 24 * 3_600_000;

export function isToldAgain(toldAt: Date | null, now: Date): boolean {
  return toldAt === null || now.getTime() - toldAt.getTime() >= TOLD_EVERY_MS;
}
