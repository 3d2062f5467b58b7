import { inheritedEnvironment } from '../config/settings.js';

/**
 * All that PostgreSQL's programs are told of our environment. LC_ALL is the language of messages, which are read, and spares
 * macOS a crash; the locale of the data is given by flag.
 */
export const SERVER_ENVIRONMENT: Readonly<Record<string, string>> = { PATH: inheritedEnvironment()['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' };
