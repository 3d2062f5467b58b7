import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { REDACTED, SECRET_NAMES, withoutSecrets, withoutSecretText } from './secrets.js';

export type { Logger } from 'pino';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/**
 * Structured logs of one process: one JSON line per entry on standard output (or `destination`), ISO times, without
 * passwords, tokens, phones and bodies, whether they come as fields, in bindings of a child or inside a text.
 */
export function createLogger(
  options: { readonly process: 'market' | 'admin' | 'worker' | (string & {}); readonly level: LogLevel | (string & {}) },
  destination?: DestinationStream,
): Logger {
  const settings: LoggerOptions = {
    level: options.level,
    base: { process: options.process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (entry) => withoutSecrets(entry) as Record<string, unknown>,
    },
    serializers: { err: withoutSecrets },
    // The formatter above sees entries only; pino writes the bindings of a child by itself.
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), censor: REDACTED },
    hooks: { streamWrite: withoutSecretText },
  };
  return pino(settings, destination ?? standardOutput());
}

/**
 * Lines are written at once and wait for their reader as long as whoever started this process lives. A child that waited longer, for a
 * pipe that somebody holds open and nobody reads, would never see that its parent is gone.
 */
function standardOutput(): DestinationStream {
  const parent = process.ppid;
  return pino.destination({ dest: 1, sync: true, retryEAGAIN: () => process.ppid === parent });
}
