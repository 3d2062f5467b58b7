import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Socket } from 'node:net';
import type { Client, Connection } from 'pg';
import type { BackedUpFile } from './manifest.js';

const CHUNK = 1 << 20;

/** What pg's connection can do for a COPY, of which its types say nothing. */
interface Wire extends Connection {
  readonly stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** One COPY in either direction, as pg submits a statement; subclasses take or bring the rows. */
abstract class Copy {
  private rows = 0;
  protected fault: Error | null = null;
  /** Set by pg where a silent server is given up after a while. */
  callback: (() => void) | undefined;

  constructor(private readonly text: string, private readonly done: (rows: number, fault: Error | null) => void) {}

  submit(connection: Connection): null {
    (connection as Wire).query(this.text);
    return null;
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.rows = Number(message.text.split(' ').at(-1));
  }

  handleError(error: Error): void {
    this.fault ??= error;
    this.done(0, this.fault);
  }

  handleReadyForQuery(): void {
    this.done(this.rows, this.fault);
  }
}

class CopyOut extends Copy {
  constructor(text: string, private readonly take: (chunk: Buffer) => void, done: (rows: number, fault: Error | null) => void) {
    super(text, done);
  }

  handleCopyData(message: { readonly chunk: Buffer }): void {
    try {
      if (this.fault === null) this.take(message.chunk);
    } catch (error) {
      this.fault = error as Error;
    }
  }
}

class CopyIn extends Copy {
  constructor(text: string, private readonly source: string, done: (rows: number, fault: Error | null) => void) {
    super(text, done);
  }

  handleCopyInResponse(connection: Connection): void {
    const wire = connection as Wire;
    this.bring(wire).then(() => wire.endCopyFrom(), (error: Error) => {
      this.fault ??= error;
      wire.sendCopyFail(error.message);
    });
  }

  private async bring(wire: Wire): Promise<void> {
    const handle = await open(this.source, 'r');
    for await (const chunk of handle.createReadStream({ highWaterMark: CHUNK })) {
      // After a fault the server throws away what still comes.
      if (this.fault !== null) return;
      wire.sendCopyFromChunk(chunk as Buffer);
      if (wire.stream.writableNeedDrain) await Promise.race([once(wire.stream, 'drain'), once(wire.stream, 'close')]);
    }
  }
}

/** Runs `COPY … TO STDOUT` into a new file of this account alone, synced; answers what was written and how many rows. */
export async function copyOut(client: Client, text: string, target: string, path: string): Promise<{ readonly file: BackedUpFile; readonly rows: number }> {
  const hash = createHash('sha256');
  let [size, held] = [0, 0];
  let parts: Buffer[] = [];
  const file = openSync(target, 'wx', 0o600);
  const flush = (): void => {
    const bytes = Buffer.concat(parts);
    [parts, held] = [[], 0];
    hash.update(bytes);
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    size += bytes.length;
  };
  try {
    // Written while the connection waits, so that no more of a table is held than one part. pg uses its buffer again: what is held is copied.
    const take = (chunk: Buffer): void => {
      parts.push(Buffer.from(chunk));
      held += chunk.length;
      if (held >= CHUNK) flush();
    };
    const rows = await run(client, (done) => new CopyOut(text, take, done));
    flush();
    fsyncSync(file);
    return { file: { path, size, sha256: hash.digest('hex') }, rows };
  } finally {
    closeSync(file);
  }
}

/** Runs `COPY … FROM STDIN` with what a file holds; answers how many rows. */
export function copyIn(client: Client, text: string, source: string): Promise<number> {
  return run(client, (done) => new CopyIn(text, source, done));
}

function run(client: Client, copy: (done: (rows: number, fault: Error | null) => void) => Copy): Promise<number> {
  return new Promise((resolve, reject) => {
    client.query(copy((rows, fault) => { if (fault === null) resolve(rows); else reject(fault); }));
  });
}
