import { Injectable } from '@nestjs/common';
import type { Channel, Scope } from '../core/notification/preference.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { deleteContact } from './contact.store.js';
import { changeable, type Subscriber } from './subscriber.js';

export interface ContactToRemove {
  readonly scope: Scope;
  readonly channel: Channel;
}

/** Takes an address or a robot away, for good; what waits to be sent there is not sent. */
@Injectable()
export class RemoveContacts {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly ContactToRemove[]): Promise<Outcome<Subscriber>[]> {
    return this.deeds.perform(request, 'removeContacts', inputs, async (tx, wanted) => {
      const outcomes: Outcome<Subscriber>[] = [];
      for (const { scope, channel } of wanted) {
        const subscriber = changeable(request.viewer, scope);
        if (!subscriber.ok) outcomes.push(subscriber);
        else outcomes.push(await deleteContact(tx, subscriber.value.id, channel) ? done(subscriber.value) : notFound('channel'));
      }
      return outcomes;
    });
  }
}
