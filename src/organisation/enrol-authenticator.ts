import { Injectable } from '@nestjs/common';
import type { AccountId } from '../core/ids/ids.js';
import { base32, otpauthUri } from '../core/organisation/totp.js';
import { done, notFound, type Outcome } from '../core/outcome/outcome.js';
import { AccessKey } from '../platform/access/access-key.js';
import { scopeOf, AppDatabase } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { ownAccount } from './account.store.js';
import { newSecret } from './authenticator.js';
import { offerTotp } from './factor.store.js';
import { Factors } from './own-factors.js';

export interface OfferedAuthenticator {
  readonly id: AccountId;
  /** Base 32, shown once. */
  readonly secret: string;
  readonly uri: string;
}

const ISSUER = '对接 Duijie';

/**
 * Offers a new secret for an authenticator app; it counts once `ConfirmAuthenticator` was given a code of it, and an
 * authenticator in use goes on counting until then.
 */
@Injectable()
export class EnrolAuthenticator {
  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly factors: Factors, private readonly key: AccessKey) {}

  async run(request: DeedRequest, password: string | null): Promise<Outcome<OfferedAuthenticator>> {
    const allowed = await this.factors.mayEnrol(request, request.viewer, password);
    if (!allowed.ok) return allowed;
    const { accountId } = allowed.value;
    const secret = newSecret();
    const account = await this.database.read(scopeOf(allowed.value), (tx) => ownAccount(tx, accountId));
    // A repeat offers another secret: the answer is never kept.
    const [outcome] = await this.deeds.perform({ ...request, idempotencyKey: null }, 'enrolAuthenticator', [accountId], async (tx) => {
      await offerTotp(tx, accountId, this.key.seal(secret, accountId), request.receivedAt);
      const shown = base32(secret);
      return [done({ id: accountId, secret: shown, uri: otpauthUri(ISSUER, account?.login ?? '', shown) })];
    });
    return outcome ?? notFound('viewer');
  }
}
