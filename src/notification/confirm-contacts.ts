import { Injectable } from '@nestjs/common';
import { codeVerdict } from '../core/notification/contact.js';
import type { Scope } from '../core/notification/preference.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { contactForChange, noteConfirmed, noteWrongCode } from './contact.store.js';
import { changeable, type Subscriber } from './subscriber.js';

export interface ContactToConfirm {
  readonly scope: Scope;
  readonly channel: 'EMAIL' | 'SMS';
  readonly code: string;
}

/** Shows by the code that was sent there that an address is one's own; from then on notices go there. Confirming again changes nothing. */
@Injectable()
export class ConfirmContacts {
  constructor(private readonly deeds: Deeds, private readonly sealer: Sealer) {}

  run(request: DeedRequest, inputs: readonly ContactToConfirm[]): Promise<Outcome<Subscriber>[]> {
    return this.deeds.perform(request, 'confirmContacts', inputs, async (tx, wanted) => {
      const outcomes: Outcome<Subscriber>[] = [];
      for (const input of wanted) outcomes.push(await this.confirm(tx, request, input));
      return outcomes;
    });
  }

  private async confirm(tx: ActingTx, { viewer, receivedAt }: DeedRequest, { scope, channel, code }: ContactToConfirm): Promise<Outcome<Subscriber>> {
    const subscriber = changeable(viewer, scope);
    if (!subscriber.ok) return subscriber;
    const contact = await contactForChange(tx, subscriber.value.id, channel);
    if (contact === null) return notFound('channel');
    if (contact.confirmedAt !== null) return done(subscriber.value);
    const { codeSentAt, codeTries, id, nonce } = contact;
    const verdict = codeSentAt === null ? 'EXPIRED' : codeVerdict({ sentAt: codeSentAt, tries: codeTries }, this.sealer.codeFits(nonce, code.trim()), receivedAt);
    switch (verdict) {
      case 'CONFIRMED': await noteConfirmed(tx, id, receivedAt); return done(subscriber.value);
      case 'EXPIRED': return refused('STATE', 'CONTACT_CODE_EXPIRED', 'code');
      // The one thing that a refusal writes here: six digits are guessed when nobody counts.
      case 'WRONG': await noteWrongCode(tx, id); return refused('INPUT', 'CONTACT_CODE_WRONG', 'code');
    }
  }
}
