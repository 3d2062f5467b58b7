import { Injectable } from '@nestjs/common';
import { ConfirmContacts } from './confirm-contacts.js';
import { GiveContacts } from './give-contacts.js';
import { RemoveContacts } from './remove-contacts.js';
import { SetRobots } from './set-robots.js';

/** Everything that can be done about where notices go. */
@Injectable()
export class ContactDeeds {
  constructor(readonly giving: GiveContacts, readonly confirming: ConfirmContacts, readonly removing: RemoveContacts, readonly placing: SetRobots) {}
}
