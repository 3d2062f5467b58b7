import { Injectable } from '@nestjs/common';
import type { MemberViewer, OrganisationKind, Role } from '../core/access/viewer.js';
import type { AccountId, MemberId, OrganisationId, SessionId } from '../core/ids/ids.js';
import { SESSION_ABSOLUTE_HOURS, SESSION_IDLE_MINUTES } from '../core/organisation/session-life.js';
import { SessionReader } from '../platform/access/session-reader.port.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { displayNameOf, visibleOrganisations, type VisibleOrganisation } from './organisation.store.js';
import { membershipsOf } from './session.store.js';
import type { OpenedSession } from './open-session.js';
import { Factors, type OwnFactors } from './own-factors.js';

/** Who asks, as the API shows it. */
export interface ViewerCard {
  readonly accountId: AccountId;
  readonly memberId: MemberId;
  readonly displayName: string;
  readonly organisation: VisibleOrganisation;
  readonly roles: Role[];
  readonly organisations: { readonly id: OrganisationId; readonly name: string; readonly kind: OrganisationKind; readonly roles: Role[] }[];
}

export interface OpenedCard {
  readonly session: { readonly id: SessionId; readonly token: string; readonly endsAt: Date; readonly idleMinutes: number };
  /** Null until the second step is done. */
  readonly viewer: ViewerCard | null;
  readonly secondFactor: OwnFactors;
}

/** Reads who asks. */
@Injectable()
export class Viewers {
  constructor(private readonly database: AppDatabase, private readonly sessions: SessionReader, private readonly factors: Factors) {}

  card(viewer: MemberViewer): Promise<ViewerCard> {
    return this.database.read(scopeOf(viewer), async (tx) => {
      const [organisation] = await visibleOrganisations(tx, viewer, [viewer.organisationId]);
      if (organisation === undefined) throw new Error(`Organisation ${viewer.organisationId} cannot be read by its own member.`);
      const memberships = await membershipsOf(tx, viewer.accountId);
      return {
        accountId: viewer.accountId, memberId: viewer.memberId, displayName: await displayNameOf(tx, viewer.accountId) ?? '', organisation, roles: [...viewer.roles],
        organisations: memberships.map((one) => ({ id: one.organisationId, name: one.organisationName, kind: one.kind, roles: one.roles })),
      };
    });
  }

  /** A session just opened, with whom it stands for: null when it has ended again meanwhile. */
  async opened(session: OpenedSession, at: Date): Promise<OpenedCard | null> {
    const reading = await this.sessions.read(session.token, at);
    if (reading.state !== 'VALID' && reading.state !== 'HALFWAY') return null;
    const endsAt = new Date(session.openedAt.getTime() + SESSION_ABSOLUTE_HOURS * 3_600_000);
    return {
      session: { id: session.id, token: session.token, endsAt, idleMinutes: SESSION_IDLE_MINUTES },
      viewer: reading.state === 'VALID' ? await this.card(reading.viewer) : null,
      secondFactor: await this.factors.card(reading.viewer),
    };
  }
}
