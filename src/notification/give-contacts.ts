import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { CODE_REST_MS, CODES_A_DAY, maskedAddress, normalAddress } from '../core/notification/contact.js';
import type { Scope } from '../core/notification/preference.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { codesAskedFor, contactForChange, saveContact, type Contact } from './contact.store.js';
import { changeable, type Subscriber } from './subscriber.js';

const DAY_MS = 86_400_000;

export interface ContactToGive {
  readonly scope: Scope;
  readonly channel: 'EMAIL' | 'SMS';
  readonly address: string;
}

/**
 * Names the mail address or mobile number by which somebody wants to be told, and sends a code there; nothing else goes there
 * before the code is confirmed. The address that stood there before is given up at once;
 * the same one again, confirmed already, stays as it is.
 */
@Injectable()
export class GiveContacts {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly sealer: Sealer) {}

  run(request: DeedRequest, inputs: readonly ContactToGive[]): Promise<Outcome<Subscriber>[]> {
    return this.deeds.perform(request, 'giveContacts', inputs, async (tx, wanted) => {
      const outcomes: Outcome<Subscriber>[] = [];
      for (const input of wanted) outcomes.push(await this.give(tx, request, input));
      return outcomes;
    });
  }

  private async give(tx: ActingTx, { viewer, receivedAt }: DeedRequest, { scope, channel, address: typed }: ContactToGive): Promise<Outcome<Subscriber>> {
    const subscriber = changeable(viewer, scope);
    if (!subscriber.ok) return subscriber;
    const address = normalAddress(channel, typed);
    if (address === null) return refused('INPUT', channel === 'EMAIL' ? 'EMAIL_MALFORMED' : 'MOBILE_MALFORMED', 'address');
    const { id: subscriberId, organisationId } = subscriber.value;
    const known = await contactForChange(tx, subscriberId, channel);
    const addressName = this.sealer.nameOf(address);
    if (known !== null && known.confirmedAt !== null && known.addressName === addressName) return done(subscriber.value);
    const restMs = CODE_REST_MS - (receivedAt.getTime() - (known?.codeSentAt?.getTime() ?? -Infinity));
    if (restMs > 0) return refused('STATE', 'CONTACT_CODE_JUST_SENT', 'address', { seconds: Math.ceil(restMs / 1_000) });
    if (await codesAskedFor(tx, organisationId, new Date(receivedAt.getTime() - DAY_MS)) >= CODES_A_DAY) return refused('STATE', 'CONTACT_CODES_USED_UP', 'address', { max: CODES_A_DAY });
    const id = known?.id ?? this.ids.next('contact');
    const contact: Contact = {
      id, subscriberId, organisationId, channel, sealedAddress: this.sealer.seal(address, id), addressName, masked: maskedAddress(channel, address),
      nonce: randomBytes(16).toString('base64url'), codeSentAt: receivedAt, codeTries: 0, confirmedAt: null, createdAt: known?.createdAt ?? receivedAt,
    };
    await saveContact(tx, contact);
    tx.announce({ type: 'ContactGiven', subjectId: id, organisationId: null });
    return done(subscriber.value);
  }
}
