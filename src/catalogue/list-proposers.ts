import { Injectable } from '@nestjs/common';
import { ClassProposer } from '../core/catalogue/proposing/propose-class.js';
import type { SynonymGroup } from '../core/search/synonyms.js';
import { REFERENCE_FOLDER } from '../platform/config/project.js';
import { loadSynonyms } from '../platform/search/load-synonyms.js';
import type { ClassRow } from '../policy/index.js';

/** The proposer for an edition of the classes; made once for each, since it has all names and attributes by heart. */
@Injectable()
export class ListProposers {
  private synonyms: readonly SynonymGroup[] | null = null;
  private made: { readonly classes: ReadonlyMap<string, ClassRow>; readonly proposer: ClassProposer } | null = null;

  of(classes: ReadonlyMap<string, ClassRow>): ClassProposer {
    if (this.made?.classes === classes) return this.made.proposer;
    this.synonyms ??= loadSynonyms(REFERENCE_FOLDER);
    const proposer = new ClassProposer([...classes.values()].map(({ definition }) => definition), this.synonyms);
    this.made = { classes, proposer };
    return proposer;
  }
}
