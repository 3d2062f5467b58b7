import { Injectable } from '@nestjs/common';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { editedPath, type PathEdit } from '../core/policy/path-edit.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Classes } from './classes.js';
import { applyPathEdits, insertPathEdits, lockItems, type PathEditRow } from './path-edit.store.js';
import { demandItemsByIds, pathsOfItems } from './policy.store.js';

export interface PathToEdit extends PathEdit {
  /** Why, for those who read the history; 1 to 500 characters. */
  readonly reason: string;
}

/**
 * Adds, changes and ends upgrade paths: each edit is a revision that stays, and matching judges the open lines of the item anew.
 * A new edition of the seeds does not undo it. Refuses unknown items and classes, and whoever is no department.
 */
@Injectable()
export class EditUpgradePaths {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  run(request: DeedRequest, inputs: readonly PathToEdit[]): Promise<Outcome<PathEditRow & { readonly because: string }>[]> {
    return this.deeds.perform(request, 'editUpgradePaths', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('demandItemId'));
      const itemIds = [...new Set(wanted.map(({ demandItemId }) => demandItemId))];
      await lockItems(tx, itemIds);
      const classes = await this.classes.all(tx);
      const items = new Set((await demandItemsByIds(tx, itemIds)).map(({ id }) => id));
      const inForce = new Map((await pathsOfItems(tx, itemIds)).map((path) => [keyOf(path), path]));
      const edits: PathEditRow[] = [];
      const outcomes = wanted.map((input): Outcome<PathEditRow & { readonly because: string }> => {
        const { demandItemId, classId, change } = input;
        const reason = input.reason.trim();
        if (!items.has(demandItemId)) return refused('INPUT', 'DEMAND_ITEM_UNKNOWN', 'demandItemId', { demandItemId });
        if (!classes.has(classId)) return refused('INPUT', 'CLASS_UNKNOWN', 'classId', { classId });
        if (reason === '') return refused('INPUT', 'PATH_EDIT_REASON_MISSING', 'reason');
        const before = inForce.get(keyOf(input)) ?? null;
        const edited = editedPath(input, before);
        if (!('path' in edited)) return edited;
        if (edited.path === null) inForce.delete(keyOf(input));
        else inForce.set(keyOf(input), edited.path);
        const edit: PathEditRow = {
          id: this.ids.next('pathEdit'), demandItemId, classId, change, before, after: edited.path, reason, at: request.receivedAt, editedBy: viewer.organisationId, memberId: viewer.memberId,
        };
        edits.push(edit);
        return done({ ...edit, because: reason });
      });
      await applyPathEdits(tx, edits);
      await insertPathEdits(tx, edits);
      tx.announce(...[...new Set(edits.map(({ demandItemId }) => demandItemId))].map((subjectId) => ({ type: 'UpgradePathEdited' as const, subjectId, organisationId: viewer.organisationId })));
      return outcomes;
    });
  }
}

const keyOf = ({ demandItemId, classId }: { readonly demandItemId: string; readonly classId: string }): string => `${demandItemId} ${classId}`;
