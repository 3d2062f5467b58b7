import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MACHINE_LAW_FILES, parseMachineLaw, type MachineLaw, type MachineLawFile } from '../core/policy/energy/machine-law.js';
import { REFERENCE_FOLDER } from '../platform/config/project.js';

let law: Promise<MachineLaw> | null = null;

/** Energy standards with their tables and the elimination class, as the product ships them; read once in a process. */
export function machineLaw(): Promise<MachineLaw> {
  law ??= read();
  return law;
}

async function read(): Promise<MachineLaw> {
  const texts = new Map(await Promise.all(MACHINE_LAW_FILES.map(async (file): Promise<[MachineLawFile, string]> =>
    [file, await readFile(join(REFERENCE_FOLDER, 'energy-grades', file), 'utf8')])));
  return parseMachineLaw((file) => texts.get(file) ?? '');
}
