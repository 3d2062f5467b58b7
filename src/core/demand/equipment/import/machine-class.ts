import { ClassFinder } from '../../../catalogue/import/class-cell.js';
import type { SynonymGroup } from '../../../catalogue/proposing/class-names.js';
import { ClassProposer } from '../../../catalogue/proposing/propose-class.js';
import type { ClassDefinition } from '../../../policy/class-definition.js';
import { isMachineTool } from '../../../policy/retirement.js';

/** A name must say this much by itself: nobody is asked before an import takes it. */
const SURE = 0.8;
const REMEMBERED_MAX = 10_000;

/** Tells the class of a machine in a ledger: by id or name where the ledger has a column for it, else by what it is called. */
export class MachineClasses {
  private readonly finder: ClassFinder;
  private readonly proposer: ClassProposer;
  private readonly remembered = new Map<string, ClassDefinition | null>();

  constructor(classes: ReadonlyMap<string, ClassDefinition>, synonyms: readonly SynonymGroup[]) {
    this.finder = new ClassFinder(classes);
    this.proposer = new ClassProposer(classes.values(), synonyms);
  }

  /** The class that a cell names; null when there is none of that id or name. */
  named(cell: string): ClassDefinition | null {
    return this.finder.read(cell, '').value;
  }

  /**
   * The class that a machine's name tells, or null where it leaves a doubt. A name that is a machine tool's is never taken for something
   * else: its ten years hang on it.
   */
  called(name: string): ClassDefinition | null {
    const known = this.remembered.get(name);
    if (known !== undefined) return known;
    const { ranked, none } = this.proposer.propose({ name, model: '', clauses: [], context: [] });
    const [best] = ranked;
    const found = none || best === undefined || best.confidence < SURE ? null : this.proposer.definition(best.classId) ?? null;
    const sure = found !== null && isMachineTool({ classId: null, name }) && !isMachineTool({ classId: found.id, name }) ? null : found;
    if (this.remembered.size < REMEMBERED_MAX) this.remembered.set(name, sure);
    return sure;
  }
}
