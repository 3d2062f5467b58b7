import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: what the laws are read in. */
export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Lays `files` (path to text) out in a folder of its own, beside the project's installed packages, runs `work` there and
 * takes the folder away again. Planted violations lie nowhere in the tree, so no other check trips over them.
 */
export async function inPlantedFolder<T>(files: Readonly<Record<string, string>>, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'duijie-law-'));
  try {
    await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
