import { Injectable } from '@nestjs/common';
import type { SystemViewer } from '../core/access/viewer.js';
import { draftGroups, type DraftGroup } from '../core/demand/retirement-drafts.js';
import { LIMITS } from '../core/demand/demand-limits.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import type { MachineLaw } from '../core/policy/energy/machine-law.js';
import { newSuggestions, retirementSuggestions } from '../core/policy/retirement.js';
import { shanghaiDate } from '../core/time/dates.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { EventHandler, HandledEvent } from '../platform/deed/handlers.js';
import { machineLaw } from '../policy/index.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { pageInService, pageOfRegisterOwners } from './equipment.store.js';
import { inService } from './machine-in-service.js';
import type { RetirementCauseEntity, RetirementDraftEntity } from './retirement-draft.entity.js';
import { draftsForChange, insertDrafts, knownCauses, machinesLeft, ownersOfDueDrafts, saveDrafts } from './retirement-draft.store.js';

const PAGE = 500;
const LAW: SystemViewer = { kind: 'SYSTEM', because: 'the law speaks for renewing these machines' };

/**
 * Handler and sweep: looks at registers and suggests draft demands for the machines that the law speaks for renewing. What was
 * suggested once for a machine and a cause is never suggested again, whoever runs this and how often: the cause is a key of the
 * database. Suggestions that were put off come back after their day; those whose machines are all gone lapse.
 */
@Injectable()
export class SuggestRetirements implements EventHandler {
  constructor(private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly ids: Ids, private readonly clock: Clock) {}

  /** Events name the owners whose register changed; without any, all registers are looked at. */
  async handle(events: readonly HandledEvent[]): Promise<void> {
    const law = await machineLaw();
    if (events.length > 0) {
      for (const owner of new Set(events.map((event) => event.subjectId))) await this.look(owner as OrganisationId, law);
      return;
    }
    const due = await this.database.read(SYSTEM_SCOPE, (tx) => ownersOfDueDrafts(tx, shanghaiDate(this.clock.now())));
    for (const owner of due) await this.look(owner, law);
    let last: OrganisationId | null = null;
    do {
      const after: OrganisationId | null = last;
      const owners: OrganisationId[] = await this.database.read(SYSTEM_SCOPE, (tx) => pageOfRegisterOwners(tx, PAGE, after));
      for (const owner of owners) await this.look(owner, law);
      last = owners.length < PAGE ? null : owners.at(-1) ?? null;
    } while (last !== null);
  }

  private async look(ownerId: OrganisationId, law: MachineLaw): Promise<void> {
    await this.act(ownerId, 'reviseRetirementDrafts', (tx, request) => returned(tx, request, ownerId));
    let last: string | null = null;
    do {
      const after: string | null = last;
      const machines: EquipmentEntity[] = await this.database.read(SYSTEM_SCOPE, (tx) => pageInService(tx, ownerId, PAGE, after));
      await this.suggest(ownerId, machines, law);
      last = machines.length < PAGE ? null : machines.at(-1)?.id ?? null;
    } while (last !== null);
  }

  private async suggest(ownerId: OrganisationId, machines: readonly EquipmentEntity[], law: MachineLaw): Promise<void> {
    const today = shanghaiDate(this.clock.now());
    const suggestions = machines.flatMap((machine) => retirementSuggestions(inService(machine), law, today));
    if (suggestions.length === 0) return;
    const keys = suggestions.map(({ causeKey }) => causeKey);
    // Nearly every look finds nothing new: that costs one reading and no lock.
    const known = await this.database.read(SYSTEM_SCOPE, (tx) => knownCauses(tx, ownerId, keys));
    if (newSuggestions(suggestions, known).length === 0) return;
    await this.act(ownerId, 'suggestRetirements', async (tx, request) => {
      const open = await draftsForChange(tx, ownerId, ['SUGGESTED']);
      const held = await machinesLeft(tx, open.map(({ id }) => id));
      // Looked at again behind the lock; two who find the same cause at once meet at its key, and the second begins anew.
      const fresh = newSuggestions(suggestions, await knownCauses(tx, ownerId, keys));
      const draftOf = (groupKey: string): RetirementDraftEntity | undefined => open.filter((draft) => draft.groupKey === groupKey).at(-1);
      const byId = new Map(machines.map((machine) => [String(machine.id), machine]));
      const groups = draftGroups(fresh, byId, (groupKey) => { const draft = draftOf(groupKey); return draft === undefined ? 0 : LIMITS.equipment - (held.get(draft.id) ?? 0); });
      const drafts: RetirementDraftEntity[] = [];
      const filled = new Set<RetirementDraftEntity>();
      const causes: RetirementCauseEntity[] = [];
      for (const group of groups) {
        const before = draftOf(group.groupKey);
        const room = before === undefined || filled.has(before) ? 0 : LIMITS.equipment - (held.get(before.id) ?? 0);
        const draft = before !== undefined && room >= group.suggestions.length ? before : this.drafted(request, byId, group);
        if (draft === before) filled.add(draft);
        else drafts.push(draft);
        causes.push(...causesIn(draft, group, request.receivedAt));
        tx.announce(told(draft, group.suggestions.length));
      }
      await insertDrafts(tx, drafts, causes);
      return [...drafts, ...filled].map((draft) => done(draft));
    });
  }

  private drafted(request: DeedRequest, machines: ReadonlyMap<string, EquipmentEntity>, { groupKey, rule, demandItemId, clause, verify, suggestions }: DraftGroup): RetirementDraftEntity {
    const owner = machines.get(suggestions[0]?.equipmentId ?? '');
    if (owner === undefined) throw new Error(`No machine of ${groupKey} is there.`);
    return {
      id: this.ids.next('retirementDraft'), ownerId: owner.ownerId, ownerBranch: owner.ownerBranch, groupKey, rule, demandItemId, clause, verify,
      state: 'SUGGESTED', deferredUntil: null, reason: null, demandId: null, suggestedAt: request.receivedAt, updatedAt: request.receivedAt,
    };
  }

  /** One transaction, bound to the one owner: row-level security lets nobody else write these rows, the platform included. */
  private async act(ownerId: OrganisationId, deed: string, work: (tx: ActingTx, request: DeedRequest) => Promise<Outcome<RetirementDraftEntity>[]>): Promise<void> {
    const now = this.clock.now();
    const request: DeedRequest = { viewer: LAW, receivedAt: now, idempotencyKey: null, traceId: `retire-${shanghaiDate(now)}`, locale: 'zh-CN' };
    await this.database.transaction({ ...SYSTEM_SCOPE, organisationId: ownerId }, (tx) => this.deeds.performWithin(tx, request, deed, [ownerId], (acting) => work(acting, request)));
  }
}

/** Suggestions that come back after their day, and those that lapse since no machine of theirs is left. */
async function returned(tx: ActingTx, request: DeedRequest, ownerId: OrganisationId): Promise<Outcome<RetirementDraftEntity>[]> {
  const today = shanghaiDate(request.receivedAt);
  const open = await draftsForChange(tx, ownerId, ['SUGGESTED', 'DEFERRED']);
  const left = await machinesLeft(tx, open.map(({ id }) => id));
  const changed: RetirementDraftEntity[] = [];
  for (const draft of open) {
    const machines = left.get(draft.id) ?? 0;
    const isDue = draft.state === 'DEFERRED' && (draft.deferredUntil ?? '') < today;
    if (machines > 0 && !isDue) continue;
    changed.push(Object.assign(draft, { state: machines > 0 ? 'SUGGESTED' : 'LAPSED', deferredUntil: null, reason: null, updatedAt: request.receivedAt }));
    if (machines > 0) tx.announce({ ...told(draft, machines), notice: { recipients: [ownerId], code: 'NOTICE_RETIREMENT_RETURNED', params: { machines, clause: draft.clause } } });
  }
  await saveDrafts(tx, changed);
  return changed.map((draft) => done(draft));
}

function causesIn(draft: RetirementDraftEntity, { suggestions }: DraftGroup, at: Date): RetirementCauseEntity[] {
  return suggestions.map(({ equipmentId, causeKey, code, params }) =>
    ({ ownerId: draft.ownerId, ownerBranch: draft.ownerBranch, draftId: draft.id, equipmentId: equipmentId as RetirementCauseEntity['equipmentId'], causeKey, code, params, at }));
}

function told({ id, ownerId, clause }: RetirementDraftEntity, machines: number) {
  return {
    type: 'RetirementSuggested' as const, subjectId: id, organisationId: ownerId,
    notice: { recipients: [ownerId], code: 'NOTICE_RETIREMENT_SUGGESTED', params: { machines, clause } },
  };
}
