import type { MemberId, OrganisationId } from '../core/ids/ids.js';
import type { Weights, WeightTable } from '../core/matching/rules.js';
import type { Tx } from '../platform/db/tx.js';

/** One version of the weights, as it was put into force; never changed afterwards. */
export interface WeightsRow {
  /** From 1, which every installation begins with; the highest is in force. */
  readonly version: number;
  readonly weights: WeightTable;
  /** What they rest on; 1 to 500 characters. */
  readonly basis: string;
  /** Clause of the work plan, where one speaks of it. */
  readonly clause: string | null;
  readonly at: Date;
  /** Null: as shipped. */
  readonly editedBy: OrganisationId | null;
  readonly memberId: MemberId | null;
}

const ROW = 'version, weights, basis, clause, at, edited_by as "editedBy", member_id as "memberId"';

/** The weights in force. */
export async function weightsInForce(tx: Tx): Promise<Weights> {
  const [row] = await tx.query<{ version: number; weights: WeightTable }>('select version, weights from matching_weights order by version desc limit 1');
  if (row === undefined) throw new Error('No weights are in force: the migration puts the first ones there.');
  return { version: String(row.version), weights: row.weights };
}

/** The weights of a version that a run recorded; null for one that is unknown here. */
export async function weightsOfVersion(tx: Tx, version: string): Promise<Weights | null> {
  const [row] = await tx.query<{ weights: WeightTable }>('select weights from matching_weights where version::text = $1', [version]);
  return row === undefined ? null : { version, weights: row.weights };
}

/** One page of versions, the latest first. `after`: the last version of the page before, or null. */
export async function pageOfWeights(tx: Tx, limit: number, after: number | null): Promise<WeightsRow[]> {
  return tx.query<WeightsRow>(`select ${ROW} from matching_weights where $2::integer is null or version < $2 order by version desc limit $1`, [limit, after]);
}

/** Edits take turns: the second reads what the first has put into force. */
export async function lockWeights(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('matching_weights', 0))`);
}

export async function insertWeights(tx: Tx, { version, weights, basis, clause, at, editedBy, memberId }: WeightsRow): Promise<void> {
  await tx.query(
    'insert into matching_weights (version, weights, basis, clause, at, edited_by, member_id) values ($1, $2::jsonb, $3, $4, $5, $6, $7)',
    [version, JSON.stringify(weights), basis, clause, at, editedBy, memberId]);
}
