import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import { clusterIn } from '../embedded/cluster.js';
import { canEnter, databaseAccount, type Account } from '../embedded/database-account.js';

/** Where the data lies. */
export interface DataHome {
  /** Without symbolic links. */
  readonly folder: string;
  /** The folder that was asked for and that the database's account cannot enter; null when it is used. */
  readonly movedFrom: string | null;
  /** The account of the embedded database; null for our own. */
  readonly account: Account | null;
}

/** Makes the data folder, for an external database: keys, uploads, logs. @throws CannotStart when it cannot be written. */
export function openDataHome(wanted: string): DataHome {
  make(wanted, 0o700);
  return { folder: realpathSync(wanted), movedFrom: null, account: null };
}

/**
 * Makes the data folder for the embedded database. PostgreSQL refuses to run as root, so under root the folder must be one that
 * the database's account can walk down to; where it is not (a root home is closed to others), the data lies in a folder of its
 * own elsewhere, whose name follows from the one asked for and so is found again. Data that is there already stays where it is.
 * @throws CannotStart
 */
export function openEmbeddedHome(wanted: string): DataHome {
  if (process.getuid?.() !== 0) return openDataHome(wanted);
  const places = [wanted, ...elsewhere(wanted)];
  const used = places.find((place) => existsSync(join(clusterIn(place), 'PG_VERSION')));
  const account = databaseAccount(clusterIn(used ?? wanted));
  if (used !== undefined) {
    if (!canEnter(account, used)) throw closed(used);
    return { folder: realpathSync(used), movedFrom: used === wanted ? null : wanted, account };
  }
  const above = nearestExisting(wanted);
  if (!lstatSync(realpathSync(above)).isDirectory() || canEnter(account, above)) make(wanted, 0o711);
  const place = places.find((one) => (one === wanted || makeOwn(one)) && existsSync(one) && canEnter(account, one));
  if (place === undefined) throw closed(wanted);
  return { folder: realpathSync(place), movedFrom: place === wanted ? null : wanted, account };
}

function elsewhere(wanted: string): string[] {
  const name = `duijie-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`;
  return ['/var/lib', tmpdir()].map((parent) => join(parent, name));
}

function make(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { recursive: true, mode });
    // Others may pass through, and read nothing: what lies in it is closed to them.
    if (mode === 0o711 && lstatSync(folder).uid === 0) chmodSync(folder, mode);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new CannotStart(`数据文件夹 ${folder} 不能写入（${code}）：请改正它的权限，或用 DUIJIE_DATA_DIR 指定另一个文件夹。`,
      `The data folder ${folder} cannot be written (${code}): correct its permissions, or name another one with DUIJIE_DATA_DIR.`, { cause });
  }
}

/** In a place where others may write, a folder that somebody else has laid there is not taken. */
function makeOwn(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o711 });
    return true;
  } catch {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    return found !== undefined && found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
  }
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}

function closed(folder: string): CannotStart {
  return new CannotStart(
    `数据库账户不能进入 ${folder}：请开放它和上级文件夹的通行权限（chmod o+x），或用 DUIJIE_DATA_DIR 指定另一个文件夹，或改用普通用户启动。`,
    `The database's account cannot enter ${folder}: let it pass there and through the folders above (chmod o+x), or name another folder with DUIJIE_DATA_DIR, or start as a plain user.`,
  );
}
