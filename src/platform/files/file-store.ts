import type { Readable } from 'node:stream';
import type { FileBytes } from './file-kind.js';

/** Content that was read to its end and lies durably apart, waiting to be kept or discarded: one of the two must be called. */
export interface StagedFile extends FileBytes {
  /** 64 hex digits, lower case; the content's name in the store. */
  readonly sha256: string;
  /** Puts it into the store; content that is there already is there once. */
  keep(): Promise<void>;
  /** Removes it; after `keep` it does nothing. */
  discard(): Promise<void>;
}

/** Where contents of files lie, named by their SHA-256 (FIPS 180-4). Whose they are is the registry's business. */
export abstract class FileStore {
  /**
   * Reads a stream to its end. More than `maxBytes` leave nothing behind and answer TOO_LARGE. Rejects, with nothing left
   * behind, with `StoreFault` when the content cannot be written, with the stream's own error when that breaks off.
   */
  abstract stage(stream: Readable, maxBytes: number): Promise<StagedFile | 'TOO_LARGE'>;

  /** The content, for the caller to read or destroy; rejects when it is not there. */
  abstract read(sha256: string): Promise<Readable>;

  /** The whole content, or null when it is not there: for contents of a bounded size. */
  async content(sha256: string): Promise<Buffer | null> {
    try {
      const stream = await this.read(sha256);
      return Buffer.concat(await stream.toArray() as Buffer[]);
    } catch (error) {
      // Its owner can send it again; a disk that fails is our fault and is thrown.
      if ((error as { code?: unknown }).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Removes content; what is not there is removed already. The caller makes sure that nobody else's file has the same. */
  abstract delete(sha256: string): Promise<void>;

  /** Stages and keeps in one go, for content that needs no judging, such as an error report we wrote ourselves. */
  async save(stream: Readable): Promise<{ readonly sha256: string; readonly sizeBytes: number }> {
    const staged = await this.stage(stream, Number.MAX_SAFE_INTEGER);
    if (staged === 'TOO_LARGE') throw new StoreFault('The content has no end.');
    await staged.keep();
    return { sha256: staged.sha256, sizeBytes: staged.sizeBytes };
  }
}

/** The store itself failed (disk full, no permission); the cause tells. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
}
