import type { Invariant } from '../verify/invariant.js';
import { verifyAudit } from './verify-audit.js';

/** The chain of the audit trail, from its first row to its end; the first place that is not as it was chained is told, since everything behind it hangs on it. */
export const auditInvariant: Invariant = {
  code: 'AUDIT_CHAIN', zh: '审计记录一条接一条，没有缺失或改动', en: 'the audit trail is as it was chained: no row missing, changed or added',
  fix: { zh: '审计记录被改动过：保留现场，查明原因，从备份取回原记录', en: 'somebody has changed the audit trail: keep everything as it is, find out who, and take the rows from a backup' },
  broken: async (tx) => {
    for (let from: string | null = '1'; from !== null;) {
      const { broken, nextFrom } = await verifyAudit(tx, BigInt(from), null);
      if (broken !== null) return { count: 1, what: [`${broken.position} ${broken.reason} ${broken.entryId ?? ''}`.trim()] };
      from = nextFrom;
    }
    return { count: 0, what: [] };
  },
};
