import type { Tx } from '../platform/db/tx.js';
import type { OrganisationState } from './organisation.entity.js';

/** Enterprises of one region in one state. `approved`: those of them that were approved within the period. */
export interface EnterpriseCount {
  readonly regionCode: string;
  readonly state: OrganisationState;
  readonly count: number;
  readonly approved: number;
}

/** Enterprises by region and state, as far as the tenant may see them; one row for each county that has some. */
export async function countEnterprises(tx: Tx, from: Date, to: Date): Promise<EnterpriseCount[]> {
  return tx.query<EnterpriseCount>(
    `select region_code as "regionCode", state, count(*)::int as count, (count(*) filter (where approved_at >= $1 and approved_at < $2))::int as approved
     from organisation where kind = 'ENTERPRISE' group by 1, 2`, [from, to]);
}

/** Where these organisations are, by id, as far as the tenant may see them. */
export async function regionsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; regionCode: string }>('select id, region_code as "regionCode" from organisation where id = any($1)', [ids]);
  return new Map(rows.map(({ id, regionCode }) => [id, regionCode]));
}
