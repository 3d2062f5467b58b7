import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SERVER_ENVIRONMENT } from './server-environment.js';

export interface Keeper {
  dismiss(): void;
}

const PROGRAM = fileURLToPath(new URL('./keeper.js', import.meta.url));
const RESTART_MS = 500;

/** Starts the process that stops a server when this one dies, and starts it again if it is killed itself. */
export function startKeeper(identity: string): Keeper {
  let dismissed = false;
  let keeper = spawnKeeper(identity);
  const watch = (): void => {
    keeper.once('exit', () => {
      if (dismissed) return;
      setTimeout(() => {
        if (dismissed) return;
        keeper = spawnKeeper(identity);
        watch();
      }, RESTART_MS).unref();
    });
  };
  watch();
  return {
    dismiss: () => {
      dismissed = true;
      keeper.kill('SIGKILL');
    },
  };
}

function spawnKeeper(identity: string): ChildProcess {
  const keeper = spawn(process.execPath, [PROGRAM, identity], { cwd: '/', env: SERVER_ENVIRONMENT, detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  keeper.on('error', () => undefined);
  keeper.stdin.on('error', () => undefined);
  keeper.unref();
  return keeper;
}
