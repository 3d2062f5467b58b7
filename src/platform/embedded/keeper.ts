// A process of its own beside the embedded PostgreSQL: when the supervisor ends, even by kill -9, the pipe on our standard
// input ends with it, and the server named by the first argument is stopped. PostgreSQL itself would run on.
import { isAlive, pidOf, signal, waitUntil } from './process-identity.js';

const [, , server = ''] = process.argv;

async function stopServer(): Promise<void> {
  for (const [name, milliseconds] of [['SIGINT', 15_000], ['SIGQUIT', 5_000]] as const) {
    if (!isAlive(server)) return;
    signal(pidOf(server), name);
    await waitUntil(() => !isAlive(server), milliseconds);
  }
}

process.stdin.resume();
process.stdin.once('end', () => {
  void stopServer().then(() => process.exit());
});
