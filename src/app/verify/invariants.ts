import { CATALOGUE_INVARIANTS } from '../../catalogue/index.js';
import { DEMAND_INVARIANTS } from '../../demand/index.js';
import { MATCHING_INVARIANTS } from '../../matching/index.js';
import type { SearchIndex } from '../../platform/search/search-index.port.js';
import type { Invariant } from '../../platform/verify/invariant.js';
import { platformInvariants } from '../../platform/verify/platform.store.js';
import { crossRoomInvariants, type Sampling } from './cross-room.js';
import { fileInvariants } from './files.js';
import { taking } from './taking.js';

export interface VerifiedThings {
  readonly search: SearchIndex;
  /** Null: uploads are not looked at. */
  readonly dataDir: string | null;
  readonly sampling: Sampling;
}

/** Everything that must hold of a database of the product, whatever happened to its processes. */
export function allInvariants({ search, dataDir, sampling }: VerifiedThings): Invariant[] {
  return [
    ...platformInvariants(taking()), ...CATALOGUE_INVARIANTS, ...DEMAND_INVARIANTS, ...MATCHING_INVARIANTS,
    ...crossRoomInvariants(search, sampling), ...(dataDir === null ? [] : fileInvariants(dataDir)),
  ];
}
