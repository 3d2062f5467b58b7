// Before the first file of a run that needs a database: one server for all of them, in a process of its own.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = (path) => new URL(path, import.meta.url);

export default async function startServer() {
  const child = spawn(process.execPath, ['--import', here('../contract/queue/typescript-loader.mjs').href, fileURLToPath(here('server-process.ts'))], {
    // Its input stays open as long as this run lives: when it closes, the server stops, also after a kill.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  globalThis.duijieTestServer = { child, exited };
  for await (const line of createInterface({ input: child.stdout })) {
    // Workers are started after this and inherit the environment.
    process.env.TEST_DATABASE_SERVER = line;
    return;
  }
  throw new Error(`The test database did not start: its process ended with status ${await exited}.`);
}
