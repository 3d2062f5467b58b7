import { nextDigest, type DigestCadence, type DigestPeriod } from './digest-period.js';
import { isUrgent, type NotificationKind } from './kinds.js';
import { defaultPreference, type Channel, type Preference } from './preference.js';
import { afterQuiet, type QuietHours } from './quiet-hours.js';

/** Messages of their own that one subscriber gets within an hour; a robot's group reads faster than a telephone is looked at. */
export const HOURLY_LIMIT: Readonly<Record<Channel, number>> = { WECOM: 20, DINGTALK: 20, SMS: 5, EMAIL: 10 };

/** Somebody who may be told, as far as the plan needs to know. */
export interface Addressee {
  /** Channels with a confirmed address. */
  readonly addressed: readonly Channel[];
  /** What was chosen for the kind, or null. */
  readonly preference: Preference | null;
  readonly quiet: QuietHours | null;
  /** Messages of their own by channel that fall into the hour before the one to be planned. */
  readonly lately: Readonly<Partial<Record<Channel, number>>>;
}

/** One way for one notice: a message of its own with its time, or a place in a digest. */
export type Planned =
  | { readonly channel: Channel; readonly digest: null; readonly dueAt: Date }
  | { readonly channel: Channel; readonly digest: DigestPeriod };

/** How one notice reaches one addressee, at most once by each channel; empty when only the inbox is wanted. */
export function planDelivery(kind: NotificationKind, at: Date, { addressed, preference, quiet, lately }: Addressee): Planned[] {
  const { channels, cadence } = preference ?? defaultPreference(kind, addressed);
  if (cadence === 'OFF') return [];
  return addressed.filter((channel) => channels.includes(channel)).map((channel): Planned => {
    if (cadence !== 'AT_ONCE') return inDigest(channel, cadence, at);
    if (isUrgent(kind)) return { channel, digest: null, dueAt: at };
    return (lately[channel] ?? 0) < HOURLY_LIMIT[channel] ? { channel, digest: null, dueAt: afterQuiet(at, quiet) } : inDigest(channel, 'DAILY', at);
  });
}

function inDigest(channel: Channel, cadence: DigestCadence, at: Date): Planned {
  return { channel, digest: nextDigest(cadence, at) };
}
