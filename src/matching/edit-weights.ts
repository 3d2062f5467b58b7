import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { sameWeights, weightTable, type FactorWeight } from '../core/matching/weights-edit.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { insertWeights, lockWeights, weightsInForce, type WeightsRow } from './matching-weights.store.js';

export interface WeightsToEdit {
  /** The version that the editor has seen in force. */
  readonly version: number;
  readonly weights: readonly FactorWeight[];
  /** What they rest on, for those who read the history; 1 to 500 characters. */
  readonly basis: string;
  readonly clause: string | null;
}

export type EditedWeights = WeightsRow & { readonly id: string; readonly because: string };

/**
 * Puts other weights into force: a version that stays, by which all open lines are judged anew. Refuses weights that do not add up,
 * those in force already, and whoever has not seen the version that he replaces.
 */
@Injectable()
export class EditWeights {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly WeightsToEdit[]): Promise<Outcome<EditedWeights>[]> {
    return this.deeds.perform(request, 'editMatchingWeights', inputs, async (tx, wanted) => {
      const { viewer } = request;
      if (!isMember(viewer) || viewer.kind !== 'DEPARTMENT') return wanted.map(() => notFound('version'));
      await lockWeights(tx);
      const outcomes: Outcome<EditedWeights>[] = [];
      for (const input of wanted) {
        const inForce = await weightsInForce(tx);
        const named = weightTable(input.weights);
        const basis = input.basis.trim();
        if (!('weights' in named)) outcomes.push(named);
        else if (basis === '') outcomes.push(refused('INPUT', 'WEIGHTS_BASIS_MISSING', 'basis'));
        else if (String(input.version) !== inForce.version) outcomes.push(refused('CONFLICT', 'WEIGHTS_EDITED_MEANWHILE', 'version', { inForce: inForce.version }));
        else if (sameWeights(named.weights, inForce.weights)) outcomes.push(refused('STATE', 'WEIGHTS_IN_FORCE', 'weights', { version: inForce.version }));
        else {
          const row: WeightsRow = {
            version: input.version + 1, weights: named.weights, basis, clause: input.clause?.trim() || null, at: request.receivedAt,
            editedBy: viewer.organisationId, memberId: viewer.memberId,
          };
          await insertWeights(tx, row);
          tx.announce({ type: 'MatchingWeightsEdited', subjectId: String(row.version), organisationId: viewer.organisationId });
          outcomes.push(done({ ...row, id: String(row.version), because: basis }));
        }
      }
      return outcomes;
    });
  }
}
