/** What is known of the supply that could answer a line. */
export interface SupplyFacts {
  /** Classes by which a product can answer the line. */
  readonly classIds: readonly string[];
  /** The plan itself names makers in the province for one of these classes (it is among its 83). */
  readonly planNamesMaker: boolean;
  /** A product of these classes is on the market here. */
  readonly supplied: boolean;
  /** One of them is by a maker in the province. */
  readonly madeInProvince: boolean;
}

/** What is missing for a line; the facts are told apart, since each has another remedy. */
export interface SupplyGap {
  /** No class of goods answers the line: it must say better what it wants, or a class is missing. */
  readonly noClassFits: boolean;
  /** Nobody, from wherever, offers such a product here. */
  readonly nothingOnPlatform: boolean;
  /** 省内缺口: neither the plan nor the platform knows a maker in the province, which forbids no one outside to supply. */
  readonly noMakerInProvince: boolean;
}

export function supplyGap({ classIds, planNamesMaker, supplied, madeInProvince }: SupplyFacts): SupplyGap {
  const noClassFits = classIds.length === 0;
  return {
    noClassFits, nothingOnPlatform: noClassFits || !supplied, noMakerInProvince: noClassFits || (!planNamesMaker && !madeInProvince),
  };
}

export function isGap({ noClassFits, nothingOnPlatform, noMakerInProvince }: SupplyGap): boolean {
  return noClassFits || nothingOnPlatform || noMakerInProvince;
}
