import type { Acknowledgement } from './caller.js';
import type { GeneratedCatalogue } from './generated-catalogue.js';

export interface AcknowledgedImport {
  readonly id: string;
  readonly ownerId: string;
  readonly catalogue: GeneratedCatalogue;
}

export interface AcknowledgedDemand {
  readonly lines: number;
  /** Day of the last revision that was acknowledged; null when there was none. */
  neededBy: string | null;
  revisions: number;
  closed: boolean;
}

export interface AcknowledgedState {
  suspended: number;
  reinstated: number;
}

/** What the API has acknowledged to the people of one run: every line of it must be found again, once. */
export class Ledger {
  readonly imports: AcknowledgedImport[] = [];
  readonly published = new Set<string>();
  readonly withdrawn = new Set<string>();
  /** Regions that were set last, with how often, by product. */
  readonly regions = new Map<string, { readonly codes: readonly string[]; readonly times: number }>();
  /** Demands that were published, by id. */
  readonly demands = new Map<string, AcknowledgedDemand>();

  /** How often an organisation was suspended and reinstated, by id. */
  readonly organisations = new Map<string, AcknowledgedState>();
  /** Every mutation with its key and its answer. */
  readonly answers: Acknowledgement[] = [];

  get rows(): number {
    return this.imports.reduce((sum, { catalogue }) => sum + catalogue.rows.length, 0);
  }
}
