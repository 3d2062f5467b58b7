import { Injectable } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClassDefinition } from '../core/policy/class-definition.js';
import { DemandReader } from '../core/policy/extraction/extract-demand.js';
import type { Extraction } from '../core/policy/extraction/extraction.js';
import { DemandRouter, type Route } from '../core/policy/routing/route-demand.js';
import type { OldMachine } from '../core/policy/routing/lexicon.js';
import type { DateText } from '../core/time/dates.js';
import { REFERENCE_FOLDER } from '../platform/config/project.js';
import type { Tx } from '../platform/db/tx.js';
import { loadSynonyms } from '../platform/search/load-synonyms.js';
import { searchable } from '../platform/search/searchable.js';
import { Classes } from './classes.js';
import { allItemsAndPaths, lawVersions, type ClassRow } from './policy.store.js';

/** What a demand in plain words was read as. `definition`: the class by whose attributes its figures were read; null when none was sure. */
export interface ReadDemand {
  readonly route: Route;
  readonly extraction: Extraction;
  readonly definition: ClassDefinition | null;
}

interface Readers {
  readonly classes: ReadonlyMap<string, ClassRow>;
  readonly paths: string;
  readonly router: DemandRouter;
  readonly reader: DemandReader;
}

interface RetirePath { readonly old: { readonly zh: string }; readonly replacedBySupplyIds: readonly string[] }

/** Reads a buyer's words: which goods they ask for, and what they ask of them. A proposal, for the buyer to confirm. */
@Injectable()
export class DemandWords {
  private readers: Readers | null = null;
  private oldMachines: Promise<readonly OldMachine[]> | null = null;

  constructor(private readonly classes: Classes) {}

  /** `classId`: the class that the buyer has chosen, by which the figures are read; null: the one routed to. An unknown one counts as none. */
  async read(tx: Tx, text: string, classId: string | null, today: DateText): Promise<ReadDemand> {
    const { classes, router, reader } = await this.current(tx);
    const route = router.route(text);
    const sure = route.question === null ? route.ranked[0] ?? route.extensions[0] : undefined;
    const definition = classes.get(classId ?? sure?.classId ?? '')?.definition ?? null;
    return { route, extraction: reader.read(text, definition, today), definition };
  }

  /** Made anew when a class or a path was edited: half a second, once. */
  private async current(tx: Tx): Promise<Readers> {
    const [classes, { paths }] = [await this.classes.all(tx), await lawVersions(tx)];
    if (this.readers?.classes === classes && this.readers.paths === paths) return this.readers;
    this.oldMachines ??= retiringMachines();
    const [law, oldMachines] = [await allItemsAndPaths(tx), await this.oldMachines];
    const definitions = [...classes.values()].map(({ definition }) => definition);
    this.readers = { classes, paths, router: new DemandRouter({ classes: definitions, synonyms: loadSynonyms(REFERENCE_FOLDER), oldMachines, ...law }, searchable), reader: new DemandReader(definitions) };
    return this.readers;
  }
}

async function retiringMachines(): Promise<OldMachine[]> {
  const { records } = JSON.parse(await readFile(join(REFERENCE_FOLDER, 'retire-paths.json'), 'utf8')) as { readonly records: readonly RetirePath[] };
  return records.map(({ old, replacedBySupplyIds }) => ({ zh: old.zh, replacedByIds: replacedBySupplyIds }));
}
