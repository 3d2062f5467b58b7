import type { OrganisationId } from '../core/ids/ids.js';
import { preferredFactors, tallyOf, type PreferredFactor } from '../core/matching/feedback.js';
import type { Tx } from '../platform/db/tx.js';
import { weightsInForce } from './matching-weights.store.js';
import { lastResetOf, NO_PREFERENCE, preferenceInForce, saidSince } from './preference.store.js';

/** What the answers of an organisation made of the weights in force. */
export interface PreferencesNow {
  /** 0 while nothing ever moved. */
  readonly version: number;
  /** Answers that count. */
  readonly answers: number;
  readonly changedAt: Date | null;
  readonly resetAt: Date | null;
  readonly weightsVersion: string;
  readonly factors: readonly PreferredFactor[];
}

/** As its next look will judge its lines. */
export async function preferencesNow(tx: Tx, organisationId: OrganisationId): Promise<PreferencesNow> {
  const inForce = await preferenceInForce(tx, organisationId);
  const said = await saidSince(tx, organisationId, (inForce ?? NO_PREFERENCE).resets);
  const { version: weightsVersion, weights } = await weightsInForce(tx);
  return {
    version: inForce?.version ?? 0, answers: said.reduce((sum, { times }) => sum + times, 0), changedAt: inForce?.at ?? null, resetAt: await lastResetOf(tx, organisationId),
    weightsVersion, factors: preferredFactors(weights, tallyOf(said)),
  };
}
