import { Injectable } from '@nestjs/common';
import { isMember, type Viewer } from '../core/access/viewer.js';
import { demandHead } from '../core/demand/demand-head.js';
import type { WrittenDemand } from '../core/demand/on-behalf/read-demand.js';
import type { DemandOnBehalfId, OrganisationId } from '../core/ids/ids.js';
import { answersFor } from '../core/organisation/on-behalf/read-region.js';
import { done, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import { isProvincial, organisationsByCreditCodes, organisationsByIds, type OrganisationEntity } from '../organisation/index.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Classes } from '../policy/index.js';
import type { DemandToCreate } from './create-demands.js';
import { groundOf, type Ground } from './line-ground.js';
import { lineContents } from './new-lines.js';
import { demandsOnBehalfOf, insertDemandsOnBehalf, WAITING_MAX } from './on-behalf.store.js';

export interface EnteredDemand {
  readonly id: DemandOnBehalfId;
  readonly ownerId: OrganisationId;
}
/** A demand judged to be in order, with what is kept of it until its owner confirms. */
interface JudgedDemand extends EnteredDemand {
  readonly content: DemandToCreate;
}

const OPEN_STATES: readonly OrganisationEntity['state'][] = ['REGISTERED', 'UNDER_REVIEW', 'RETURNED', 'APPROVED'];

/**
 * A department enters demands on behalf of enterprises (代填报). They are checked as if their owners had written them and then
 * lie apart from all demands, unseen and unmatched, until the owner confirms. Refuses an enterprise that is not registered or
 * not the department's, what waits already, and whatever the law of demands refuses.
 */
@Injectable()
export class EnterDemands {
  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  run(request: DeedRequest, inputs: readonly WrittenDemand[]): Promise<Outcome<EnteredDemand>[]> {
    return this.deeds.perform(request, 'enterDemands', inputs, async (tx, wanted) => {
      const outcomes = await this.judged(tx, request, wanted);
      const viewer = request.viewer;
      if (!isMember(viewer)) return outcomes;
      const entered = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
      await insertDemandsOnBehalf(tx, entered.map(({ id, ownerId, content }) => ({
        id, ownerId, enteredBy: viewer.organisationId, title: content.title, content, state: 'UNCONFIRMED', demandId: null, enteredAt: request.receivedAt, confirmedAt: null,
      })));
      tx.announce(...entered.map(({ id, ownerId }) => ({ type: 'EnteredOnBehalf' as const, subjectId: id, organisationId: viewer.organisationId, refs: { ownerId } })));
      return outcomes.map((outcome) => (outcome.ok ? done({ id: outcome.value.id, ownerId: outcome.value.ownerId }) : outcome));
    });
  }

  /** What `run` would answer; nothing is written. */
  trial(request: DeedRequest, inputs: readonly WrittenDemand[]): Promise<Outcome<EnteredDemand>[]> {
    return this.database.read(scopeOf(request.viewer), (tx) => this.judged(tx, request, inputs));
  }

  private async judged(tx: Tx, request: DeedRequest, wanted: readonly WrittenDemand[]): Promise<Outcome<JudgedDemand>[]> {
    const bureau = await bureauOf(tx, request.viewer);
    if (bureau === null) return wanted.map(() => refused('NOT_ALLOWED', 'ON_BEHALF_NOT_ALLOWED'));
    const owners = await organisationsByCreditCodes(tx, wanted.map((demand) => demand.creditCode));
    const ground = await groundOf(tx, this.classes, wanted.map((demand) => demand.line.itemId), request.receivedAt);
    const waiting = await demandsOnBehalfOf(tx, [...owners.values()].map((owner) => owner.id), ['UNCONFIRMED']);
    const keys = new Set(waiting.map((row) => keyOf(row.ownerId, row.content)));
    const counts = new Map<string, number>();
    for (const { ownerId } of waiting) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
    return wanted.map((written): Outcome<JudgedDemand> => {
      const owner = owners.get(written.creditCode);
      const fault = ownerFault(bureau, owner, written.creditCode);
      if (fault !== null || owner === undefined) return fault ?? refused('INPUT', 'ON_BEHALF_ENTERPRISE_UNKNOWN', 'creditCode', { creditCode: written.creditCode });
      const content = contentOf(written, owner, ground, request.receivedAt);
      if (!content.ok) return content;
      if (keys.has(keyOf(owner.id, content.value))) return refused('CONFLICT', 'ON_BEHALF_DEMAND_WAITS', 'title', { title: content.value.title });
      const count = counts.get(owner.id) ?? 0;
      if (count >= WAITING_MAX) return refused('STATE', 'ON_BEHALF_TOO_MANY_DEMANDS', 'creditCode', { max: WAITING_MAX });
      counts.set(owner.id, count + 1);
      keys.add(keyOf(owner.id, content.value));
      return done({ id: this.ids.next('demandOnBehalf'), ownerId: owner.id, content: content.value });
    });
  }
}

/** The department that asks; null for everybody else. */
export async function bureauOf(tx: Tx, viewer: Viewer): Promise<OrganisationEntity | null> {
  if (!isMember(viewer) || viewer.kind !== 'DEPARTMENT') return null;
  return (await organisationsByIds(tx, [viewer.organisationId]))[0] ?? null;
}

/** Why a bureau may not enter something for this enterprise, or null. */
export function ownerFault(bureau: OrganisationEntity, owner: OrganisationEntity | undefined, creditCode: string): Refused | null {
  if (owner?.kind !== 'ENTERPRISE') return refused('INPUT', 'ON_BEHALF_ENTERPRISE_UNKNOWN', 'creditCode', { creditCode });
  if (!isProvincial(bureau) && !answersFor(bureau.regionCode, owner.regionCode)) return refused('INPUT', 'ON_BEHALF_REGION_OF_OTHERS', 'creditCode', { regionCode: owner.regionCode });
  return OPEN_STATES.includes(owner.state) ? null : refused('STATE', 'ON_BEHALF_ENTERPRISE_CLOSED', 'creditCode', { creditCode });
}

function contentOf(written: WrittenDemand, owner: OrganisationEntity, ground: Ground, at: Date): Outcome<DemandToCreate> {
  const { creditCode: _creditCode, line, purpose, visibility, ...facts } = written;
  const head = demandHead({ ...facts, regionCode: written.regionCode ?? owner.regionCode }, shanghaiDate(at));
  if (!head.ok) return head;
  const lines = lineContents([line], ground);
  if (!lines.ok) return lines;
  // The unit of the class is written down, so that the owner sees what the bureau meant.
  return done({ ...head.value, purpose, visibility, noStateSecretConfirmed: false, lines: [{ ...line, unit: lines.value[0]?.unit ?? line.unit }] });
}

/** Two rows that say the same of the same enterprise are one demand. Keys in one order: a stored copy comes back in another. */
function keyOf(ownerId: string, content: DemandToCreate): string {
  const [line] = content.lines;
  return JSON.stringify([ownerId, content.title, content.words, content.regionCode, content.neededBy, content.budgetCny, line?.classIds, line?.itemId, line?.words, line?.quantity, line?.unit]);
}
