import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { contactVisibleTo } from '../core/organisation/on-behalf/visible-contact.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { onBehalfOf, organisationsByIds, replaceLinks } from '../organisation/index.js';
import { newToken, tokenHash } from '../platform/access/passwords.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { bureauOf, ownerFault } from './enter-demands.js';
import { demandsOnBehalfOf } from './on-behalf.store.js';

const DAY_MS = 86_400_000;

export interface LinkToIssue {
  readonly organisationId: OrganisationId;
  /** 1 to 60. */
  readonly validDays: number;
}

/** A link as the bureau sends it out; the token is shown this once. */
export interface IssuedLink {
  readonly id: OrganisationId;
  readonly name: string;
  readonly creditCode: string | null;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Issues links by which enterprises confirm what was entered on their behalf, and ends those issued before. Refuses an
 * enterprise that has nothing to confirm. Never under an idempotency key: a stored answer would hold the tokens.
 */
@Injectable()
export class IssueConfirmationLinks {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids) {}

  run(request: DeedRequest, inputs: readonly LinkToIssue[]): Promise<Outcome<IssuedLink>[]> {
    return this.deeds.perform({ ...request, idempotencyKey: null }, 'issueConfirmationLinks', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      const bureau = await bureauOf(tx, viewer);
      if (bureau === null || !isMember(viewer)) return wanted.map(() => refused('NOT_ALLOWED', 'ON_BEHALF_NOT_ALLOWED'));
      const wantedIds = wanted.map((one) => one.organisationId);
      const owners = new Map((await organisationsByIds(tx, wantedIds)).map((one) => [one.id, one]));
      const entered = await onBehalfOf(tx, wantedIds);
      const waiting = new Set((await demandsOnBehalfOf(tx, wantedIds, ['UNCONFIRMED'])).map((row) => row.ownerId));
      const seen = new Set<string>();
      const outcomes = wanted.map(({ organisationId, validDays }): Outcome<IssuedLink> => {
        const owner = owners.get(organisationId);
        const record = entered.get(organisationId);
        if (owner === undefined || seen.has(organisationId)) return notFound('organisationIds');
        const fault = ownerFault(bureau, owner, owner.creditCode ?? '');
        if (fault !== null) return fault;
        const unconfirmed = record?.state === 'UNCONFIRMED' && owner.state === 'REGISTERED';
        if (!unconfirmed && !waiting.has(organisationId)) return refused('STATE', 'ON_BEHALF_NOTHING_TO_CONFIRM', 'organisationIds', { name: owner.name });
        seen.add(organisationId);
        const { contactName, contactPhone } = record === undefined ? { contactName: null, contactPhone: null } : contactVisibleTo(viewer, record);
        const expiresAt = new Date(request.receivedAt.getTime() + validDays * DAY_MS);
        return done({ id: organisationId, name: owner.name, creditCode: owner.creditCode, contactName, contactPhone, token: newToken(), expiresAt });
      });
      const issued = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      await replaceLinks(tx, issued.map((link) => ({
        id: this.ids.next('confirmationLink'), organisationId: link.id, issuedBy: bureau.id, tokenHash: tokenHash(link.token),
        issuedAt: request.receivedAt, expiresAt: link.expiresAt, usedAt: null, endedAt: null,
      })), request.receivedAt);
      return outcomes;
    });
  }
}
