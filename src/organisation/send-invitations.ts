import { Injectable } from '@nestjs/common';
import { INVITATION_DAYS } from '../core/organisation/invitation.js';
import { Clock } from '../platform/clock/clock.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { Messages } from '../platform/messages/messages.js';
import { SmsSender } from '../platform/sms/sms-sender.port.js';
import { InviteMembers } from './invite-members.js';
import { invitationsToSend, markInvitationSent, type InvitationToSend } from './invitation.store.js';

/** Sends invitations to the telephones they are for, outside any transaction, each once; those for a name alone are handed on by who made them. */
@Injectable()
export class SendInvitations implements EventHandler {
  constructor(
    private readonly database: AppDatabase, private readonly inviting: InviteMembers, private readonly sms: SmsSender,
    private readonly messages: Messages, private readonly clock: Clock,
  ) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    const waiting = await this.database.read(SYSTEM_SCOPE, (tx) => invitationsToSend(tx, events.map((event) => event.subjectId), this.clock.now()));
    let failed: string | null = null;
    for (const invitation of waiting) failed = await this.send(invitation) ?? failed;
    if (failed !== null) throw new Error(`An invitation could not be sent: ${failed}.`);
  }

  private async send({ id, phone, organisationName }: InvitationToSend): Promise<string | null> {
    const text = this.messages.render('SMS_INVITATION', { name: organisationName, token: this.inviting.tokenOf(id), days: INVITATION_DAYS }, 'zh-CN');
    const answer = await this.sms.send({ to: phone, template: 'SMS_INVITATION', text, reference: id });
    if (!answer.accepted && answer.retryable) return answer.code;
    await this.database.transaction(SYSTEM_SCOPE, (tx) => markInvitationSent(tx, id, this.clock.now()));
    return null;
  }
}
