import { CannotStart } from '../config/cannot-start.js';
import type { Settings } from '../config/settings.js';
import { EmbeddedDatabase } from '../embedded/embedded-database.js';
import { SUPERUSER } from '../embedded/cluster.js';
import { openEmbeddedHome, type DataHome } from './data-home.js';
import { FolderLock } from './folder-lock.js';
import { openKeys } from './kept-keys.js';
import { embeddedUrls, externalUrls, openEmbedded, ownerUrlOf, type RoleUrls } from './product-database.js';

/** The product's database as an operator reaches it. */
export interface OperatedDatabase {
  readonly home: DataHome;
  /** Owns the tables and so sees every row. */
  readonly ownerUrl: string;
  /** Null where no start of the product has set them yet. */
  readonly roleUrls: RoleUrls | null;
  /** Of the embedded server; null elsewhere, where we are nobody's superuser. */
  readonly superuserUrl: string | null;
  /** False: the embedded server was started for this work alone. */
  readonly running: boolean;
}

/**
 * Lends the product's database as its owner: that of a product which runs, else the embedded server started for as long as the
 * work takes. Nothing is migrated, since an operator looks at what is. @throws CannotStart
 */
export async function withOwnerDatabase<T>(settings: Settings, work: (database: OperatedDatabase) => Promise<T>): Promise<T> {
  if (!settings.embedded) {
    if (settings.databaseUrl === null) throw new CannotStart('需要属主账户才能看到全部数据：请设 DATABASE_URL。', 'This needs the owner of the tables, who sees every row: set DATABASE_URL.');
    const home = { folder: settings.dataDir, movedFrom: null, account: null };
    return work({ home, ownerUrl: settings.databaseUrl, roleUrls: externalUrls(settings, home.folder), superuserUrl: null, running: true });
  }
  const home = openEmbeddedHome(settings.dataDir);
  const lock = await takeOrNull(home);
  if (lock === null) return work(running(home));
  try {
    const database = await openEmbedded(settings, home);
    try {
      return await work({ ...running(home), running: false });
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}

/** Null while the product runs on this folder. */
export async function takeOrNull({ folder }: DataHome): Promise<FolderLock | null> {
  try {
    return await FolderLock.take(folder);
  } catch (error) {
    if (error instanceof CannotStart) return null;
    throw error;
  }
}

function running(home: DataHome): OperatedDatabase {
  const { secrets, databasePort } = openKeys(home.folder);
  if (databasePort === null) throw new CannotStart('产品正在首次启动：请等它打印 ready 后再试。', 'The product is starting for the first time: try again once it has printed ready.');
  return {
    home, ownerUrl: ownerUrlOf(secrets, databasePort), roleUrls: embeddedUrls(secrets, databasePort), running: true,
    superuserUrl: EmbeddedDatabase.urlOf(databasePort, SUPERUSER, secrets.superuser, 'postgres'),
  };
}
