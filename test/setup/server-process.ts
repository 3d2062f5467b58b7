/**
 * The PostgreSQL server of one test run, with the template that every test database is copied from. Says where it is as one
 * line of JSON; stops, and removes its folder, when its standard input ends.
 */
import { openThrowawayServer } from '../contract/platform/throwaway-server.js';
import { makeTemplate, TEMPLATE } from './template.js';
import type { TestServer } from './test-server.js';

const server = await openThrowawayServer(['max_connections = 300', 'autovacuum = off']);
try {
  await makeTemplate(server.url);
  const address: TestServer = { url: server.url, template: TEMPLATE };
  process.stdout.write(`${JSON.stringify(address)}\n`);
  // A run that is ended from the keyboard ends this process's input as well; the signal itself must not come first.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  for await (const _nothing of process.stdin);
} finally {
  await server.stop();
}
process.exit();
