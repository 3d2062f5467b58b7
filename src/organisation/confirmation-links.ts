import { Injectable } from '@nestjs/common';
import { linkFault } from '../core/organisation/on-behalf/confirmation.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { Attempts } from '../platform/access/attempts.js';
import { tokenHash } from '../platform/access/passwords.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { ConfirmationLinkEntity } from './on-behalf.entity.js';
import { linkByHash } from './on-behalf.store.js';

/** Tokens cannot be guessed; the limit keeps a script from asking the database all day. */
const MOST_WRONG_OF_AN_ADDRESS = 20;
const QUARTER_SECONDS = 900;

/** Opens the links by which enterprises confirm, for people without an account. */
@Injectable()
export class ConfirmationLinks {
  private readonly byAddress = new Attempts(MOST_WRONG_OF_AN_ADDRESS, QUARTER_SECONDS);

  constructor(private readonly database: AppDatabase) {}

  /**
   * The link of a token that still waits. Refuses CONFIRMATION_LINK_UNKNOWN, _USED, _REPLACED, _EXPIRED, and
   * CONFIRMATION_TOO_OFTEN after twenty wrong tokens from one address in a quarter of an hour. `address`: null when it came from no network.
   */
  async open(token: string, address: string | null, at: Date): Promise<Outcome<ConfirmationLinkEntity>> {
    const seconds = address === null ? 0 : this.byAddress.waitSeconds(address, at);
    if (seconds > 0) return refused('STATE', 'CONFIRMATION_TOO_OFTEN', 'token', { seconds });
    const link = await this.database.read(SYSTEM_SCOPE, (tx) => linkByHash(tx, tokenHash(token)));
    if (link === null && address !== null) this.byAddress.count(address, at);
    return linkFault(link, at) ?? done(link as ConfirmationLinkEntity);
  }
}
