import { Injectable } from '@nestjs/common';
import type { NotificationKind } from '../core/notification/kinds.js';
import { channelsOf, type Cadence, type Channel, type Scope } from '../core/notification/preference.js';
import { done, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { changeable, type Subscriber } from './subscriber.js';
import { savePreferences } from './subscriber.store.js';

export interface PreferenceToSet {
  readonly scope: Scope;
  readonly kinds: readonly NotificationKind[];
  readonly channels: readonly Channel[];
  readonly cadence: Cadence;
}

/** Chooses by which channels and how often notices of some kinds reach a member, or the organisation as a whole. */
@Injectable()
export class SetNotificationPreferences {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly PreferenceToSet[]): Promise<Outcome<Subscriber>[]> {
    return this.deeds.perform(request, 'setNotificationPreferences', inputs, async (tx, wanted) => {
      const outcomes: Outcome<Subscriber>[] = [];
      for (const { scope, kinds, channels, cadence } of wanted) {
        const subscriber = changeable(request.viewer, scope);
        const refusal = subscriber.ok ? channelsFault(scope, channels, cadence) : subscriber;
        if (refusal === null && subscriber.ok) {
          await savePreferences(tx, subscriber.value, [...new Set(kinds)], { channels: [...new Set(channels)], cadence }, request.receivedAt);
          outcomes.push(done(subscriber.value));
        } else if (refusal !== null) outcomes.push(refusal);
      }
      return outcomes;
    });
  }
}

function channelsFault(scope: Scope, channels: readonly Channel[], cadence: Cadence): Refused | null {
  if (channels.length === 0 && cadence !== 'OFF') return refused('INPUT', 'NOTIFICATION_CHANNELS_MISSING', 'channels');
  return channels.every((channel) => channelsOf(scope).includes(channel)) ? null : refused('INPUT', 'ROBOT_IS_ORGANISATIONS', 'channels');
}
