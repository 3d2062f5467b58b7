/** A class of goods as the plan or the extension list names it, with typed attributes (seeds/reference, class-attributes.json). */
export interface ClassDefinition {
  /** `S1.1.1.02` for the plan's 83 classes, `X.101` for extension classes. */
  readonly id: string;
  readonly origin: 'PLAN' | 'EXTENSION';
  readonly zh: string;
  readonly en: string;
  readonly alsoCalled: readonly string[];
  readonly kinds: readonly { readonly key: string; readonly zh: string; readonly en: string }[];
  readonly attributes: readonly AttributeDefinition[];
  /** Sales unit, such as 台, 套, m2. */
  readonly unit: string;
  /** Calendar days: low, typical, high. Editorial. */
  readonly leadTimeDays: readonly [number, number, number];
  /** One of the five kinds of §D3.3, or null where that gate does not apply. */
  readonly energyGradeKind: string | null;
  /** May be paired as software with a line of §D2.1; absent: no software. */
  readonly softwareKind?: boolean;
  /** Clause of the work plan that names the class, in the plan's own numbering: `三（一）1`. */
  readonly clause: string;
}

/** One attribute: `min` and `max` are wide sanity bounds, a value outside is refused or questioned; they are no market range. */
export interface AttributeDefinition {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly type: 'number' | 'enum' | 'boolean';
  /** Engineering unit of a number; `1` is dimensionless or a count; null for enums and booleans. */
  readonly unit: string | null;
  /** From the buyer's side; enums are `none`; for a boolean `higher` means that yes is better. */
  readonly better: 'higher' | 'lower' | 'none';
  readonly min: number | null;
  readonly max: number | null;
  readonly values: readonly { readonly key: string; readonly zh: string; readonly en: string }[];
  /** hard: a buyer's stated requirement excludes; soft: it only scores. */
  readonly matchRole: 'hard' | 'soft';
  /** Kind keys for which the attribute has a meaning; null: all kinds. */
  readonly appliesToKinds: readonly string[] | null;
}

/** Specs of a product or values of a requirement: attribute key → number in the attribute's unit, enum key, or yes/no. */
export type SpecValue = number | string | boolean;
export type Specs = Readonly<Record<string, SpecValue>>;
