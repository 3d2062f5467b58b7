import type { AttributeDefinition, ClassDefinition, Specs, SpecValue } from '../policy/class-definition.js';

/** One figure of a product as it is shown. */
export interface SpecLine {
  readonly attributeKey: string;
  readonly zh: string;
  readonly en: string;
  readonly type: AttributeDefinition['type'];
  readonly unit: string | null;
  readonly value: SpecValue;
  readonly textZh: string;
  readonly textEn: string;
  readonly original: string | null;
  readonly hard: boolean;
}

/** The figures of a product by name, in the order of its class; figures that the class no longer knows are left out. */
export function specLines(
  product: { readonly specs: Specs; readonly specOriginals: Readonly<Record<string, string>> }, definition: ClassDefinition,
): SpecLine[] {
  return definition.attributes.flatMap((attribute): SpecLine[] => {
    const value = product.specs[attribute.key];
    if (value === undefined) return [];
    const { key, zh, en, type, unit } = attribute;
    const [textZh, textEn] = texts(attribute, value);
    return [{ attributeKey: key, zh, en, type, unit, value, textZh, textEn, original: product.specOriginals[key] ?? null, hard: attribute.matchRole === 'hard' }];
  });
}

function texts(attribute: AttributeDefinition, value: SpecValue): [zh: string, en: string] {
  if (typeof value === 'boolean') return value ? ['是', 'yes'] : ['否', 'no'];
  if (typeof value === 'number') {
    const text = attribute.unit === null || attribute.unit === '1' ? String(value) : `${value} ${attribute.unit}`;
    return [text, text];
  }
  const known = attribute.values.find((one) => one.key === value);
  return [known?.zh ?? value, known?.en ?? value];
}
