import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { withOwnerPool } from '../../../src/platform/db/migrate.js';

const [QUERY, TERMINATE] = [0x51, 0x58];
const message = (type: string, body: string): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(Buffer.byteLength(body) + 4, 1);
  return Buffer.concat([head, Buffer.from(body)]);
};
const READY = message('Z', 'I');

/** Speaks as a PostgreSQL server that is stopped while a client says goodbye: it still tells of its end. */
async function stoppingServer(): Promise<{ server: Server; url: string; told: Promise<unknown> }> {
  let tell: (value: unknown) => void;
  const told = new Promise((resolve) => { tell = resolve; });
  const server = createServer((socket: Socket) => {
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', '\0\0\0\0'), READY]));
      socket.on('data', (sent) => {
        if (sent[0] === QUERY) socket.write(Buffer.concat([message('C', 'SELECT 0\0'), READY]));
        if (sent[0] === TERMINATE) socket.end(message('E', 'SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'), () => tell(null));
      });
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, url: `postgres://owner:secret@127.0.0.1:${(server.address() as AddressInfo).port}/product`, told };
}

describe('the lent pool of the owner', () => {
  it('survives a database that is stopped while it ends', async () => {
    const { server, url, told } = await stoppingServer();
    // What the server tells after the pool has said that it ended would be thrown at nobody, and end the process.
    const answer = await withOwnerPool(url, async (pool) => (await pool.query('select')).command);
    expect(answer).toBe('SELECT');
    await told;
    await once(server.close(), 'close');
  });
});
