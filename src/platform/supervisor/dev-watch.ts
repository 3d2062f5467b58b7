import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../config/project.js';
import { say } from './say.js';

/** An editor writes a file in several steps, a branch change writes many files. */
const QUIET_MS = 150;

/**
 * Rebuilds after every change below src/ and, when that succeeded, calls `restart`; a source that does not compile changes
 * nothing that runs. What happens meanwhile is looked at afterwards. Answers how to stop watching.
 */
export function watchSources(restart: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | null = null;
  let busy = false;
  let again = false;
  const turn = async (): Promise<void> => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      if (await rebuild()) await restart();
    } finally {
      busy = false;
    }
    if (again) {
      again = false;
      await turn();
    }
  };
  const watcher = watch(join(PROJECT_FOLDER, 'src'), { recursive: true }, () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void turn().catch((error: unknown) => say(`重启失败：${String(error)}`, `The restart failed: ${String(error)}`)), QUIET_MS);
  });
  return () => {
    if (timer !== null) clearTimeout(timer);
    watcher.close();
  };
}

/** True when something was compiled and all of it could be. */
async function rebuild(): Promise<boolean> {
  const build = spawn(process.execPath, [join(PROJECT_FOLDER, 'build.js')], { cwd: PROJECT_FOLDER, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  build.stdout.on('data', (text: Buffer) => { said += text.toString(); });
  const code = await new Promise<number | null>((resolve) => build.once('close', resolve).once('error', () => resolve(1)));
  if (said !== '') process.stdout.write(said);
  return code === 0 && said !== '';
}
