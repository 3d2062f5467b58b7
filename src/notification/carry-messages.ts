import { Injectable } from '@nestjs/common';
import type { Attempt } from '../core/notification/receipt.js';
import { Mailer } from '../platform/mail/mailer.port.js';
import { Robots } from '../platform/robot/robots.port.js';
import { Sealer } from '../platform/sealing/sealer.js';
import { SmsSender } from '../platform/sms/sms-sender.port.js';
import type { TransportAnswer } from '../platform/transport/transport-answer.js';
import type { Composed } from './compose-messages.js';
import type { ClaimedDelivery } from './delivery.store.js';
import { readRobotAddress } from './robot-address.js';

/** Hands a message to whoever carries it, under the id of its delivery: a carrier that knows references takes it once. */
@Injectable()
export class CarryMessages {
  constructor(private readonly mailer: Mailer, private readonly sms: SmsSender, private readonly robots: Robots, private readonly sealer: Sealer) {}

  async carry({ id: reference, channel, contact }: Pick<ClaimedDelivery, 'id' | 'channel' | 'contact'>, { template, subject, text }: Composed): Promise<Attempt> {
    const address = contact === null ? null : this.sealer.open(contact.sealedAddress, contact.id);
    if (address === null) return { ok: false, code: 'ADDRESS_UNREADABLE', retryable: false };
    switch (channel) {
      case 'EMAIL': return attempt(await this.mailer.send({ to: address, subject, text, reference }));
      case 'SMS': {
        const answer = await this.sms.send({ to: address, template, text: text.replace(/\n/g, ' '), reference });
        return answer.accepted ? { ok: true, delivered: false } : { ok: false, code: answer.code, retryable: answer.retryable };
      }
      case 'WECOM':
      case 'DINGTALK': {
        const { key, signingSecret } = readRobotAddress(address);
        return attempt(await this.robots.post({ vendor: channel, key, signingSecret, title: subject, text, reference }));
      }
    }
  }
}

function attempt(answer: TransportAnswer): Attempt {
  return answer.accepted ? { ok: true, delivered: answer.delivered } : { ok: false, code: answer.code, retryable: answer.retryable };
}
