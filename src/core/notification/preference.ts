import { isUrgent, type NotificationKind } from './kinds.js';

/** Ways out of the house beside inbox and live push, in the order in which one stands in for another that failed. */
export const CHANNELS = ['WECOM', 'DINGTALK', 'SMS', 'EMAIL'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How often: with the event, once a day, once a week, or never. The inbox has everything at once whatever is chosen. */
export const CADENCES = ['AT_ONCE', 'DAILY', 'WEEKLY', 'OFF'] as const;
export type Cadence = (typeof CADENCES)[number];

/** Whose preferences: a member's own, or those of the organisation, which has robots as well. */
export const SCOPES = ['MEMBER', 'ORGANISATION'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Preference {
  readonly channels: readonly Channel[];
  readonly cadence: Cadence;
}

/** Channels that a scope can be told by: a group robot belongs to the organisation. */
export function channelsOf(scope: Scope): readonly Channel[] {
  return scope === 'ORGANISATION' ? CHANNELS : CHANNELS.filter((channel) => !isRobot(channel));
}

export function isRobot(channel: Channel): channel is 'WECOM' | 'DINGTALK' {
  return channel === 'WECOM' || channel === 'DINGTALK';
}

/**
 * What holds where nobody chose: everything at once but recommendations, which come in numbers and are gathered for a day; text
 * messages only for what is urgent, unless there is no other address. `addressed`: channels with a confirmed address.
 */
export function defaultPreference(kind: NotificationKind, addressed: readonly Channel[]): Preference {
  const quiet = addressed.filter((channel) => channel !== 'SMS');
  return { channels: isUrgent(kind) || quiet.length === 0 ? addressed : quiet, cadence: kind === 'RECOMMENDATION' ? 'DAILY' : 'AT_ONCE' };
}
