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
  // Written at once: the stream pino takes by itself is flushed at exit, and on a pipe whose reader died it tries that for ever.
  return pino(settings, destination ?? pino.destination({ dest: 1, sync: true }));
}
