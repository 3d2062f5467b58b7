import { coveringRegions } from '../core/matching/regions.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import { refused, type Outcome, done } from '../core/outcome/outcome.js';
import { specField, type SearchFilter, type SpecFilter } from '../platform/search/search-index.port.js';
import type { ProductFilterInput, ProductFilterPart, SpecFilterInput } from './product-search.types.js';

/** A filter as the API takes it, as the index takes it; refuses conditions on attributes that no class has. */
export function searchFilter(input: ProductFilterInput, classes: ReadonlyMap<string, ClassDefinition>): Outcome<SearchFilter> {
  const specs: SpecFilter[] = [];
  for (const [index, spec] of (input.specs ?? []).entries()) {
    const read = specFilter(spec, classes, `filter.specs.${index}`);
    if (!read.ok) return read;
    specs.push(read.value);
  }
  return done({
    classIds: given(input.classIds), specs: given(specs), priceMinCny: input.priceMinCny ?? null, priceMaxCny: input.priceMaxCny ?? null,
    energyGradeAtMost: input.energyGradeAtMost ?? null, servedRegions: input.regionCode === undefined || input.regionCode === null ? null : coveringRegions(input.regionCode),
    certificates: given(input.certificates), supplierIds: given(input.supplierIds),
  });
}

function specFilter(spec: SpecFilterInput, classes: ReadonlyMap<string, ClassDefinition>, field: string): Outcome<SpecFilter> {
  const definition = classes.get(spec.classId);
  if (definition === undefined) return refused('INPUT', 'UNKNOWN_CLASS', `${field}.classId`, { classId: spec.classId });
  if (!definition.attributes.some(({ key }) => key === spec.attributeKey)) {
    return refused('INPUT', 'SPEC_ATTRIBUTE_UNKNOWN', `${field}.attributeKey`, { classId: spec.classId, attribute: spec.attributeKey });
  }
  const values = given((spec.values ?? []).filter((value) => ['string', 'number', 'boolean'].includes(typeof value)));
  return done({ field: specField(spec.classId, spec.attributeKey), min: spec.min ?? null, max: spec.max ?? null, values });
}

/** The parts that a filter is made of, each with what is left without it. */
export function filterParts(filter: SearchFilter): { readonly part: ProductFilterPart; readonly rest: SearchFilter }[] {
  const { classIds, specs, priceMinCny, priceMaxCny, energyGradeAtMost, servedRegions, certificates, supplierIds } = filter;
  const parts: readonly (readonly [ProductFilterPart, boolean, Partial<SearchFilter>])[] = [
    ['classIds', isSet(classIds), { classIds: null }], ['specs', isSet(specs), { specs: null }],
    ['price', isSet(priceMinCny) || isSet(priceMaxCny), { priceMinCny: null, priceMaxCny: null }],
    ['energyGradeAtMost', isSet(energyGradeAtMost), { energyGradeAtMost: null }], ['regionCode', isSet(servedRegions), { servedRegions: null }],
    ['certificates', isSet(certificates), { certificates: null }], ['supplierIds', isSet(supplierIds), { supplierIds: null }],
  ];
  return parts.filter(([, set]) => set).map(([part, , without]) => ({ part, rest: { ...filter, ...without } }));
}

/** Null for a list without items: clients send `[]` for a filter that nobody set. */
function given<T>(items: readonly T[] | null | undefined): readonly T[] | null {
  return items === undefined || items === null || items.length === 0 ? null : items;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
