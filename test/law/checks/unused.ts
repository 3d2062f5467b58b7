import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from '../plant.js';

interface Issue {
  readonly file: string;
  readonly files?: readonly { readonly name: string }[];
  readonly dependencies?: readonly { readonly name: string }[];
  readonly devDependencies?: readonly { readonly name: string }[];
  readonly unlisted?: readonly { readonly name: string }[];
}

/** Packages listed and used by nobody, packages used and not listed, files of code that nothing reaches; by knip's own command. */
export async function unusedIn(folder: string): Promise<string[]> {
  const program = join(PROJECT, 'node_modules/knip/bin/knip.js');
  const stdout = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [program, '--config', join(PROJECT, 'test/law/knip.config.js'), '--include', 'files,dependencies,unlisted', '--reporter', 'json', '--no-config-hints'], { cwd: folder, maxBuffer: 16 * 1024 * 1024 },
      // Status 1 means findings; anything else is a broken knip.
      (error, out, errors) => (error === null || error.code === 1 ? resolve(out) : reject(new Error(errors, { cause: error }))));
  });
  const { issues } = JSON.parse(stdout) as { readonly issues: readonly Issue[] };
  return issues.flatMap(({ file, files = [], dependencies = [], devDependencies = [], unlisted = [] }) => [
    ...files.map(() => `${file}: nothing imports this file`),
    ...[...dependencies, ...devDependencies].map(({ name }) => `${name}: listed in ${file}, used nowhere`),
    ...unlisted.map(({ name }) => `${name}: used in ${file}, listed nowhere`),
  ]).sort();
}
