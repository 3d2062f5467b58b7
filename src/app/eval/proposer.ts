import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassProposer } from '../../core/catalogue/proposing/propose-class.js';
import type { SynonymGroup } from '../../core/catalogue/proposing/class-names.js';
import type { ClassDefinition } from '../../core/policy/class-definition.js';
import { placedClasses, type ReferenceFiles } from '../../core/policy/reference.js';
import { REFERENCE_FOLDER } from '../../platform/config/project.js';

/** The product's classes and synonyms out of seeds/reference, without a database. */
export interface Reference {
  readonly classes: ReadonlyMap<string, ClassDefinition>;
  readonly proposer: ClassProposer;
}

export async function readReference(): Promise<Reference> {
  const file = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(REFERENCE_FOLDER, `${name}.json`), 'utf8')) as unknown;
  const [taxonomy, attributes, extensions, paths, synonyms] = await Promise.all(['seed-taxonomy', 'class-attributes', 'extension-classes', 'upgrade-paths', 'synonyms'].map(file));
  const placed = placedClasses({ taxonomy, attributes, extensions, paths } as ReferenceFiles);
  const classes = new Map(placed.map(({ definition }) => [definition.id, definition]));
  return { classes, proposer: new ClassProposer(classes.values(), (synonyms as { readonly groups: readonly SynonymGroup[] }).groups) };
}
