import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

const BODY = `${JSON.stringify({ code: 'UPGRADE_NOT_OFFERED', message: '本服务不提供 HTTP/2 明文升级：请让客户端使用 HTTP/1.1。 This service offers no upgrade to HTTP/2 in clear text: let your client use HTTP/1.1.' })}\n`;
const ANSWER = `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(BODY)}\r\nconnection: close\r\n\r\n${BODY}`;

/**
 * Answers whoever asks for another protocol than WebSocket. While somebody listens for upgrades Node hands every such request to them
 * alone, and those for WebSocket leave it: a client that offers h2c by itself, as Java's does, would wait for ever.
 */
export function refuseUpgrades(server: Server): void {
  server.on('upgrade', ({ headers }: IncomingMessage, socket: Duplex) => {
    if ((headers.upgrade ?? '').toLowerCase() === 'websocket') return;
    socket.on('error', () => undefined);
    socket.end(ANSWER);
  });
}
