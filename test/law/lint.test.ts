import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECT, inPlantedFolder } from './plant.js';
import { LAWFUL_LINT_FILES, LINT_PLANTS } from './planted/lint.js';

interface Complaint {
  readonly ruleId: string | null;
  readonly message: string;
}
type Complaints = ReadonlyMap<string, readonly Complaint[]>;

/** Lints a folder by the project's configuration, with ESLint's own command: complaints per file. */
async function lint(folder: string): Promise<Complaints> {
  const program = join(PROJECT, 'node_modules/eslint/bin/eslint.js');
  const stdout = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [program, '--config', join(PROJECT, 'eslint.config.js'), '--format', 'json', '.'], { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      // Status 1 means complaints, which is what planted folders are for; anything else is a broken linter.
      (error, out, errors) => (error === null || error.code === 1 ? resolve(out) : reject(new Error(errors, { cause: error }))));
  });
  const files = JSON.parse(stdout) as readonly { readonly filePath: string; readonly messages: readonly Complaint[] }[];
  return new Map(files.map((file) => [relative(folder, file.filePath), file.messages]));
}

describe('planted violations that only ESLint can see', () => {
  let complaints: Complaints;
  beforeAll(async () => {
    const files: Record<string, string> = { ...LAWFUL_LINT_FILES };
    for (const name of ['tsconfig.json', 'tsconfig.test.json', 'package.json']) files[name] = await readFile(join(PROJECT, name), 'utf8');
    for (const plant of LINT_PLANTS) files[plant.path] = plant.text;
    complaints = await inPlantedFolder(files, lint);
  }, 120_000);

  it.each(LINT_PLANTS.map((plant) => [plant.rule, plant.says, plant.path, plant] as const))('%s (%s) in %s', (rule, says, path, plant) => {
    const found = complaints.get(path) ?? [];
    expect({ text: plant.text, rules: [...new Set(found.map((complaint) => complaint.ruleId))] }).toEqual({ text: plant.text, rules: [rule] });
    expect(found.map((complaint) => complaint.message).join('\n')).toContain(says);
  });

  it.each(Object.keys(LAWFUL_LINT_FILES))('lets %s pass', (path) => {
    expect(complaints.get(path)).toEqual([]);
  });
});
