import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** What the receiver does with a message once it has read it; its connection is that of `response`. */
export type Behaviour = (response: ServerResponse, message: Received) => void;

export const answering = (status: number, headers: Record<string, string> = {}): Behaviour => (response) => void response.writeHead(status, headers).end('ok');
/** Takes the message and says nothing. */
export const hanging: Behaviour = () => undefined;

interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Somebody's server that webhooks are sent to: keeps what came and behaves as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  behaviour: Behaviour = answering(200);

  private constructor(private readonly server: Server, private readonly scheme: 'http' | 'https') {}

  static async open(certificate: Certificate | null = null): Promise<Receiver> {
    const server = certificate === null ? createServer() : createTlsServer(certificate);
    const receiver = new Receiver(server, certificate === null ? 'http' : 'https');
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += String(chunk); });
      request.on('end', () => {
        const message = { path: request.url ?? '', headers: request.headers, body };
        receiver.received.push(message);
        receiver.behaviour(response, message);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return this.at('127.0.0.1');
  }

  /** The same server under the name of a host. */
  at(host: string): string {
    return `${this.scheme}://${host}:${this.port}/hook?key=1`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
