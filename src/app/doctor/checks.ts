import type { Check } from './check.js';
import { checkDatabaseFacts } from './database.js';
import { checkFolder } from './data-folder.js';
import { checkProcesses } from './processes.js';
import { checkRedisServer } from './redis.js';
import { checkSearchEngine } from './search-engine.js';
import { checkProcess } from './this-process.js';

/** Everything that the doctor looks at, in the order in which it is told; another engine is one file and one name here. */
export const CHECKS: readonly Check[] = [checkProcess, checkFolder, checkProcesses, checkDatabaseFacts, checkRedisServer, checkSearchEngine];
