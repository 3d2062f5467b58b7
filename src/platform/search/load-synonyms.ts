import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynonymGroup } from '../../core/search/synonyms.js';

const KINDS: readonly string[] = ['synonym', 'abbreviation', 'broader>narrower'] satisfies SynonymGroup['kind'][];

/** The groups of synonyms.json in the folder of reference data, read once at start; throws when the file is not of that shape. */
export function loadSynonyms(folder: string): SynonymGroup[] {
  const { groups } = JSON.parse(readFileSync(join(folder, 'synonyms.json'), 'utf8')) as { groups?: unknown };
  if (!Array.isArray(groups) || !groups.every(isGroup)) throw new Error('synonyms.json: every group has a kind and two terms or more.');
  return groups;
}

function isGroup(group: unknown): group is SynonymGroup {
  const { terms, kind } = group as { terms?: unknown; kind?: unknown };
  return typeof kind === 'string' && KINDS.includes(kind) && Array.isArray(terms) && terms.length >= 2 && terms.every((term) => typeof term === 'string');
}
