import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassProposer } from '../../core/catalogue/proposing/propose-class.js';
import type { SynonymGroup } from '../../core/catalogue/proposing/class-names.js';
import type { ClassDefinition } from '../../core/policy/class-definition.js';
import { demandItems, placedClasses, upgradePaths, type ReferenceFiles } from '../../core/policy/reference.js';
import { DemandRouter } from '../../core/policy/routing/route-demand.js';
import { REFERENCE_FOLDER } from '../../platform/config/project.js';
import { loadSynonyms } from '../../platform/search/load-synonyms.js';
import { Normaliser } from '../../platform/search/normaliser.js';

/** The product's classes and synonyms out of seeds/reference, without a database, and what reads with them. */
export interface Reference {
  readonly classes: ReadonlyMap<string, ClassDefinition>;
  readonly proposer: ClassProposer;
  readonly router: DemandRouter;
}

interface RetirePath { readonly old: { readonly zh: string }; readonly replacedBySupplyIds: readonly string[] }

export async function readReference(): Promise<Reference> {
  const file = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(REFERENCE_FOLDER, `${name}.json`), 'utf8')) as unknown;
  const [taxonomy, attributes, extensions, paths, synonyms, retire] = await Promise.all(['seed-taxonomy', 'class-attributes', 'extension-classes', 'upgrade-paths', 'synonyms', 'retire-paths'].map(file));
  const files = { taxonomy, attributes, extensions, paths } as ReferenceFiles;
  const classes = new Map(placedClasses(files).map(({ definition }) => [definition.id, definition]));
  const { groups } = synonyms as { readonly groups: readonly SynonymGroup[] };
  const normaliser = new Normaliser(loadSynonyms(REFERENCE_FOLDER));
  const router = new DemandRouter({
    classes: [...classes.values()], synonyms: groups, items: demandItems(files), paths: upgradePaths(files),
    oldMachines: (retire as { readonly records: readonly RetirePath[] }).records.map(({ old, replacedBySupplyIds }) => ({ zh: old.zh, replacedByIds: replacedBySupplyIds })),
  }, (text) => normaliser.text(text));
  return { classes, proposer: new ClassProposer(classes.values(), groups), router };
}
