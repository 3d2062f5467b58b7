import { namedOrganisations } from '../core/events/named-organisations.js';
import { isWebhookEvent } from '../core/notification/webhook-events.js';
import type { RelayedEvent } from '../platform/outbox/relay.js';
import type { Push, PushMessage } from '../platform/push/push.js';
import type { Job, JobQueue } from '../platform/queue/job-queue.port.js';
import { jobId } from '../platform/queue/job.js';
import { NOTICES, SWEEPS, SWITCHBOARD, WEBHOOKS, type Wake } from './switchboard.js';

/** Hands relayed events on: jobs for the handlers the switchboard names, then a word to those who watch live; answers how many words. */
export async function dispatch(events: readonly RelayedEvent[], queue: JobQueue, push: Push): Promise<number> {
  await queue.enqueue(jobsOf(events));
  // Once the jobs are safe: who watches live may read the inbox before it is written, and asks again at the next word.
  const messages = messagesOf(events);
  await push.publish(messages);
  return messages.length;
}

/** One job for each handler and as many events of one relay batch as it takes at once, told apart by the range it brings. */
export function jobsOf(events: readonly RelayedEvent[]): Job[] {
  const byWake = new Map<Wake, RelayedEvent[]>();
  for (const event of events) {
    const wakes = [...SWITCHBOARD[event.type], ...(event.notice === null ? [] : [NOTICES]), ...(isWebhookEvent(event.type) ? [WEBHOOKS] : [])];
    for (const wake of wakes) byWake.set(wake, [...(byWake.get(wake) ?? []), event]);
  }
  return [...byWake].flatMap(([{ handler, lane, eventsPerJob }, woken]) => chunks(woken, eventsPerJob).map((some): Job => ({
    id: jobId(handler.name, some), lane, handler: handler.name, events: some,
  })));
}

/** Whom a live word reaches: everybody an event names. It carries ids alone; who gets it reads the rest under its own rights. */
export function messagesOf(events: readonly RelayedEvent[]): PushMessage[] {
  return events.flatMap((event) => namedOrganisations(event).map((id) => ({ topic: `org:${id}`, payload: { type: event.type, subjectId: event.subjectId } })));
}

/** The jobs of sweeps that are due in the slot of `now`: the slot is part of the id, so that any number of workers make one. */
export function sweepJobs(now: Date): Job[] {
  return SWEEPS.map(({ handler, lane, everyMs }) => ({
    id: `s${Math.floor(now.getTime() / everyMs)}-${handler.name}`, lane, handler: handler.name, events: [],
  }));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const all: T[][] = [];
  for (let from = 0; from < items.length; from += size) all.push(items.slice(from, from + size));
  return all;
}
