import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '../events/events.js';
import { isUrgent, kindOf, NOTIFICATION_KINDS, type NotificationKind } from './kinds.js';
import { HOURLY_LIMIT, planDelivery, type Addressee } from './plan-delivery.js';
import { CHANNELS, channelsOf, defaultPreference, type Cadence, type Channel } from './preference.js';

const TUESDAY_NOON = new Date('2026-11-24T12:00:00+08:00');
const TUESDAY_NIGHT = new Date('2026-11-24T23:30:00+08:00');
const NIGHT = { from: 22 * 60, to: 7 * 60 };

/** `EMAIL 12:00` for a message of its own, `EMAIL D2026-11-25` for a place in a digest. */
function plan(kind: NotificationKind, at: Date, changes: Partial<Addressee> = {}): string[] {
  const addressee: Addressee = { addressed: ['EMAIL'], preference: null, quiet: null, lately: {}, ...changes };
  return planDelivery(kind, at, addressee).map((one) => `${one.channel} ${one.digest === null ? shanghai(one.dueAt) : one.digest.key}`);
}
const shanghai = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(5, 16);
const chosen = (cadence: Cadence, ...channels: Channel[]) => ({ preference: { channels, cadence } });

describe('how a notice reaches somebody', () => {
  it.each<[what: string, kind: NotificationKind, at: Date, addressee: Partial<Addressee>, planned: string[]]>([
    ['no address: the inbox alone', 'DEMAND', TUESDAY_NOON, { addressed: [] }, []],
    ['nothing chosen: at once', 'DEMAND', TUESDAY_NOON, {}, ['EMAIL 11-24T12:00']],
    ['nothing chosen: recommendations gathered for a day', 'RECOMMENDATION', TUESDAY_NOON, {}, ['EMAIL D2026-11-25']],
    ['nothing chosen: no text message beside a mail', 'DEMAND', TUESDAY_NOON, { addressed: ['SMS', 'EMAIL'] }, ['EMAIL 11-24T12:00']],
    ['nothing chosen: a text message where there is nothing else', 'DEMAND', TUESDAY_NOON, { addressed: ['SMS'] }, ['SMS 11-24T12:00']],
    ['nothing chosen: what is urgent by every way', 'ACCOUNT', TUESDAY_NOON, { addressed: ['WECOM', 'SMS', 'EMAIL'] }, ['WECOM 11-24T12:00', 'SMS 11-24T12:00', 'EMAIL 11-24T12:00']],
    ['OFF: the inbox alone', 'DEMAND', TUESDAY_NOON, chosen('OFF', 'EMAIL'), []],
    ['OFF holds for what is urgent too', 'ACCOUNT', TUESDAY_NOON, chosen('OFF', 'EMAIL'), []],
    ['a chosen channel without an address', 'DEMAND', TUESDAY_NOON, chosen('AT_ONCE', 'SMS'), []],
    ['two channels', 'DEMAND', TUESDAY_NOON, { addressed: ['DINGTALK', 'EMAIL'], ...chosen('AT_ONCE', 'EMAIL', 'DINGTALK') }, ['DINGTALK 11-24T12:00', 'EMAIL 11-24T12:00']],
    ['recommendations at once, when somebody wants them so', 'RECOMMENDATION', TUESDAY_NOON, chosen('AT_ONCE', 'EMAIL'), ['EMAIL 11-24T12:00']],
    ['once a week', 'DEMAND', TUESDAY_NOON, chosen('WEEKLY', 'EMAIL'), ['EMAIL W2026-11-30']],
    ['quiet hours hold it until they end', 'DEMAND', TUESDAY_NIGHT, { quiet: NIGHT }, ['EMAIL 11-25T07:00']],
    ['quiet hours do not hold what is urgent', 'ACCOUNT', TUESDAY_NIGHT, { quiet: NIGHT }, ['EMAIL 11-24T23:30']],
    ['quiet hours by day are none', 'DEMAND', TUESDAY_NOON, { quiet: NIGHT }, ['EMAIL 11-24T12:00']],
    ['the last message of the hour', 'DEMAND', TUESDAY_NOON, { lately: { EMAIL: HOURLY_LIMIT.EMAIL - 1 } }, ['EMAIL 11-24T12:00']],
    ['one too many goes into the digest', 'DEMAND', TUESDAY_NOON, { lately: { EMAIL: HOURLY_LIMIT.EMAIL } }, ['EMAIL D2026-11-25']],
    ['the limit is each channel’s own', 'DEMAND', TUESDAY_NOON, { addressed: ['WECOM', 'EMAIL'], lately: { EMAIL: HOURLY_LIMIT.EMAIL } }, ['WECOM 11-24T12:00', 'EMAIL D2026-11-25']],
    ['the limit does not hold what is urgent', 'ACCOUNT', TUESDAY_NOON, { lately: { EMAIL: 1_000 } }, ['EMAIL 11-24T12:00']],
  ])('%s', (_what, kind, at, addressee, planned) => {
    expect(plan(kind, at, addressee)).toEqual(planned);
  });

  it('is never by a channel without an address, nor twice by one', () => {
    for (const kind of NOTIFICATION_KINDS) {
      for (let bits = 0; bits < 2 ** CHANNELS.length; bits++) {
        const addressed = CHANNELS.filter((_, n) => (bits >> n) % 2 === 1);
        for (const preference of [null, { channels: CHANNELS, cadence: 'AT_ONCE' as const }, { channels: CHANNELS, cadence: 'DAILY' as const }]) {
          const channels = planDelivery(kind, TUESDAY_NIGHT, { addressed, preference, quiet: NIGHT, lately: { EMAIL: 99 } }).map((one) => one.channel);
          expect(new Set(channels).size).toBe(channels.length);
          expect(channels.every((channel) => addressed.includes(channel))).toBe(true);
          expect(channels.length > 0).toBe(addressed.length > 0);
        }
      }
    }
  });
});

describe('kinds', () => {
  it.each(EVENT_TYPES)('%s belongs to one', (type) => expect(NOTIFICATION_KINDS).toContain(kindOf(type)));
  it.each([['RecommendationMade', 'RECOMMENDATION'], ['OrganisationSuspended', 'ACCOUNT'], ['SomethingNew', 'OTHER'], ['toString', 'OTHER']])('of %s is %s', (type, kind) => expect(kindOf(type)).toBe(kind));
  it('are urgent rarely', () => expect(NOTIFICATION_KINDS.filter(isUrgent)).toEqual(['ACCOUNT']));
});

describe('channels', () => {
  it('of a member are no robots', () => expect(channelsOf('MEMBER')).toEqual(['SMS', 'EMAIL']));
  it('of an organisation are all', () => expect(channelsOf('ORGANISATION')).toEqual(CHANNELS));
  it('are all used by default when nothing but text messages is there', () => expect(defaultPreference('IMPORT', ['SMS']).channels).toEqual(['SMS']));
});
