import { Injectable } from '@nestjs/common';
import type { Scope } from '../core/notification/preference.js';
import { minuteOf } from '../core/notification/quiet-hours.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { changeable, type Subscriber } from './subscriber.js';
import { saveQuietHours } from './subscriber.store.js';

export interface QuietHoursToSet {
  readonly scope: Scope;
  /** `HH:MM` in Shanghai; both null: none. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Sets or clears the hours in which nothing but what is urgent is sent. */
@Injectable()
export class SetQuietHours {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly QuietHoursToSet[]): Promise<Outcome<Subscriber>[]> {
    return this.deeds.perform(request, 'setQuietHours', inputs, async (tx, wanted) => {
      const outcomes: Outcome<Subscriber>[] = [];
      for (const { scope, ...times } of wanted) {
        const subscriber = changeable(request.viewer, scope);
        const [from, to] = [times.from === null ? null : minuteOf(times.from), times.to === null ? null : minuteOf(times.to)];
        if (!subscriber.ok) outcomes.push(subscriber);
        else if ((times.from === null) !== (times.to === null)) outcomes.push(refused('INPUT', 'QUIET_HOURS_BOTH', times.from === null ? 'from' : 'to'));
        else if (times.from !== null && from === null) outcomes.push(refused('INPUT', 'TIME_OF_DAY_MALFORMED', 'from'));
        else if (times.to !== null && to === null) outcomes.push(refused('INPUT', 'TIME_OF_DAY_MALFORMED', 'to'));
        else if (from !== null && from === to) outcomes.push(refused('INPUT', 'QUIET_HOURS_EMPTY', 'to'));
        else {
          await saveQuietHours(tx, subscriber.value, from === null || to === null ? null : { from, to }, request.receivedAt);
          outcomes.push(done(subscriber.value));
        }
      }
      return outcomes;
    });
  }
}
