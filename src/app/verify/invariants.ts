import { CATALOGUE_INVARIANTS } from '../../catalogue/index.js';
import { DEMAND_INVARIANTS } from '../../demand/index.js';
import { MATCHING_INVARIANTS } from '../../matching/index.js';
import { auditInvariant } from '../../platform/audit/audit-invariant.js';
import type { Engine } from '../../platform/search/meilisearch/engine.js';
import { copyInvariant } from '../../platform/search/meilisearch/copy-invariant.js';
import type { SearchIndex } from '../../platform/search/search-index.port.js';
import type { Invariant } from '../../platform/verify/invariant.js';
import { platformInvariants, type FailedJobs } from '../../platform/verify/platform.store.js';
import { crossRoomInvariants, type Sampling } from './cross-room.js';
import { fileInvariants } from './files.js';
import { taking } from './taking.js';

export interface VerifiedThings {
  readonly search: SearchIndex;
  /** Null: uploads are not looked at. */
  readonly dataDir: string | null;
  readonly sampling: Sampling;
  /** Null: the job queue lies in the database. */
  readonly failedInRedis: FailedJobs | null;
  /** Null: PostgreSQL answers searches alone. */
  readonly engine: Pick<Engine, 'versions'> | null;
}

/** Everything that must hold of a database of the product, whatever happened to its processes. */
export function allInvariants({ search, dataDir, sampling, failedInRedis, engine }: VerifiedThings): Invariant[] {
  return [
    ...platformInvariants(taking(), failedInRedis), auditInvariant, ...(engine === null ? [] : [copyInvariant(engine)]), ...CATALOGUE_INVARIANTS, ...DEMAND_INVARIANTS, ...MATCHING_INVARIANTS,
    ...crossRoomInvariants(search, sampling), ...(dataDir === null ? [] : fileInvariants(dataDir)),
  ];
}
