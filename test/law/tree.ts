import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A file of the project: path from its folder with `/`, and its text. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', '.git', '.duijie']);
const BINARY = /\.(png|jpe?g|gif|ico|woff2?|ttf|otf|pdf|xlsx?|et|zip|gz|tgz)$/i;
const LARGEST_BYTES = 4 * 1024 * 1024;

/**
 * Paths of all files that are, or with the next commit would be, part of the project. Asks git; in a copy without
 * its history the folder itself is read.
 */
export async function ourPaths(project: string): Promise<string[]> {
  const listed = await promisify(execFile)('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: project, maxBuffer: 16 * 1024 * 1024 })
    .then(({ stdout }) => stdout.split('\0').filter(Boolean))
    .catch(() => walk(project, ''));
  const present = await Promise.all(listed.map(async (path) => ((await stat(join(project, path)).catch(() => null))?.isFile() ? path : null)));
  return present.filter((path) => path !== null).sort();
}

async function walk(project: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(project, folder), { withFileTypes: true });
  const paths = await Promise.all(entries.filter((entry) => !NOT_OURS.has(entry.name)).map(async (entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? walk(project, path) : [path];
  }));
  return paths.flat();
}

/** Texts of these files; pictures, packed files and files over 4 MiB are passed over. */
export async function textsOf(project: string, paths: readonly string[]): Promise<SourceText[]> {
  const texts: SourceText[] = [];
  for (const path of paths) {
    if (BINARY.test(path) || (await stat(join(project, path))).size > LARGEST_BYTES) continue;
    texts.push({ path, text: await readFile(join(project, path), 'utf8') });
  }
  return texts;
}
