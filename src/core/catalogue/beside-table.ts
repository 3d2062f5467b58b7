import type { Specs } from '../policy/class-definition.js';
import { certificatesCell } from './import/product-columns.js';
import type { ProductDraft } from './import/product-draft.js';
import { splitCertificates } from './import/read-row.js';
import { dropped } from './import/remark.js';
import { readText } from './import/text-cell.js';

/** A listing as it stands, as far as a table says less of it. */
export interface ListedContent {
  readonly name: string;
  readonly classId: string;
  readonly kindKey: string | null;
  readonly specs: Specs;
  readonly specOriginals: Readonly<Record<string, string>>;
  readonly description: string;
  readonly certificates: readonly string[];
}

/**
 * A row of a table beside the listing that it is about. A table has no column for the kind, tells certificates apart by semicolons and knows
 * nothing of how a figure was first written: where it says what our own export of the listing says, the listing keeps what it has.
 * So a list that is exported and imported again changes nothing.
 */
export function besideTable(draft: ProductDraft, before: ListedContent): ProductDraft {
  if (draft.classId !== before.classId) return draft;
  const sameCertificates = asCell(splitCertificates(asText(certificatesCell(before.certificates)))) === asCell(draft.certificates);
  return {
    ...draft,
    kindKey: draft.name === before.name ? before.kindKey : draft.kindKey,
    specOriginals: { ...originalsOf(draft.specs, before), ...draft.specOriginals },
    certificates: sameCertificates ? before.certificates : draft.certificates,
    description: asText(before.description) === draft.description ? before.description : draft.description,
  };
}

/** What the supplier first wrote, for the figures that are still the same. */
function originalsOf(specs: Specs, before: ListedContent): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(before.specOriginals).filter(([key]) => specs[key] !== undefined && specs[key] === before.specs[key]));
}

function asCell(certificates: readonly string[]): string {
  return certificates.join('\n');
}

/** The text as a cell that holds it is read. */
function asText(text: string): string {
  return readText(text, '', { max: Number.MAX_SAFE_INTEGER, lines: true, tooLong: dropped }).value ?? '';
}
