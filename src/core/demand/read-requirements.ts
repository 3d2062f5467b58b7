import type { ClassDefinition } from '../policy/class-definition.js';
import type { ExtractedRequirement } from '../policy/extraction/extraction.js';
import type { Requirement } from './requirement.js';

/**
 * What was read from a line's words as the line may ask for it: what one of its classes has an attribute for, in the order of the words. The rest
 * stays in the words. Nothing is judged here: a reading that contradicts itself is refused as any other requirements are.
 */
export function requirementsRead(read: readonly ExtractedRequirement[], definition: ClassDefinition | null): Requirement[] {
  const known = new Set(definition?.attributes.map(({ key }) => key) ?? []);
  return read.filter(({ attribute }) => known.has(attribute)).map(({ attribute, op, value, unit, hard }) =>
    ({ attributeKey: attribute, op, value, unit: unit === '1' ? null : unit, mode: hard ? 'HARD' : 'SOFT' }));
}
