import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demandItems, placedClasses, upgradePaths, type ReferenceFiles } from '../core/policy/reference.js';
import type { Tx } from '../platform/db/tx.js';
import { applyClassEdits, latestClassEdits } from './class-edit.store.js';
import { applyPathEdits, latestPathEdits } from './path-edit.store.js';
import { editionHashes, replacePaths, saveClasses, saveDemandItems, saveEditions, type Edition } from './policy.store.js';

/** Files that have tables. */
const TABLED = { taxonomy: 'seed-taxonomy', attributes: 'class-attributes', extensions: 'extension-classes', paths: 'upgrade-paths' } as const;
/** Files that others read where they lie, named here with version and basis like the rest. */
const UNTABLED = ['retire-paths', 'synonyms', 'working-days', 'review-levels'] as const;

interface Basis { readonly zh: string; readonly en: string }
interface Header { readonly version?: string; readonly generated?: string; readonly basis?: Basis }
/** A file that cannot carry its own version and basis. */
interface ListedEdition { readonly name: string; readonly file: string; readonly version: string; readonly basis: Basis }

const PLAN: Basis = { zh: '山西省制造业领域设备更新工作方案', en: 'Shanxi work plan for manufacturing equipment renewal' };

/**
 * Loads seeds/reference into an owner's transaction when a file has changed since the last load; answers the names of the
 * editions that are new. Runs at start, before any process serves: the law is the same for all tenants and no tenant may write it.
 */
export async function loadReference(tx: Tx, folder: string): Promise<string[]> {
  const texts = new Map(await Promise.all([...Object.values(TABLED), ...UNTABLED].map(async (name) =>
    [name, await readFile(join(folder, `${name}.json`), 'utf8')] as const)));
  const editions = [...[...texts].map(([name, text]) => editionOf(name, text)), ...await listedEditions(folder)];
  const known = await editionHashes(tx);
  const changed = editions.filter((edition) => known.get(edition.name) !== edition.sha256);
  if (changed.length === 0) return [];
  const files = Object.fromEntries(Object.entries(TABLED).map(([key, name]) => [key, JSON.parse(texts.get(name) ?? '')])) as unknown as ReferenceFiles;
  await saveClasses(tx, placedClasses(files));
  await applyClassEdits(tx, await latestClassEdits(tx));
  await saveDemandItems(tx, demandItems(files));
  await replacePaths(tx, upgradePaths(files));
  // What departments edited outlives a new edition of the file.
  await applyPathEdits(tx, await latestPathEdits(tx));
  await saveEditions(tx, editions);
  return changed.map((edition) => edition.name);
}

async function listedEditions(folder: string): Promise<Edition[]> {
  const { editions } = JSON.parse(await readFile(join(folder, 'editions.json'), 'utf8')) as { readonly editions: readonly ListedEdition[] };
  return Promise.all(editions.map(async ({ name, file, version, basis }) =>
    ({ name, version, sha256: sha256(await readFile(join(folder, file))), basisZh: basis.zh, basisEn: basis.en })));
}

function editionOf(name: string, text: string): Edition {
  const content = JSON.parse(text) as Header & { readonly header?: Header; readonly meta?: Header };
  const { version, generated, basis = PLAN } = content.header ?? content.meta ?? content;
  return { name, version: version ?? generated ?? 'unversioned', sha256: sha256(text), basisZh: basis.zh, basisEn: basis.en };
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
