import { CannotStart } from '../config/cannot-start.js';
import type { Settings } from '../config/settings.js';
import { openDataHome, openEmbeddedHome, type DataHome } from './data-home.js';
import { openKeys } from './kept-keys.js';
import { takeOrNull } from './owner-database.js';
import { embeddedUrls, migrateProduct, openEmbedded, openExternal, type ProductDatabase } from './product-database.js';

/**
 * Lends the product's database to a command, by the address of the role `duijie_app`: that of a product which runs, else
 * started and migrated for as long as the work takes, so that a command works before the first start as well.
 * @throws CannotStart
 */
export async function withProductDatabase<T>(settings: Settings, work: (appDatabaseUrl: string) => Promise<T>): Promise<T> {
  // Roles made by hand: the tables are there, and their owner is perhaps not told to us.
  if (settings.appDatabaseUrl !== null) return work(settings.appDatabaseUrl);
  if (!settings.embedded) return lend(await openExternal(settings, openDataHome(settings.dataDir)), work);
  const home = openEmbeddedHome(settings.dataDir);
  const lock = await takeOrNull(home);
  if (lock === null) return work(runningUrl(home));
  try {
    return await lend(await openEmbedded(settings, home), work);
  } finally {
    lock.release();
  }
}

async function lend<T>(database: ProductDatabase, work: (appDatabaseUrl: string) => Promise<T>): Promise<T> {
  try {
    await migrateProduct(database);
    return await work(database.roleUrls.appDatabaseUrl);
  } finally {
    await database.stop();
  }
}

function runningUrl({ folder }: DataHome): string {
  const { secrets, databasePort } = openKeys(folder);
  if (databasePort === null) throw new CannotStart('产品正在首次启动：请等它打印 ready 后再试。', 'The product is starting for the first time: try again once it has printed ready.');
  return embeddedUrls(secrets, databasePort).appDatabaseUrl;
}
