import { join } from 'node:path';
import { PROJECT_FOLDER } from '../config/project.js';
import { SETTINGS, type SettingKey } from '../config/settings-table.js';
import type { PortSetting } from './ports.js';

/** A process that the supervisor runs. */
export interface Program {
  readonly name: string;
  /** The JavaScript file that Node runs. */
  readonly file: string;
  /** The setting with the port on which it answers `/health/ready`. */
  readonly port: PortSetting;
  /** The roles it may work under; it is told no other address of the database. */
  readonly databases: readonly SettingKey[];
}

const built = (file: string): string => join(PROJECT_FOLDER, 'dist', file);

export const PROGRAMS: readonly Program[] = [
  { name: 'market', file: built('main.js'), port: 'marketPort', databases: ['appDatabaseUrl'] },
  // The admin process reads the depth of the queues.
  { name: 'admin', file: built('admin.js'), port: 'adminPort', databases: ['appDatabaseUrl', 'relayDatabaseUrl'] },
  { name: 'worker', file: built('worker.js'), port: 'workerPort', databases: ['appDatabaseUrl', 'relayDatabaseUrl', 'matcherDatabaseUrl'] },
];

/** Of the supervisor alone, or told by role. */
const NOT_COMMON: readonly SettingKey[] = ['databaseUrl', 'databasePort', 'appDatabaseUrl', 'relayDatabaseUrl', 'matcherDatabaseUrl'];

/** What every process is told, whatever role it works under. */
export const COMMON_SETTINGS = (Object.keys(SETTINGS) as SettingKey[]).filter((key) => !NOT_COMMON.includes(key));
