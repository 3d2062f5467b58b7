import type { ClassDefinition } from '../../policy/class-definition.js';
import { wordKey } from '../../text/fold.js';
import { spelling } from './choice-cell.js';
import { classLabel } from './product-columns.js';
import { read, readNothing, type Reading } from './reading.js';
import { rejected } from './remark.js';

/** Word → the class it names, or null when several classes are called so. */
type Names = ReadonlyMap<string, ClassDefinition | null>;

/** Finds the class that a cell names: by id, alone or with its name as the template writes it, else by a name that one class alone has. */
export class ClassFinder {
  private readonly levels: readonly Names[];
  private readonly labels: ReadonlyMap<string, ClassDefinition>;

  constructor(private readonly classes: ReadonlyMap<string, ClassDefinition>) {
    const all = [...classes.values()];
    this.labels = new Map(all.map((one) => [classLabel(one), one]));
    this.levels = [(one: ClassDefinition) => [one.id], (one: ClassDefinition) => [one.zh], (one: ClassDefinition) => one.alsoCalled]
      .map((namesOf) => index(all, namesOf));
  }

  /** A row without a class, or with one that is not there, cannot be taken. */
  read(cell: string, column: string): Reading<ClassDefinition> {
    const exact = this.classes.get(cell) ?? this.labels.get(cell);
    if (exact !== undefined) return read(exact);
    if (readNothing(cell, column) !== null) return read<ClassDefinition>(null, rejected(column, 'MISSING_CLASS', cell));
    const word = wordKey(cell);
    const found = this.levels.find((names) => names.has(word))?.get(word) ?? null;
    if (found === null) return read<ClassDefinition>(null, rejected(column, 'UNKNOWN_CLASS', cell));
    return read(found, spelling(cell, column, found.id, 'CLASS_WORD'));
  }
}

function index(classes: readonly ClassDefinition[], namesOf: (one: ClassDefinition) => readonly string[]): Names {
  const names = new Map<string, ClassDefinition | null>();
  for (const definition of classes) {
    for (const word of new Set(namesOf(definition).map(wordKey))) names.set(word, names.has(word) ? null : definition);
  }
  return names;
}
