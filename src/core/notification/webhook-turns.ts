/** Deliveries under way at once in all, to one organisation, to one webhook, and to a webhook that is slow or on trial. */
export const AT_ONCE = 32;
export const AT_ONCE_TO_ORGANISATION = 8;
export const AT_ONCE_TO_WEBHOOK = 4;
const AT_ONCE_TO_SLOW = 1;
/** An attempt that took longer, or failed, makes its webhook slow until one goes better. */
export const SLOW_MS = 2_000;

/** One webhook with deliveries that are due, oldest first. */
export interface WaitingWebhook {
  readonly webhookId: string;
  readonly organisationId: string;
  /** The latest attempt failed or was slow, or the webhook is on trial. */
  readonly slow: boolean;
  /** Of its deliveries, those under way now. */
  readonly underWay: number;
  readonly deliveryIds: readonly string[];
}

/**
 * Which deliveries go next, at most `free` of them: the first of each webhook, in the order given (who waited longest for a turn),
 * before the second of any. Whoever answers slowly holds few places, so that there are always some for the others.
 * `underWay`: of organisations, those under way now.
 */
export function nextTurns(waiting: readonly WaitingWebhook[], underWay: ReadonlyMap<string, number>, free: number): string[] {
  const taken: string[] = [];
  const ofOrganisation = new Map(underWay);
  const most = Math.max(0, ...waiting.map((one) => one.deliveryIds.length));
  for (let round = 0; round < most; round++) {
    for (const { organisationId, slow, underWay: own, deliveryIds } of waiting) {
      const id = deliveryIds[round];
      const busy = ofOrganisation.get(organisationId) ?? 0;
      if (id === undefined || own + round >= (slow ? AT_ONCE_TO_SLOW : AT_ONCE_TO_WEBHOOK) || busy >= AT_ONCE_TO_ORGANISATION) continue;
      if (taken.length >= free) return taken;
      taken.push(id);
      ofOrganisation.set(organisationId, busy + 1);
    }
  }
  return taken;
}
