import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import { equipmentDraft, fromLedger, type EquipmentDraft, type EquipmentForm } from '../core/demand/equipment/equipment.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Classes } from '../policy/index.js';
import type { EquipmentEntity } from './equipment.entity.js';
import { ownEquipmentByKey } from './equipment.store.js';
import { insertEquipment, insertEquipmentRevisions, updateEquipment } from './equipment-writes.store.js';
import { machineFaults } from './machine-faults.js';
import { sameContent } from './new-lines.js';

export interface SavedEquipment {
  readonly id: EquipmentEntity['id'];
  readonly machine: EquipmentEntity;
  readonly change: 'REGISTERED' | 'REVISED' | 'UNCHANGED';
}

/** REVISED: takes what a ledger says and keeps what that is silent about; REPLACED: is as the draft says; REFUSED. */
export type KnownNumber = 'REVISED' | 'REPLACED' | 'REFUSED';

/** Keeps machines in the register of the viewer's organisation, told apart by asset number; the same for a form and an import. */
@Injectable()
export class SaveEquipment {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  /** Forms as they may be kept, in their order. */
  async drafts(tx: ActingTx, request: DeedRequest, forms: readonly EquipmentForm[]): Promise<Outcome<EquipmentDraft>[]> {
    const classes = await this.classes.all(tx);
    const today = shanghaiDate(request.receivedAt);
    return forms.map((form) => {
      const definition = form.classId === null ? null : classes.get(form.classId)?.definition;
      return definition === undefined ? refused('INPUT', 'UNKNOWN_CLASS', 'classId', { classId: (form.classId ?? '').slice(0, 50) }) : equipmentDraft(form, definition, today);
    });
  }

  /**
   * Saves what is in order, as part of a deed. `known`: what becomes of an asset number that is there already; one that has been
   * withdrawn is refused in any case, so that an old ledger brings no machine back.
   */
  async save(tx: ActingTx, request: DeedRequest, drafts: readonly Outcome<EquipmentDraft>[], known: KnownNumber): Promise<Outcome<SavedEquipment>[]> {
    const outcomes = await this.keep(tx, request, drafts, known);
    wake(tx, outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
    return outcomes;
  }

  private async keep(tx: ActingTx, request: DeedRequest, drafts: readonly Outcome<EquipmentDraft>[], known: KnownNumber): Promise<Outcome<SavedEquipment>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return drafts.map(() => notFound('equipment'));
    const fit = drafts.flatMap((draft) => (draft.ok ? [draft.value] : []));
    const own = await ownEquipmentByKey(tx, viewer.organisationId, fit.map((draft) => draft.assetKey));
    const kept = drafts.map((draft) => (draft.ok ? done(known === 'REVISED' ? ledgerDraft(own.get(draft.value.assetKey), draft.value) : draft.value) : draft));
    const machineFault = await machineFaults(tx, viewer.organisationId, kept.flatMap((draft) => (draft.ok ? [draft.value] : [])));
    const seen = new Set<string>();
    const outcomes = kept.map((draft): Outcome<SavedEquipment> => {
      if (!draft.ok) return draft;
      const before = own.get(draft.value.assetKey);
      const fault = numberFault(draft.value, before, seen, known) ?? machineFault(draft.value, before?.id ?? null);
      if (fault !== null) return fault;
      seen.add(draft.value.assetKey);
      return done(before === undefined ? this.registered(request, viewer, draft.value) : revised(request, before, draft.value));
    });
    await this.writeQuietly(tx, request, outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
    return outcomes;
  }

  /** As part of an import's chunk: known machines are revised, and nobody is woken before the import has ended. */
  async within(tx: ActingTx, request: DeedRequest, drafts: readonly EquipmentDraft[]): Promise<Outcome<SavedEquipment>[]> {
    return this.deeds.performWithin(tx, request, 'saveEquipment', drafts, (acting, wanted) => this.keep(acting, request, wanted.map((draft) => done(draft)), 'REVISED'));
  }

  /** Writes machines with a revision each and wakes who looks for what should be renewed. */
  async write(tx: ActingTx, request: DeedRequest, saved: readonly SavedEquipment[]): Promise<void> {
    await this.writeQuietly(tx, request, saved);
    wake(tx, saved);
  }

  private async writeQuietly(tx: ActingTx, request: DeedRequest, saved: readonly SavedEquipment[]): Promise<void> {
    const changed = saved.filter((one) => one.change !== 'UNCHANGED').map((one) => one.machine);
    await insertEquipment(tx, saved.filter((one) => one.change === 'REGISTERED').map((one) => one.machine));
    await updateEquipment(tx, saved.filter((one) => one.change === 'REVISED').map((one) => one.machine));
    await insertEquipmentRevisions(tx, changed.map((machine) => ({
      id: this.ids.next('equipmentRevision'), equipmentId: machine.id, ownerId: machine.ownerId, revision: machine.revision, content: contentOfMachine(machine), at: request.receivedAt,
    })));
  }

  private registered(request: DeedRequest, viewer: MemberViewer, draft: EquipmentDraft): SavedEquipment {
    const id = this.ids.next('equipment');
    const machine: EquipmentEntity = {
      ...draft, id, ownerId: viewer.organisationId, ownerBranch: viewer.branch, state: 'IN_SERVICE', stateReason: null, withdrawnOn: null, revision: 1,
      createdAt: request.receivedAt, updatedAt: request.receivedAt,
    };
    return { id, machine, change: 'REGISTERED' };
  }
}

/** One event for the whole register: the law looks at all of it, and a batch of 1,000 would be 1,000 events. */
function wake(tx: ActingTx, saved: readonly SavedEquipment[]): void {
  const owner = saved.find((one) => one.change !== 'UNCHANGED')?.machine.ownerId;
  if (owner !== undefined) tx.announce({ type: 'EquipmentChanged', subjectId: owner, organisationId: owner });
}

function ledgerDraft(before: EquipmentEntity | undefined, draft: EquipmentDraft): EquipmentDraft {
  return before === undefined ? draft : fromLedger(before, draft);
}

function numberFault(draft: EquipmentDraft, before: EquipmentEntity | undefined, seen: ReadonlySet<string>, known: KnownNumber): Refused | null {
  const { assetNumber } = draft;
  if (seen.has(draft.assetKey)) return refused('CONFLICT', 'ASSET_NUMBER_TWICE', 'assetNumber', { assetNumber });
  if (before?.state === 'WITHDRAWN') return refused('STATE', 'EQUIPMENT_WITHDRAWN', 'assetNumber', { assetNumber, withdrawnOn: before.withdrawnOn ?? '' });
  if (before !== undefined && known === 'REFUSED') return refused('CONFLICT', 'ASSET_NUMBER_EXISTS', 'assetNumber', { assetNumber });
  return null;
}

/** The machine with a new content; the same when nothing differs. */
export function revised(request: DeedRequest, before: EquipmentEntity, draft: EquipmentDraft): SavedEquipment {
  const machine: EquipmentEntity = { ...before, ...draft };
  if (sameContent(contentOfMachine(machine), contentOfMachine(before))) return { id: before.id, machine: before, change: 'UNCHANGED' };
  return { id: before.id, machine: { ...machine, revision: before.revision + 1, updatedAt: request.receivedAt }, change: 'REVISED' };
}

/** What a machine's revision keeps. */
export function contentOfMachine(machine: EquipmentEntity): object {
  const { assetNumber, name, model, classId, kindKey, maker, serial, identityReason, commissioned, quantity, powerKw, specs, specOriginals, energyGrade, site, state, stateReason, withdrawnOn } = machine;
  return { assetNumber, name, model, classId, kindKey, maker, serial, identityReason, commissioned, quantity, powerKw, specs, specOriginals, energyGrade, site, state, stateReason, withdrawnOn };
}

