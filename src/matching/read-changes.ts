import { Injectable } from '@nestjs/common';
import { visibleProducts } from '../catalogue/index.js';
import { isMember, type MemberViewer, type Viewer } from '../core/access/viewer.js';
import { CHANGES, eventsToldTo, type ChangeKind, type ChangeType } from '../core/events/changes.js';
import { isId, type DemandId, type OrganisationId, type ProductId } from '../core/ids/ids.js';
import { done, refused, type Outcome } from '../core/outcome/outcome.js';
import { visibleDemands } from '../demand/index.js';
import { AccessKey, sameText } from '../platform/access/access-key.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import { changesOf, type ChangeEvent } from '../platform/outbox/changes.js';

export const CHANGES_MAX = 500;

export interface Change {
  readonly type: ChangeType;
  readonly id: string;
  /** Number in the organisation's own software; null where it has none. */
  readonly externalRef: string | null;
  readonly kind: ChangeKind;
  /** The row is not there for this reader any more. */
  readonly deleted: boolean;
  readonly at: Date;
}

export interface ChangePage {
  readonly changes: Change[];
  /** Where the next page begins; the same as before when nothing was new. */
  readonly cursor: string;
  /** There is more: ask again at once. */
  readonly more: boolean;
}

/** The beginning of the organisation's history. */
const START = '0';
const FORM = /^([A-Za-z0-9_-]{1,200})\.([0-9a-f]{64})$/;

/**
 * What changed for the viewer's organisation since a cursor, oldest first: each change at least once and in order, whatever commits
 * late. It says what and where, never how it was: who asks reads the row as it is now. Cursors are signed and bound to the organisation.
 */
@Injectable()
export class ReadChanges {
  constructor(private readonly database: AppDatabase, private readonly key: AccessKey) {}

  /** `first`: 1 to 500. Refuses CURSOR_INVALID, CURSOR_FOREIGN, and SCOPE_MISSING to a token that may read nothing of all this. */
  async run(viewer: Viewer, cursor: string | null, first: number): Promise<Outcome<ChangePage>> {
    if (!isMember(viewer)) return refused('NOT_ALLOWED', 'SIGN_IN_REQUIRED');
    const types = eventsToldTo(viewer.token?.scopes ?? null);
    if (types.length === 0) return refused('NOT_ALLOWED', 'SCOPE_MISSING', null, { scope: 'CATALOGUE_READ / DEMAND_READ / RECOMMENDATIONS_READ / NOTICES_READ' });
    const after = cursor === null ? done(START) : this.positionOf(cursor, viewer.organisationId);
    if (!after.ok) return after;
    return this.database.read(scopeOf(viewer), async (tx) => {
      const events = await changesOf(tx, after.value, types, first + 1);
      const page = events.slice(0, first);
      return done({ changes: await told(tx, viewer, page), cursor: this.cursorAt(page.at(-1)?.position ?? after.value, viewer.organisationId), more: events.length > first });
    });
  }

  private cursorAt(position: string, organisationId: OrganisationId): string {
    const text = Buffer.from(`${organisationId} ${position}`).toString('base64url');
    return `${text}.${this.key.digest('changes', text)}`;
  }

  private positionOf(cursor: string, organisationId: OrganisationId): Outcome<string> {
    const [, text = '', signature = ''] = FORM.exec(cursor) ?? [];
    if (text === '' || !sameText(signature, this.key.digest('changes', text))) return refused('INPUT', 'CURSOR_INVALID', 'cursor');
    const [of, position = START] = Buffer.from(text, 'base64url').toString().split(' ');
    return of === organisationId ? done(position) : refused('INPUT', 'CURSOR_FOREIGN', 'cursor');
  }
}

/** The changes with the numbers of the reader's own software, and whether what they are about is still there. */
async function told(tx: Tx, viewer: MemberViewer, events: readonly ChangeEvent[]): Promise<Change[]> {
  const ids = [...new Set(events.map(({ subjectId }) => subjectId))];
  const products = ids.filter((id): id is ProductId => isId('product', id));
  const demands = ids.filter((id): id is DemandId => isId('demand', id));
  const rows = [...await visibleProducts(tx, viewer, products), ...await visibleDemands(tx, viewer, demands)];
  const refs = new Map<string, string | null>(rows.map(({ id, externalRef }) => [id, externalRef]));
  return events.flatMap(({ type, subjectId, at }): Change[] => {
    const change = CHANGES[type as keyof typeof CHANGES];
    const followed = isId('product', subjectId) || isId('demand', subjectId);
    return [{ type: change[0], kind: change[1], id: subjectId, externalRef: refs.get(subjectId) ?? null, deleted: followed && !refs.has(subjectId), at }];
  });
}
