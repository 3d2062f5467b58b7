import { classUse } from '../catalogue/index.js';
import { refused, type Refused } from '../core/outcome/outcome.js';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import { revisedClass, type ClassRevision, type ClassUse } from '../core/policy/class-edit.js';
import { wordKey } from '../core/text/fold.js';
import { openUseOfClass } from '../demand/index.js';
import type { Tx } from '../platform/db/tx.js';
import type { allClasses} from '../policy/index.js';
import { type ClassRow } from '../policy/index.js';

export type KnownClass = Awaited<ReturnType<typeof allClasses>>[number];

/** What published products and open lines use of a class, as far as the transaction may see them: a department sees all. */
export async function useOfClass(tx: Tx, classId: string): Promise<ClassUse> {
  const published = await classUse(tx, classId);
  const open = await openUseOfClass(tx, classId);
  const attributes = new Map<string, { products: number; lines: number }>();
  const count = (key: string, products: number, lines: number): void => {
    const known = attributes.get(key) ?? { products: 0, lines: 0 };
    attributes.set(key, { products: known.products + products, lines: known.lines + lines });
  };
  for (const { key, products } of published.attributes) count(key, products, 0);
  for (const { key, lines } of open.attributes) count(key, 0, lines);
  return {
    products: published.products, lines: open.lines, attributes,
    values: new Map(published.attributes.flatMap(({ key, value, products }) => (value === null ? [] : [[`${key} ${value}`, products]]))),
    kinds: new Map(published.kinds.map(({ key, products }) => [key, products])),
  };
}

/** Class in force of this id among all of the table, or the refusal. */
export function knownClass(known: readonly KnownClass[], classId: string): { readonly row: ClassRow } | Refused {
  const found = known.find(({ definition, retired }) => definition.id === classId && !retired);
  if (found === undefined) return refused('INPUT', 'CLASS_UNKNOWN', 'classId', { classId });
  const { retired: _inForce, ...row } = found;
  return { row };
}

/** A class after a revision, judged by what the market uses of it and by the names of the others. */
export function revisedRow(known: readonly KnownClass[], row: ClassRow, revision: ClassRevision, use: ClassUse): { readonly row: ClassRow } | Refused {
  const revised = revisedClass(row.definition, revision, use);
  if (!('definition' in revised)) return revised;
  return nameTaken(known, revised.definition) ?? { row: { ...row, definition: revised.definition } };
}

/** Two classes of one name would be one to whoever reads a list. A name that a class always had is left alone. */
export function nameTaken(known: readonly KnownClass[], definition: ClassDefinition): Refused | null {
  const name = wordKey(definition.zh);
  if (known.some((row) => row.definition.id === definition.id && wordKey(row.definition.zh) === name)) return null;
  const other = known.find((row) => !row.retired && wordKey(row.definition.zh) === name);
  return other === undefined ? null : refused('CONFLICT', 'CLASS_NAME_TAKEN', 'zh', { name: definition.zh, classId: other.definition.id });
}
