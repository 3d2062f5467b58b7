import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { maskedAddress, robotOf } from '../core/notification/contact.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { contactForChange, saveContact } from './contact.store.js';
import { robotAddressText } from './robot-address.js';
import { changeable, type Subscriber } from './subscriber.js';

export interface RobotToSet {
  readonly url: string;
  readonly signingSecret: string | null;
}

/**
 * Lets a group robot of 企业微信 or 钉钉 tell the organisation, in the place of the one it had of that vendor. Address and secret
 * are sealed and never read back. Nothing has to be confirmed: whoever has a robot's address may post in its group.
 */
@Injectable()
export class SetRobots {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly sealer: Sealer) {}

  run(request: DeedRequest, inputs: readonly RobotToSet[]): Promise<Outcome<Subscriber>[]> {
    return this.deeds.perform(request, 'setRobots', inputs, async (tx, wanted) => {
      const outcomes: Outcome<Subscriber>[] = [];
      for (const input of wanted) outcomes.push(await this.set(tx, request, input));
      return outcomes;
    });
  }

  private async set(tx: ActingTx, { viewer, receivedAt }: DeedRequest, { url, signingSecret }: RobotToSet): Promise<Outcome<Subscriber>> {
    const subscriber = changeable(viewer, 'ORGANISATION');
    if (!subscriber.ok) return subscriber;
    const robot = robotOf(url);
    if (robot === null) return refused('INPUT', 'ROBOT_URL_UNKNOWN', 'url');
    const { channel, key } = robot;
    if (channel === 'WECOM' && signingSecret !== null) return refused('INPUT', 'ROBOT_SIGNS_NOTHING', 'signingSecret');
    const { id: subscriberId, organisationId } = subscriber.value;
    const known = await contactForChange(tx, subscriberId, channel);
    const id = known?.id ?? this.ids.next('contact');
    await saveContact(tx, {
      id, subscriberId, organisationId, channel, sealedAddress: this.sealer.seal(robotAddressText({ key, signingSecret }), id), addressName: this.sealer.nameOf(key),
      masked: maskedAddress(channel, key), nonce: randomBytes(16).toString('base64url'), codeSentAt: null, codeTries: 0, confirmedAt: receivedAt, createdAt: known?.createdAt ?? receivedAt,
    });
    return done(subscriber.value);
  }
}
