import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { differences, type Keyed } from '../../platform/verify/differences.js';
import { brokenOf, type Invariant } from '../../platform/verify/invariant.js';
import { registeredContents } from '../../platform/verify/platform.store.js';

const SHELF = /^[0-9a-f]{2}$/;

/** The uploads on disk and their register. */
export function fileInvariants(dataDir: string): Invariant[] {
  return [
    {
      code: 'FILE_MISSING', zh: '登记的每个文件都在磁盘上', en: 'every registered file is on the disk',
      fix: { zh: '从备份的 files/ 文件夹复制回来，或请上传者重新上传', en: 'copy it back from files/ of a backup, or have it uploaded again' },
      broken: (tx) => brokenOf(sidedOf(differences(registeredContents(tx), contentsOnDisk(dataDir)), 'right')),
    },
    {
      code: 'FILE_ORPHAN', zh: '磁盘上的每个文件都已登记', en: 'every file on the disk is registered',
      fix: { zh: '上传中断所留，没有人能读到：可从 files/ 中删除', en: 'left by an upload that was cut off, and nobody can reach it: it may be deleted from files/' },
      broken: (tx) => brokenOf(sidedOf(differences(registeredContents(tx), contentsOnDisk(dataDir)), 'left')),
    },
  ];
}

async function* sidedOf(found: ReturnType<typeof differences>, missing: 'left' | 'right'): AsyncGenerator<string> {
  for await (const one of found) if (one[missing] === null) yield one.key;
}

/** Contents by hash, shelf by shelf; their names begin with the shelf's, so that they come in order. */
async function* contentsOnDisk(dataDir: string): AsyncGenerator<Keyed> {
  const folder = join(dataDir, 'files');
  for (const shelf of (await names(folder)).filter((name) => SHELF.test(name))) {
    for (const key of await names(join(folder, shelf))) yield { key, value: '1' };
  }
}

async function names(folder: string): Promise<string[]> {
  return (await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  })).sort();
}
