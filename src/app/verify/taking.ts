import type { Taking } from '../../platform/verify/platform.store.js';
import { NOTICES, SWITCHBOARD } from '../switchboard.js';

/** Handlers that take each event once from the inbox; the others look at what is, whenever they are woken. */
const BY_INBOX: readonly string[] = ['IndexProducts', 'MatchProducts', 'MatchDemands', 'PlanDeliveries', 'PostContactCodes'];

/** What the switchboard promises of them: which events each has taken in the end. */
export function taking(): Taking[] {
  const types = new Map<string, string[]>(BY_INBOX.map((handler) => [handler, []]));
  for (const [type, wakes] of Object.entries(SWITCHBOARD)) for (const { handler } of wakes) types.get(handler.name)?.push(type);
  return [...[...types].map(([handler, woken]) => ({ handler, types: woken })), { handler: NOTICES.handler.name, types: null }];
}
