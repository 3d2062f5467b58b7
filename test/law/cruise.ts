import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT } from './plant.js';

export interface Cruised {
  /** Modules that were looked at; 0 means that nothing was checked. */
  readonly modules: number;
  readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
}

interface Report {
  readonly summary: { readonly totalCruised: number; readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[] };
}

/** Cruises `src` of a folder by the project's rules, with dependency-cruiser's own command. Throws when no module was seen. */
export async function cruise(folder: string): Promise<Cruised> {
  const program = join(PROJECT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath, [program, '--config', join(PROJECT, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src'],
    { cwd: folder, maxBuffer: 256 * 1024 * 1024 },
  );
  return readReport(JSON.parse(stdout) as Report);
}

export function readReport(report: Report): Cruised {
  const { totalCruised, violations } = report.summary;
  if (totalCruised === 0) throw new Error('dependency-cruiser saw no module: nothing was checked');
  return { modules: totalCruised, violations: violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })) };
}
