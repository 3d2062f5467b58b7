import { createServer, connect, type Server, type Socket } from 'node:net';

/** A statement as the product sent it: text, and its parameters as they were on the wire (text, or binary as a Buffer). */
export interface SentStatement {
  readonly text: string;
  readonly parameters: readonly (string | Buffer | null)[];
  /** Through the simple protocol, which takes no parameters. */
  readonly simple: boolean;
}

/** Statements that one synchronisation ends: PostgreSQL answers them together. */
export interface Exchange {
  readonly connection: number;
  readonly statements: readonly SentStatement[];
  /** False when it was sent before all earlier answers on its connection were there: it cost no round trip of its own. */
  readonly waited: boolean;
  readonly sentMs: number;
  answeredMs: number;
}

const START_UP = 8;

/**
 * A proxy before PostgreSQL that notes what is asked: the statement log of a process, taken from the wire, so that nothing in the
 * product has to tell and nothing can be left out. Only connections that say they are `application` are noted.
 */
export class WireLog {
  readonly exchanges: Exchange[] = [];
  private connections = 0;

  private constructor(private readonly server: Server, readonly port: number) {}

  static async open(host: string, databasePort: number, application: string): Promise<WireLog> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const address = server.address();
    const log = new WireLog(server, typeof address === 'object' && address !== null ? address.port : 0);
    server.on('connection', (client) => log.carry(client, connect(databasePort, host), application));
    return log;
  }

  /** Notes of what `work` asks. */
  async during(work: () => Promise<unknown>): Promise<Exchange[]> {
    this.exchanges.length = 0;
    await work();
    return [...this.exchanges];
  }

  close(): void {
    this.server.close();
  }

  private carry(client: Socket, database: Socket, application: string): void {
    const noter = new Noter(++this.connections, (exchange) => void this.exchanges.push(exchange), application);
    client.setNoDelay();
    database.setNoDelay();
    client.on('data', (bytes: Buffer) => { noter.sent(bytes); database.write(bytes); });
    database.on('data', (bytes: Buffer) => { noter.answered(bytes); client.write(bytes); });
    for (const [one, other] of [[client, database], [database, client]] as const) {
      one.on('close', () => other.destroy());
      one.on('error', () => other.destroy());
    }
  }
}

/** Reads one connection's messages of the protocol, version 3, in both directions. */
class Noter {
  private fromClient: Buffer = Buffer.alloc(0);
  private fromDatabase: Buffer = Buffer.alloc(0);
  private started = false;
  private noted = true;
  private readonly prepared = new Map<string, string>();
  private statements: SentStatement[] = [];
  private bound: SentStatement | null = null;
  private readonly open: Exchange[] = [];

  constructor(private readonly connection: number, private readonly note: (exchange: Exchange) => void, private readonly application: string) {}

  sent(bytes: Buffer): void {
    this.fromClient = Buffer.concat([this.fromClient, bytes]);
    if (!this.started) {
      if (this.fromClient.length < START_UP || this.fromClient.length < this.fromClient.readInt32BE(0)) return;
      const length = this.fromClient.readInt32BE(0);
      const words = this.fromClient.subarray(START_UP, length).toString('utf8').split('\0');
      this.noted = words[words.indexOf('application_name') + 1] === this.application;
      this.fromClient = this.fromClient.subarray(length);
      this.started = true;
    }
    this.fromClient = messages(this.fromClient, (type, body) => this.asked(type, body));
  }

  answered(bytes: Buffer): void {
    this.fromDatabase = messages(Buffer.concat([this.fromDatabase, bytes]), (type) => {
      // ReadyForQuery: everything up to the next synchronisation is answered.
      const exchange = type === 'Z' ? this.open.shift() : undefined;
      if (exchange !== undefined) exchange.answeredMs = performance.now();
    });
  }

  private asked(type: string, body: Buffer): void {
    if (type === 'Q') {
      this.statements.push({ text: textAt(body, 0).text, parameters: [], simple: true });
      this.end();
    } else if (type === 'P') {
      const name = textAt(body, 0);
      this.prepared.set(name.text, textAt(body, name.next).text);
    } else if (type === 'B') this.bound = boundIn(body, this.prepared);
    else if (type === 'E' && this.bound !== null) this.statements.push(this.bound);
    else if (type === 'S') this.end();
  }

  private end(): void {
    const statements = this.statements;
    this.statements = [];
    if (!this.noted) return;
    const exchange: Exchange = { connection: this.connection, statements, waited: this.open.length === 0, sentMs: performance.now(), answeredMs: Number.NaN };
    this.open.push(exchange);
    this.note(exchange);
  }
}

/** Hands on whole messages; answers what is left of the last one. */
function messages(bytes: Buffer, take: (type: string, body: Buffer) => void): Buffer {
  let at = 0;
  while (bytes.length - at >= 5) {
    const length = bytes.readInt32BE(at + 1);
    if (bytes.length - at < 1 + length) break;
    take(String.fromCharCode(bytes[at] ?? 0), bytes.subarray(at + 5, at + 1 + length));
    at += 1 + length;
  }
  return bytes.subarray(at);
}

function textAt(body: Buffer, from: number): { readonly text: string; readonly next: number } {
  const end = body.indexOf(0, from);
  return { text: body.toString('utf8', from, end), next: end + 1 };
}

function boundIn(body: Buffer, prepared: ReadonlyMap<string, string>): SentStatement {
  const name = textAt(body, textAt(body, 0).next);
  const formats = Array.from({ length: body.readInt16BE(name.next) }, (_, n) => body.readInt16BE(name.next + 2 + 2 * n));
  let at = name.next + 2 + 2 * formats.length;
  const count = body.readInt16BE(at);
  at += 2;
  const parameters: (string | Buffer | null)[] = [];
  for (let n = 0; n < count; n += 1) {
    const length = body.readInt32BE(at);
    at += 4;
    const bytes = body.subarray(at, at + Math.max(0, length));
    const binary = (formats.length === 1 ? formats[0] : formats[n]) === 1;
    parameters.push(length < 0 ? null : binary ? Buffer.from(bytes) : bytes.toString('utf8'));
    at += Math.max(0, length);
  }
  return { text: prepared.get(name.text) ?? '', parameters, simple: false };
}
