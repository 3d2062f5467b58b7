import { MIGRATIONS_FOLDER } from '../config/project.js';
import { SETTINGS, type SettingKey } from '../config/settings-table.js';
import type { Settings } from '../config/settings.js';
import { CannotStart } from '../config/cannot-start.js';
import { checkDatabase, checkWorkingRole } from '../db/check-database.js';
import { WORKING_ROLES, makeDatabase, makeMissingRoles, makeOwner, makeWorkingRoles, migrate, withOwnerPool, type WorkingRole } from '../db/migrate.js';
import { EmbeddedDatabase } from '../embedded/embedded-database.js';
import { migrateQueue } from '../queue/bullmq-postgres/migrate-queue.js';
import type { DataHome } from './data-home.js';
import { hasKeys, openKeys, saveKeys, type KeptKeys } from './kept-keys.js';
import { say } from './say.js';

const OWNER = 'duijie_owner';
const DATABASE = 'duijie';

/** Which setting tells a process the address of each working role. */
const ROLE_SETTINGS = { duijie_app: 'appDatabaseUrl', duijie_relay: 'relayDatabaseUrl', duijie_matcher: 'matcherDatabaseUrl' } as const satisfies Record<WorkingRole, SettingKey>;
export type RoleUrls = Readonly<Record<(typeof ROLE_SETTINGS)[WorkingRole], string>>;

/** The database that the product works on, with roles made; `migrateProduct` comes next. */
export interface ProductDatabase {
  /** Owns the tables; for migrations and reference data. */
  readonly ownerUrl: string;
  readonly roleUrls: RoleUrls;
  /** Stops the embedded server; leaves an external one alone. */
  stop(): Promise<void>;
}

/** Starts the embedded database and makes its owner, database and working roles where they are missing. */
export async function openEmbedded(settings: Settings, { folder, account }: DataHome): Promise<ProductDatabase> {
  const keys = openKeys(folder);
  const { secrets } = keys;
  const server = await EmbeddedDatabase.open({
    home: folder, account, password: secrets.superuser, demandedPort: settings.databasePort, keptPort: keys.databasePort, say,
  });
  try {
    if (server.port !== keys.databasePort) saveKeys(folder, { ...keys, databasePort: server.port });
    const superuserUrl = server.superuserUrl();
    await makeWorkingRoles(superuserUrl, { duijie_app: secrets.app, duijie_relay: secrets.relay, duijie_matcher: secrets.matcher });
    await makeOwner(superuserUrl, OWNER, secrets.owner);
    await makeDatabase(superuserUrl, DATABASE, OWNER);
    const ownerUrl = server.url(OWNER, secrets.owner, DATABASE);
    await checkDatabase(ownerUrl);
    return { ownerUrl, roleUrls: embeddedUrls(secrets, server.port), stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The owner's address on the embedded server that listens on this port. */
export function ownerUrlOf(secrets: KeptKeys['secrets'], port: number): string {
  return EmbeddedDatabase.urlOf(port, OWNER, secrets.owner, DATABASE);
}

/** The addresses of the working roles on the embedded server that listens on this port. */
export function embeddedUrls(secrets: KeptKeys['secrets'], port: number): RoleUrls {
  const urlOf = (user: WorkingRole, password: string): string => EmbeddedDatabase.urlOf(port, user, password, DATABASE);
  return { appDatabaseUrl: urlOf('duijie_app', secrets.app), relayDatabaseUrl: urlOf('duijie_relay', secrets.relay), matcherDatabaseUrl: urlOf('duijie_matcher', secrets.matcher) };
}

/**
 * Checks the database of `DATABASE_URL` and makes the working roles. Where their addresses are given, those that are missing are
 * made with the passwords in them, and those that are there are checked.
 */
export async function openExternal(settings: Settings, { folder }: DataHome): Promise<ProductDatabase> {
  const ownerUrl = settings.needed('databaseUrl');
  const given = WORKING_ROLES.filter((role) => settings[ROLE_SETTINGS[role]] !== null);
  if (given.length > 0 && given.length < WORKING_ROLES.length) throw allOrNone();
  await checkDatabase(ownerUrl);
  if (given.length === 0) {
    const { secrets } = openKeys(folder);
    const passwords = { duijie_app: secrets.app, duijie_relay: secrets.relay, duijie_matcher: secrets.matcher };
    await makeWorkingRoles(ownerUrl, passwords);
    return { ownerUrl, roleUrls: roleUrls((role) => asRole(ownerUrl, role, passwords[role])), stop: async () => undefined };
  }
  const urls = roleUrls((role) => settings.needed(ROLE_SETTINGS[role]));
  await makeMissingRoles(ownerUrl, Object.fromEntries(WORKING_ROLES.map((role) => [role, passwordIn(urls[ROLE_SETTINGS[role]])])) as Record<WorkingRole, string>);
  for (const role of WORKING_ROLES) await checkWorkingRole(urls[ROLE_SETTINGS[role]], role, SETTINGS[ROLE_SETTINGS[role]].name);
  return { ownerUrl, roleUrls: urls, stop: async () => undefined };
}

/** The addresses of the working roles on a database of `DATABASE_URL`, as a start of the product has set them; nothing is made or changed. Null before the first one. */
export function externalUrls(settings: Settings, folder: string): RoleUrls | null {
  const ownerUrl = settings.needed('databaseUrl');
  if (WORKING_ROLES.every((role) => settings[ROLE_SETTINGS[role]] !== null)) return roleUrls((role) => settings.needed(ROLE_SETTINGS[role]));
  if (!hasKeys(folder)) return null;
  const { secrets } = openKeys(folder);
  const passwords = { duijie_app: secrets.app, duijie_relay: secrets.relay, duijie_matcher: secrets.matcher };
  return roleUrls((role) => asRole(ownerUrl, role, passwords[role]));
}

/** Brings tables and job queue up to this version; answers the migrations that ran. */
export async function migrateProduct({ ownerUrl }: ProductDatabase): Promise<string[]> {
  const ran = await migrate(ownerUrl, MIGRATIONS_FOLDER);
  await withOwnerPool(ownerUrl, (pool) => migrateQueue(pool));
  return ran;
}

function roleUrls(urlOf: (role: WorkingRole) => string): RoleUrls {
  return Object.fromEntries(WORKING_ROLES.map((role) => [ROLE_SETTINGS[role], urlOf(role)])) as unknown as RoleUrls;
}

function passwordIn(url: string): string {
  return decodeURIComponent(new URL(url).password);
}

function asRole(url: string, role: WorkingRole, password: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = password;
  return changed.href;
}

function allOrNone(): CannotStart {
  const names = Object.values(ROLE_SETTINGS).map((key) => SETTINGS[key].name);
  return new CannotStart(`${names.join('、')} 须同时设置或都不设：请补齐。`, `${names.join(', ')} must be set together or not at all: complete them.`);
}
