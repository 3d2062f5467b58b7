import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import type { Account } from '../embedded/database-account.js';
import type { BackedUpFile } from './manifest.js';

const CHUNK = 1 << 20;

/** Copies one file, of this account alone, synced; answers what was written, null when the source has vanished. */
export async function copyFile(source: string, target: string, path: string, account: Account | null = null): Promise<BackedUpFile | null> {
  const from = await open(source, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (from === null) return null;
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const to = await open(target, 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      let size = 0;
      const buffer = Buffer.allocUnsafe(CHUNK);
      for (;;) {
        // From where it stands: a live file may grow, and what the log says of the rest is replayed.
        const { bytesRead } = await from.read(buffer, 0, CHUNK, size);
        if (bytesRead === 0) break;
        const bytes = buffer.subarray(0, bytesRead);
        hash.update(bytes);
        await to.writeFile(bytes);
        size += bytesRead;
      }
      await to.sync();
      if (account !== null) await to.chown(account.uid, account.gid);
      return { path, size, sha256: hash.digest('hex') };
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** Files and folders below a folder, relative with forward slashes, folders before what lies in them; what vanishes meanwhile is left out. */
export async function* entriesBelow(folder: string, below = ''): AsyncGenerator<{ readonly path: string; readonly isFolder: boolean }> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = posix.join(below, entry.name);
    if (entry.isDirectory()) {
      yield { path, isFolder: true };
      yield* entriesBelow(folder, path);
    } else if (entry.isFile()) yield { path, isFolder: false };
  }
}

/** Makes a folder of this account (or that one) alone. */
export async function makeFolder(folder: string, account: Account | null = null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if (account !== null) await chown(folder, account.uid, account.gid);
}

/** @throws CannotStart that names the first file which is missing or is not what was written. */
export async function checkFiles(folder: string, files: readonly BackedUpFile[]): Promise<void> {
  for (const { path, size, sha256 } of files) {
    const found = await digestOf(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (found?.size === size && found.sha256 === sha256) continue;
    const [zh, en] = found === null ? ['缺失', 'is missing'] : ['已损坏', 'is damaged'];
    throw new CannotStart(`备份中的文件 ${path} ${zh}：请用另一份备份；什么都没有恢复。`, `The file ${path} of the backup ${en}: use another backup; nothing was restored.`);
  }
}

async function digestOf(path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(path, 'r');
  for await (const chunk of handle.createReadStream({ highWaterMark: CHUNK })) {
    const bytes = chunk as Buffer;
    hash.update(bytes);
    size += bytes.length;
  }
  return { size, sha256: hash.digest('hex') };
}

/** Bytes below a folder. */
export async function sizeBelow(folder: string): Promise<number> {
  let size = 0;
  for await (const { path, isFolder } of entriesBelow(folder)) {
    if (!isFolder) size += (await stat(join(folder, path)).catch(() => ({ size: 0 }))).size;
  }
  return size;
}

/** @throws CannotStart when the file system of a folder has not so much left. */
export async function checkSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize > bytes) return;
  const [needs, has] = [bytes, bavail * bsize].map((one) => Math.ceil(one / 1e6));
  throw new CannotStart(`${folder} 空间不足：需要约 ${needs} MB，剩 ${has} MB。`, `There is too little space in ${folder}: about ${needs} MB are needed, ${has} MB are left.`);
}
