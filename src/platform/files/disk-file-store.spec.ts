import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DiskFileStore } from './disk-file-store.js';
import { StoreFault, type StagedFile } from './file-store.js';

const CONTENT = Buffer.from('产品名称,价格\n');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

describe('files on disk', () => {
  let dataDir: string;
  let store: DiskFileStore;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'duijie 文件 '));
    store = await DiskFileStore.open(dataDir);
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const place = () => join(dataDir, 'files', SHA256.slice(0, 2), SHA256);
  const incoming = () => readdir(join(dataDir, 'files', 'incoming'));
  const stage = async (...chunks: (Buffer | string)[]): Promise<StagedFile> => {
    const staged = await store.stage(Readable.from(chunks), 1_000);
    if (staged === 'TOO_LARGE') throw new Error('too large');
    return staged;
  };

  it('lie under their hash, for this account alone, and can be read back', async () => {
    expect(await store.save(Readable.from([CONTENT.subarray(0, 5), CONTENT.subarray(5)]))).toEqual({ sha256: SHA256, sizeBytes: CONTENT.length });
    expect(await readFile(place())).toEqual(CONTENT);
    expect((await stat(place())).mode & 0o777).toBe(0o600);
    expect(Buffer.concat(await (await store.read(SHA256)).toArray() as Buffer[])).toEqual(CONTENT);
    expect(await incoming()).toEqual([]);
  });

  it('are seen by nobody until they are kept, and can be looked at meanwhile', async () => {
    const staged = await stage(CONTENT);
    await expect(store.read(SHA256)).rejects.toThrow('ENOENT');
    expect(Buffer.from(await staged.read(0, 6)).toString()).toBe('产品');
    expect(await staged.read(CONTENT.length - 1, 99)).toHaveLength(1);
    expect(await staged.read(9_999, 10)).toHaveLength(0);
    await staged.keep();
    await staged.discard();
    expect(await readFile(place())).toEqual(CONTENT);
  });

  it('that are discarded leave nothing', async () => {
    await (await stage(CONTENT)).discard();
    expect(await incoming()).toEqual([]);
    expect(await readdir(join(dataDir, 'files'))).toEqual(['incoming']);
  });

  it('that are the same are there once, and a damaged one is healed', async () => {
    const [one, two] = await Promise.all([stage(CONTENT), stage(CONTENT)]);
    await Promise.all([one.keep(), two.keep()]);
    await writeFile(place(), 'damaged');
    await store.save(Readable.from([CONTENT]));
    expect(await readFile(place())).toEqual(CONTENT);
    expect(await readdir(join(dataDir, 'files', SHA256.slice(0, 2)))).toEqual([SHA256]);
  });

  it.each([[999, false], [1_000, false], [1_001, true], [100_000, true]])('of %i bytes against a limit of 1,000: too large %s', async (sizeBytes, tooLarge) => {
    const stream = Readable.from([Buffer.alloc(Math.min(sizeBytes, 400)), Buffer.alloc(Math.max(0, sizeBytes - 400))]);
    const staged = await store.stage(stream, 1_000);
    expect(staged === 'TOO_LARGE').toBe(tooLarge);
    if (staged !== 'TOO_LARGE') await staged.discard();
    expect(await incoming()).toEqual([]);
  });

  it('whose stream breaks off leave nothing, and the break is told as it was', async () => {
    const broken = Readable.from((function* () {
      yield CONTENT;
      throw new Error('sender left');
    })());
    await expect(store.stage(broken, 1_000)).rejects.toThrow('sender left');
    expect(await incoming()).toEqual([]);
  });

  it('that cannot be written are a fault of the store, with its cause', async () => {
    await rm(dataDir, { recursive: true });
    const failed = store.stage(Readable.from([CONTENT]), 1_000);
    await expect(failed).rejects.toBeInstanceOf(StoreFault);
    await expect(failed).rejects.toMatchObject({ cause: { code: 'ENOENT' } });
  });

  it('are deleted, also twice', async () => {
    await store.save(Readable.from([CONTENT]));
    await store.delete(SHA256);
    await store.delete(SHA256);
    await expect(store.read(SHA256)).rejects.toThrow('ENOENT');
  });

  it.each([['../../../etc/passwd'], [SHA256.toUpperCase()], [''], [`${SHA256}/x`]])('are not to be had by the name %j', async (name) => {
    await expect(store.read(name)).rejects.toThrow('64 hex digits');
    await expect(store.delete(name)).rejects.toThrow('64 hex digits');
  });

  it('abandoned by a process that died are removed at the next start, running ones are not', async () => {
    const folder = join(dataDir, 'files', 'incoming');
    const hourAgo = new Date(Date.now() - 3_600_000);
    await writeFile(join(folder, 'dead.part'), 'x');
    await utimes(join(folder, 'dead.part'), hourAgo, hourAgo);
    await writeFile(join(folder, 'alive.part'), 'x');
    await DiskFileStore.open(dataDir);
    expect(await incoming()).toEqual(['alive.part']);
  });
});
