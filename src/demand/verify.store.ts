import type { Tx } from '../platform/db/tx.js';
import type { Keyed } from '../platform/verify/differences.js';
import type { Invariant } from '../platform/verify/invariant.js';
import { keyedRows, noRow } from '../platform/verify/rows.store.js';

/** Line states that only a published demand reaches. */
const ON_MARKET = `('PUBLISHED', 'SOURCING', 'AWARDED', 'FULFILLED', 'EXPIRED')`;

/** What must hold within demands. The state of a demand is derived from its lines and kept nowhere, so what it is derived from is looked at. */
export const DEMAND_INVARIANTS: readonly Invariant[] = [
  noRow({
    code: 'DEMAND_WITHOUT_LINES', zh: '每项已发布的需求至少有一行，状态由各行得出', en: 'a published demand has a line, from which its state is derived',
    fix: { zh: '需求行已丢失：从备份恢复', en: 'its lines are lost: restore a backup' },
  }, 'select d.id as what from demand_demand d where d.published_at is not null and not exists (select from demand_line l where l.demand_id = d.id)'),
  noRow({
    code: 'DEMAND_LINE_STATE', zh: '行的状态与发布时间相符：上过市场的行和需求都有发布时间', en: 'a line that is or was on the market has the time of its publication, and so has its demand',
    fix: { zh: '请采购方修订并重新发布该需求', en: 'have the buyer revise and publish the demand anew' },
  }, `select l.id as what from demand_line l join demand_demand d on d.id = l.demand_id where l.state in ${ON_MARKET} and (l.published_at is null or d.published_at is null)`),
  noRow({
    code: 'DEMAND_LINE_COPY', zh: '行上的归属和可见范围与其需求一致', en: 'owner and visibility of a line are those of its demand',
    fix: { zh: '行级安全按这些列把守：立即由开发人员核对该行', en: 'row-level security goes by these columns: have a developer look at the row at once' },
  }, `select l.id as what from demand_line l join demand_demand d on d.id = l.demand_id
      where (l.owner_id, l.owner_branch, l.visibility) is distinct from (d.owner_id, d.owner_branch, d.visibility)`),
];

/** Lines that products are looked for, with their owner; in the order of ids. */
export function openLines(tx: Tx): AsyncGenerator<Keyed> {
  return keyedRows(tx, `select id as key, owner_id as value from demand_line where state in ('PUBLISHED', 'SOURCING')`);
}
