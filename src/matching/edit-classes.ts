import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import type { ClassRevision } from '../core/policy/class-edit.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import {
  allClasses, applyPathEdits, Classes, insertClassEdit, insertPathEdits, lockClasses, lockItems, pathsToClasses, type ClassEditRow, type ClassRow, type PathEditRow,
} from '../policy/index.js';
import { addedClass, type ClassToAdd, type PathToState } from './added-class.js';
import { knownClass, revisedRow, useOfClass, type KnownClass } from './class-ground.js';

export type ClassToEdit = { /** Why, for the history; 1 to 500 characters. */ readonly reason: string } & (
  | { readonly change: 'ADD'; readonly added: ClassToAdd }
  | { readonly change: 'REVISE'; readonly classId: string; readonly revision: ClassRevision }
  | { readonly change: 'RETIRE'; readonly classId: string });

type EditedClass = ClassEditRow & { readonly because: string };
interface Change { readonly before: ClassRow | null; readonly after: ClassRow | null; readonly paths: readonly PathToState[] }

/**
 * Adds extension classes, revises classes and retires extension classes: each edit is a row that stays, every process reads it within
 * seconds, and search and matching take up the products and open lines of the class anew. A new edition of the seeds does not undo it.
 * Refuses what would take away anything that published products or open lines use.
 */
@Injectable()
export class EditClasses {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  async run(request: DeedRequest, inputs: readonly ClassToEdit[]): Promise<Outcome<EditedClass>[]> {
    const outcomes = await this.deeds.perform(request, 'editClasses', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer) || viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('classId'));
      await lockClasses(tx);
      const made: Outcome<EditedClass>[] = [];
      for (const input of wanted) made.push(await this.one(tx, request, viewer, input));
      return made;
    });
    // The officer's own process reads it at once; the others look within a second.
    this.classes.look();
    return outcomes;
  }

  private async one(tx: ActingTx, { receivedAt: at }: DeedRequest, viewer: MemberViewer, input: ClassToEdit): Promise<Outcome<EditedClass>> {
    const reason = input.reason.trim();
    if (reason === '') return refused('INPUT', 'CLASS_EDIT_REASON_MISSING', 'reason');
    const known = await allClasses(tx);
    const change = input.change === 'ADD' ? await addedClass(tx, known, input.added) : await changed(tx, known, input);
    if (!('paths' in change)) return change;
    const classId = (change.after ?? change.before)?.definition.id ?? '';
    const edit: ClassEditRow = {
      id: this.ids.next('classEdit'), classId, change: input.change, before: change.before, after: change.after, reason, at, editedBy: viewer.organisationId, memberId: viewer.memberId,
    };
    await insertClassEdit(tx, edit);
    await this.editPaths(tx, edit, change.paths);
    tx.announce({ type: 'ClassEdited', subjectId: classId, organisationId: viewer.organisationId });
    return done({ ...edit, because: reason });
  }

  /** The paths that a new class states and those that a retired one leaves, in the history of paths like any other edit. */
  private async editPaths(tx: ActingTx, { classId, at, reason, editedBy, memberId }: ClassEditRow, paths: readonly PathToState[]): Promise<void> {
    const edits = paths.map(({ before, after }): PathEditRow => ({
      id: this.ids.next('pathEdit'), demandItemId: (after ?? before)?.demandItemId ?? '', classId, change: after === null ? 'END' : 'ADD', before, after, reason, at, editedBy, memberId,
    }));
    await applyPathEdits(tx, edits);
    await insertPathEdits(tx, edits);
    tx.announce(...edits.map(({ demandItemId }) => ({ type: 'UpgradePathEdited' as const, subjectId: demandItemId, organisationId: editedBy })));
  }
}

async function changed(tx: ActingTx, known: readonly KnownClass[], input: Exclude<ClassToEdit, { readonly change: 'ADD' }>): Promise<Change | Refused> {
  const { classId } = input;
  const found = knownClass(known, classId);
  if (!('row' in found)) return found;
  const before = found.row;
  if (input.change === 'RETIRE' && before.definition.origin === 'PLAN') return refused('STATE', 'CLASS_OF_PLAN_STAYS', 'classId', { classId });
  const use = await useOfClass(tx, classId);
  if (input.change === 'REVISE') {
    const revised = revisedRow(known, before, input.revision, use);
    return 'row' in revised ? { before, after: revised.row, paths: [] } : revised;
  }
  if (use.products + use.lines > 0) return refused('STATE', 'CLASS_IN_USE', 'classId', { classId, products: use.products, lines: use.lines });
  const paths = await pathsToClasses(tx, [classId]);
  await lockItems(tx, paths.map(({ demandItemId }) => demandItemId));
  return { before, after: null, paths: paths.map((path) => ({ before: path, after: null })) };
}
