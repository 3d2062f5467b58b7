import { constants } from 'node:fs';
import { access, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { LAST_BACKUP } from '../../platform/backup/backup.js';
import { sizeBelow } from '../../platform/backup/copied-files.js';
import { fail, ok, warn, type Check, type Finding } from './check.js';

const LOW_BYTES = 1e9;
const TOO_LOW_BYTES = 2e8;
const MUCH_LOG_BYTES = 1e9;
const BACKUP_WITHIN_MS = 48 * 3_600_000;
const HOUR_MS = 3_600_000;

/** The folder itself, its room, the keys in it, its logs, and how old the last backup is. */
export const checkFolder: Check = async ({ folder, settings }) => {
  if (folder === null) {
    return [warn('data-folder', [`还没有数据文件夹 ${settings.dataDir}`, `there is no data folder ${settings.dataDir} yet`], ['首次 npm start 会建立它，或改正 DUIJIE_DATA_DIR', 'the first npm start makes it; or correct DUIJIE_DATA_DIR'])];
  }
  return Promise.all([rights(folder), room(folder), keys(folder, settings), logs(folder), lastBackup(folder)]);
};

async function rights(folder: string): Promise<Finding> {
  const allowed = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(() => true, () => false);
  return allowed ? ok('data-folder', [`数据文件夹 ${folder}`, `data folder ${folder}`])
    : fail('data-folder', [`不能写入 ${folder}`, `${folder} cannot be written`], ['改正它的属主和权限，或以建立它的账户运行', 'correct its owner and rights, or run under the account that made it']);
}

async function room(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const bytes = bavail * bsize;
  const words = [`磁盘剩余 ${(bytes / 1e9).toFixed(1)} GB`, `${(bytes / 1e9).toFixed(1)} GB of disk left`] as const;
  const fix = ['清理磁盘，或把数据文件夹移到更大的磁盘', 'free some, or move the data folder to a larger disk'] as const;
  return bytes < TOO_LOW_BYTES ? fail('disk', words, fix) : bytes < LOW_BYTES ? warn('disk', words, fix) : ok('disk', words);
}

async function keys(folder: string, { embedded, idempotencySecret, accessSecret }: Parameters<Check>[0]['settings']): Promise<Finding> {
  const path = join(folder, 'keys.json');
  const found = await stat(path).catch(() => null);
  if (found === null) {
    if (!embedded && idempotencySecret !== null && accessSecret !== null) return ok('keys', ['密钥由设置给出', 'the secrets are given by settings']);
    return warn('keys', ['还没有密钥文件', 'there are no kept keys yet'], ['首次 npm start 会建立；若曾有数据，从备份恢复 keys.json', 'the first npm start makes them; where there was data, restore keys.json from a backup']);
  }
  if ((found.mode & 0o077) !== 0 && process.platform !== 'win32') return fail('keys', ['其他账户可以读到密钥文件', 'other accounts can read the kept keys'], [`执行 chmod 600 '${path}'`, `run chmod 600 '${path}'`]);
  const { secrets } = JSON.parse(await readFile(path, 'utf8').catch(() => '{}')) as { secrets?: Record<string, string> };
  const complete = ['idempotency', 'access'].every((name) => (secrets?.[name] ?? '') !== '');
  return complete ? ok('keys', ['密钥齐全，仅本账户可读', 'the keys are complete, and this account’s alone'])
    : fail('keys', ['密钥文件不完整', 'the kept keys are incomplete'], ['从备份恢复 keys.json：缺了它，已加密的联系方式打不开', 'restore keys.json from a backup: without it sealed contacts cannot be opened']);
}

async function logs(folder: string): Promise<Finding> {
  const bytes = await sizeBelow(join(folder, 'logs')) + (await stat(join(folder, 'postgresql.log')).catch(() => ({ size: 0 }))).size;
  const words = [`日志占 ${(bytes / 1e6).toFixed(1)} MB`, `logs take ${(bytes / 1e6).toFixed(1)} MB`] as const;
  return bytes > MUCH_LOG_BYTES ? warn('logs', words, ['停止产品后删除 logs/ 中的旧文件', 'stop the product and delete old files of logs/']) : ok('logs', words);
}

async function lastBackup(folder: string): Promise<Finding> {
  const text = await readFile(join(folder, LAST_BACKUP), 'utf8').catch(() => null);
  const fix = ['运行 npm run backup -- --to 文件夹，并每天定时执行', 'run npm run backup -- --to FOLDER, every day'] as const;
  if (text === null) return warn('backup', ['还没有备份过', 'there is no backup yet'], fix);
  const hours = Math.round((Date.now() - Date.parse((JSON.parse(text) as { at: string }).at)) / HOUR_MS);
  const words = [`上次备份在 ${hours} 小时前`, `the last backup is ${hours} hours old`] as const;
  return hours * HOUR_MS > BACKUP_WITHIN_MS ? warn('backup', words, fix) : ok('backup', words);
}
