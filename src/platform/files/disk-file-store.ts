import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore, StoreFault, type StagedFile } from './file-store.js';

const SHA256 = /^[0-9a-f]{64}$/;
/** A running upload writes every few seconds; what was not written to for so long belongs to a process that died. */
const ABANDONED_AFTER_MS = 15 * 60_000;

/**
 * Contents as files under `<dataDir>/files/<first two digits>/<sha256>`, readable by this account alone. Written to a
 * temporary file, synced and renamed, so that after a crash a content is there whole or not at all.
 */
export class DiskFileStore extends FileStore {
  private constructor(private readonly folder: string, private readonly incoming: string) {
    super();
  }

  /** Makes the folders and removes what uploads that died have left; several processes may share them. */
  static async open(dataDir: string): Promise<DiskFileStore> {
    const folder = join(dataDir, 'files');
    const incoming = join(folder, 'incoming');
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    await sweep(incoming);
    return new DiskFileStore(folder, incoming);
  }

  async stage(stream: Readable, maxBytes: number): Promise<StagedFile | 'TOO_LARGE'> {
    const path = join(this.incoming, `${randomBytes(12).toString('hex')}.part`);
    const handle = await stored(open(path, 'wx+', 0o600));
    const drop = async (): Promise<void> => {
      await handle.close();
      await rm(path, { force: true });
    };
    try {
      const written = await writeAll(stream, handle, maxBytes);
      if (written === 'TOO_LARGE') {
        await drop();
        return written;
      }
      await stored(handle.sync());
      return this.staged(path, handle, written, drop);
    } catch (error) {
      await drop();
      throw error;
    }
  }

  async read(sha256: string): Promise<Readable> {
    return (await open(this.pathOf(sha256), 'r')).createReadStream();
  }

  async delete(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true });
  }

  private staged(path: string, handle: FileHandle, { sha256, sizeBytes }: Written, drop: () => Promise<void>): StagedFile {
    let settled = false;
    return {
      sha256,
      sizeBytes,
      read: async (offset, length) => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(length, Math.max(0, sizeBytes - offset))), 0, null, offset);
        return buffer.subarray(0, bytesRead);
      },
      keep: async () => {
        settled = true;
        await handle.close();
        await stored(this.putInPlace(path, sha256));
      },
      discard: async () => {
        if (!settled) await drop();
        settled = true;
      },
    };
  }

  /** The name is the content, so a rename over what is there changes nothing but heals a damaged file. */
  private async putInPlace(path: string, sha256: string): Promise<void> {
    const target = this.pathOf(sha256);
    const shelf = join(this.folder, sha256.slice(0, 2));
    try {
      await mkdir(shelf, { recursive: true, mode: 0o700 });
      await rename(path, target);
      await syncFolder(shelf);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  private pathOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new RangeError('A content is named by 64 hex digits in lower case.');
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

interface Written {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Leaving the loop early destroys the stream: what is too large is not read on. */
async function writeAll(stream: Readable, handle: FileHandle, maxBytes: number): Promise<Written | 'TOO_LARGE'> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array | string>) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (sizeBytes + bytes.byteLength > maxBytes) return 'TOO_LARGE';
    hash.update(bytes);
    await stored(handle.writeFile(bytes));
    sizeBytes += bytes.byteLength;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

async function stored<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new StoreFault('The content cannot be stored.', { cause });
  }
}

/** A rename is durable only when its folder is synced too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sweep(incoming: string): Promise<void> {
  const before = Date.now() - ABANDONED_AFTER_MS;
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < before) await rm(path, { force: true });
  }
}
