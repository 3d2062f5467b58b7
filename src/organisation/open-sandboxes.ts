import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { SANDBOX_DAY_MS, sandboxName, SANDBOXES_A_DAY } from '../core/organisation/sandbox.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { closeSandbox, insertSandbox, lockSandboxOf, nameOf, openSandboxOf, sandboxesSince, type SandboxRow } from './sandbox.store.js';

/** OPEN: the sandbox that is there, or a new one; EMPTY: a new one in the place of the one that is there. */
export type SandboxDeed = 'OPEN' | 'EMPTY';

export interface KeptSandbox extends SandboxRow {
  readonly untouched?: boolean;
}

/**
 * Opens the sandbox (沙箱) of the enterprise that asks, or empties it: an organisation whose rows nobody but itself ever sees. Emptying
 * closes it and begins another one, so that nothing of before is left in any table that the new one can reach; tokens and webhooks
 * go on with the new one. Refuses an enterprise that is not approved, and who empties too often.
 */
@Injectable()
export class OpenSandboxes {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly SandboxDeed[]): Promise<Outcome<KeptSandbox>[]> {
    return this.deeds.perform(request, 'openSandboxes', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer) || viewer.kind !== 'ENTERPRISE' || viewer.token !== undefined) return wanted.map(() => notFound('organisationId'));
      if (!viewer.approved) return wanted.map(() => refused('STATE', 'NOT_APPROVED'));
      await lockSandboxOf(tx, viewer.organisationId);
      const outcomes: Outcome<KeptSandbox>[] = [];
      for (const deed of wanted) outcomes.push(await this.keep(tx, viewer, deed, request.receivedAt));
      return outcomes;
    });
  }

  private async keep(tx: ActingTx, { organisationId }: MemberViewer, deed: SandboxDeed, at: Date): Promise<Outcome<KeptSandbox>> {
    const before = await openSandboxOf(tx, organisationId);
    if (deed === 'OPEN' && before !== null) return done({ ...before, untouched: true });
    if (deed === 'EMPTY' && before === null) return refused('STATE', 'SANDBOX_NOT_OPEN');
    if (await sandboxesSince(tx, organisationId, new Date(at.getTime() - SANDBOX_DAY_MS)) >= SANDBOXES_A_DAY) return refused('STATE', 'SANDBOX_EMPTIED_TOO_OFTEN', null, { max: SANDBOXES_A_DAY });
    if (before !== null) await closeSandbox(tx, before.id);
    const id = this.ids.next('sandbox') as string as OrganisationId;
    const row: SandboxRow = { id, name: sandboxName(await nameOf(tx, organisationId)), since: at };
    await insertSandbox(tx, { id, of: organisationId, name: row.name, at });
    const recipients = [organisationId];
    if (before === null) tx.announce({ type: 'SandboxOpened', subjectId: id, organisationId, notice: { recipients, code: 'NOTICE_SANDBOX_OPENED', params: {} } });
    else tx.announce({ type: 'SandboxEmptied', subjectId: before.id, organisationId, notice: { recipients, code: 'NOTICE_SANDBOX_EMPTIED', params: {} } });
    return done(row);
  }
}
