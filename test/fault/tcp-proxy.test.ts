import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { TcpProxy } from './tcp-proxy.js';

const WHILE_MS = 60;

let server: Server;
/** What the server has heard, and its ends of the connections. */
let heard: string;
let ends: Socket[];
let proxy: TcpProxy;
let client: Socket;
let answered: string;
beforeEach(async () => {
  [heard, ends, answered] = ['', [], ''];
  server = createServer((socket) => {
    ends.push(socket);
    socket.on('error', () => undefined).on('data', (text) => {
      heard += text.toString();
      socket.write(`<${text.toString()}>`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await TcpProxy.open((server.address() as AddressInfo).port);
  client = await connected();
  client.on('data', (text) => { answered += text.toString(); });
  await said('hello');
});
afterEach(async () => {
  client.destroy();
  await proxy.close();
  server.close();
});

async function connected(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Resolves when it is closed, broken or not. */
function over(socket: Socket | undefined): Promise<unknown> {
  return new Promise((resolve) => (socket === undefined || socket.closed ? resolve(null) : socket.once('close', resolve)));
}

/** Sends it and waits until it is answered. */
async function said(text: string): Promise<void> {
  client.write(text);
  while (!answered.endsWith(`<${text}>`)) await once(client, 'data');
}

describe('a cable of our own', () => {
  it('carries both ways, and tells which ports of the server are in use', async () => {
    await said('more');
    expect([heard, answered]).toEqual(['hellomore', '<hello><more>']);
    expect(proxy.portsInUse).toEqual([ends[0]?.remotePort]);
    client.destroy();
    await over(ends[0]);
    expect(proxy.portsInUse).toEqual([]);
  });

  it('hung, forwards nothing and loses nothing', async () => {
    proxy.become('HANG');
    client.write('late');
    const second = await connected();
    await pause(WHILE_MS);
    expect([heard, ends.length]).toEqual(['hello', 1]);
    proxy.become('PASS');
    while (!answered.endsWith('<late>')) await once(client, 'data');
    second.destroy();
  });

  it('hung, keeps from the server that its client is gone', async () => {
    proxy.become('HANG');
    client.destroy();
    await pause(WHILE_MS);
    expect(ends[0]?.readableEnded).toBe(false);
    proxy.become('PASS');
    await over(ends[0]);
  });

  it('open one way, lets the question arrive and no answer back', async () => {
    proxy.become('ONE_WAY');
    client.write('?');
    await pause(WHILE_MS);
    expect([heard, answered]).toEqual(['hello?', '<hello>']);
    proxy.become('PASS');
    while (!answered.endsWith('<?>')) await once(client, 'data');
  });

  it('slowed, carries every piece later', async () => {
    proxy.become('SLOW', WHILE_MS);
    const from = performance.now();
    await said('slow');
    expect(performance.now() - from).toBeGreaterThanOrEqual(2 * WHILE_MS - 5);
  });

  it('cut, tells both ends, and takes new connections', async () => {
    proxy.cut();
    await Promise.all([over(client), over(ends[0])]);
    client = await connected();
    client.on('data', (text) => { answered += text.toString(); });
    await said('again');
  });

  it('lost, tells neither end, and takes new connections', async () => {
    proxy.lose();
    client.write('into nothing');
    await pause(WHILE_MS);
    expect([heard, client.destroyed, ends[0]?.destroyed]).toEqual(['hello', false, false]);
    client = await connected();
    client.on('data', (text) => { answered += text.toString(); });
    await said('again');
  });

  it('refusing, lets nobody through', async () => {
    proxy.become('REFUSE');
    const refused = await connected();
    await over(refused);
    expect(ends).toHaveLength(1);
  });
});
