import type { AttributeDefinition, ClassDefinition } from '../../policy/class-definition.js';

/** Of figures alone: so many other rows of a class, and nine in ten of them, must have one before a row without it lacks it. */
const OTHERS_MIN = 8;
const SHARE_MIN = 0.9;

interface Tally {
  rows: number;
  /** Rows that have the attribute, by its key. */
  readonly filled: Map<string, number>;
}

/**
 * What a table's own rows say about the attributes that its listings should have. An empty cell where an attribute does not
 * apply is no fault, and the class tells where it applies only for some attributes. So an empty cell of a hard attribute
 * counts as missing where the class names the row's kind for it; where it is a choice or yes/no, which every build has an
 * answer to; and, for figures, where another row of the same product has one, or nearly all rows of the class do.
 */
export class TableSurvey {
  private readonly byClass = new Map<string, Tally>();
  private readonly byName = new Map<string, Tally>();

  add(classId: string, nameKey: string, filledKeys: readonly string[]): void {
    for (const tally of [tallyOf(this.byClass, classId), tallyOf(this.byName, `${classId} ${nameKey}`)]) {
      tally.rows += 1;
      for (const key of filledKeys) tally.filled.set(key, (tally.filled.get(key) ?? 0) + 1);
    }
  }

  /** True when a row of this class, name and kind that has no value for the attribute lacks one. */
  expects(definition: ClassDefinition, nameKey: string, kindKey: string | null, attribute: AttributeDefinition): boolean {
    if (attribute.matchRole !== 'hard') return false;
    if (attribute.appliesToKinds !== null) return kindKey !== null && attribute.appliesToKinds.includes(kindKey);
    if (attribute.type !== 'number') return true;
    if ((this.byName.get(`${definition.id} ${nameKey}`)?.filled.get(attribute.key) ?? 0) > 0) return true;
    const tally = this.byClass.get(definition.id);
    const filled = tally?.filled.get(attribute.key) ?? 0;
    return tally !== undefined && filled >= OTHERS_MIN && filled / tally.rows >= SHARE_MIN;
  }
}

function tallyOf(tallies: Map<string, Tally>, key: string): Tally {
  const known = tallies.get(key) ?? { rows: 0, filled: new Map<string, number>() };
  tallies.set(key, known);
  return known;
}
