import { connect, type Socket } from 'node:net';
import { percentile } from '../../src/app/demo/figures.js';

/** What the generator is told by the process that started it. */
export interface LoadOrder {
  readonly port: number;
  /** Whole requests of HTTP/1.1 with keep-alive, taken in turn. */
  readonly requests: readonly string[];
  readonly concurrency: number;
  /** For so long, over and over; null: each request once. */
  readonly forMs: number | null;
}

export interface LoadFigures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly answered: number;
  /** Answers that were no 200, or told of errors. */
  readonly failed: number;
  readonly meanBytes: number;
  readonly firstFailure: string | null;
}

const HOST = '127.0.0.1';
const HEAD_END = Buffer.from('\r\n\r\n');

/** Asks as often as it is answered, on as many connections as it is told, with no more work than reading the answers takes. */
async function generate({ port, requests, concurrency, forMs }: LoadOrder): Promise<LoadFigures> {
  const buffers = requests.map((request) => Buffer.from(request));
  const latencies: number[] = [];
  let [next, failed, bytes] = [0, 0, 0];
  let firstFailure: string | null = null;
  const begun = performance.now();
  const more = (): Buffer | null => {
    if (forMs === null ? next >= buffers.length : performance.now() - begun >= forMs) return null;
    return buffers[next++ % buffers.length] ?? null;
  };
  const one = async (): Promise<void> => {
    const line = await Line.open(port);
    for (let request = more(); request !== null; request = more()) {
      const sent = performance.now();
      const answer = await line.ask(request);
      latencies.push(performance.now() - sent);
      bytes += answer.length;
      if (isGood(answer)) continue;
      failed += 1;
      firstFailure ??= answer.toString('utf8').slice(0, 800);
    }
    line.close();
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  const seconds = (performance.now() - begun) / 1_000;
  return {
    perSecond: latencies.length / seconds, p50Ms: percentile(latencies, 0.5), p95Ms: percentile(latencies, 0.95), answered: latencies.length, failed, meanBytes: bytes / Math.max(1, latencies.length), firstFailure,
  };
}

function isGood(answer: Buffer): boolean {
  return answer.subarray(0, 12).toString('latin1') === 'HTTP/1.1 200' && !answer.includes('"errors":[') && !answer.includes('Refusal"') && !answer.includes('"refusals":[{');
}

/** One connection: a request at a time. */
class Line {
  private held: Buffer = Buffer.alloc(0);
  private done: (answer: Buffer) => void = () => undefined;
  private broken: (error: Error) => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay();
    socket.on('data', (bytes: Buffer) => this.take(bytes));
    socket.on('error', (error) => this.broken(error));
    socket.on('close', () => this.broken(new Error('The server closed the connection.')));
  }

  static open(port: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, HOST, () => resolve(new Line(socket)));
      socket.once('error', reject);
    });
  }

  ask(request: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      [this.done, this.broken] = [resolve, reject];
      this.socket.write(request);
    });
  }

  close(): void {
    this.broken = () => undefined;
    this.socket.destroy();
  }

  private take(bytes: Buffer): void {
    this.held = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes]);
    const head = this.held.indexOf(HEAD_END);
    if (head < 0) return;
    const length = Number(/content-length: *(\d+)/i.exec(this.held.subarray(0, head).toString('latin1'))?.[1]);
    if (Number.isNaN(length)) this.broken(new Error(`An answer without length: ${this.held.toString('latin1', 0, 300)}`));
    const end = head + HEAD_END.length + length;
    if (this.held.length < end) return;
    const answer = this.held.subarray(0, end);
    this.held = this.held.subarray(end);
    this.done(answer);
  }
}

process.on('message', (order: LoadOrder) => {
  generate(order).then((figures) => process.send?.({ figures }), (error: unknown) => process.send?.({ error: String(error) }));
});
process.on('disconnect', () => process.exit(0));
