import { Injectable } from '@nestjs/common';
import type { MemberViewer } from '../core/access/viewer.js';
import { SESSION_ABSOLUTE_HOURS, SESSION_IDLE_MINUTES } from '../core/organisation/session-life.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { OwnSessionNode } from './own-session.types.js';
import { membershipsOf, pageOfOwnSessions } from './session.store.js';

/** Reads where the viewer's own account is signed in. */
@Injectable()
export class OwnSessions {
  constructor(private readonly database: AppDatabase) {}

  page(viewer: MemberViewer, at: Date, limit: number, after: string | null): Promise<OwnSessionNode[]> {
    const since = { opened: new Date(at.getTime() - SESSION_ABSOLUTE_HOURS * 3_600_000), used: new Date(at.getTime() - SESSION_IDLE_MINUTES * 60_000) };
    return this.database.read(scopeOf(viewer), async (tx) => {
      const rows = await pageOfOwnSessions(tx, viewer.accountId, since, limit, after);
      const names = new Map((await membershipsOf(tx, viewer.accountId)).map((one) => [one.organisationId, one.organisationName]));
      return rows.map(({ organisationId, ...row }) => ({ ...row, organisationName: names.get(organisationId) ?? '', current: row.id === viewer.sessionId }));
    });
  }
}
