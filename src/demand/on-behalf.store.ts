import { In } from 'typeorm';
import type { Tx } from '../platform/db/tx.js';
import { DemandOnBehalfEntity, type DemandOnBehalfState } from './on-behalf.entity.js';

/** What one enterprise may have waiting: a link shows all of it and confirms it in one transaction. */
export const WAITING_MAX = 100;

export async function insertDemandsOnBehalf(tx: Tx, rows: readonly DemandOnBehalfEntity[]): Promise<void> {
  if (rows.length > 0) await tx.manager.insert(DemandOnBehalfEntity, rows as never);
}

/** What was entered for these enterprises in these states, oldest first; at most 100 of each enterprise are ever waiting. */
export async function demandsOnBehalfOf(tx: Tx, ownerIds: readonly string[], states: readonly DemandOnBehalfState[]): Promise<DemandOnBehalfEntity[]> {
  if (ownerIds.length === 0) return [];
  return tx.manager.find(DemandOnBehalfEntity, { where: { ownerId: In([...ownerIds]) as never, state: In([...states]) }, order: { id: 'ASC' } });
}

/** As `demandsOnBehalfOf` for one enterprise, locked until the transaction ends. */
export async function waitingForChange(tx: Tx, ownerId: string, state: DemandOnBehalfState): Promise<DemandOnBehalfEntity[]> {
  await tx.query('select id from demand_on_behalf where owner_id = $1 and state = $2 order by id for update', [ownerId, state]);
  return demandsOnBehalfOf(tx, [ownerId], [state]);
}

export async function saveDemandsOnBehalf(tx: Tx, rows: readonly DemandOnBehalfEntity[]): Promise<void> {
  for (const { id, title, content, state, demandId, confirmedAt } of rows) {
    await tx.manager.update(DemandOnBehalfEntity, { id }, { title, content, state, demandId, confirmedAt } as never);
  }
}
