import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules/', import.meta.url));
export const IS_ROOT = process.getuid?.() === 0;

/** A plain account that root may try things as: `nobody`, where it may run this Node and read this project's packages; else null. */
export function plainAccount(): Account | null {
  if (!IS_ROOT) return null;
  const id = (which: string): number => Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    const account = { uid: id('-u'), gid: id('-g') };
    const tried = spawnSync(process.execPath, ['-e', `require('fs').readdirSync(${JSON.stringify(NODE_MODULES)})`], { ...account, cwd: '/', env: {} });
    return tried.status === 0 ? account : null;
  } catch {
    return null;
  }
}
