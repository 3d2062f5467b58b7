import { types } from 'node:util';

/** What no log line carries: credentials, and what tells a person (Personal Information Protection Law, article 4, 2021). */
export const REDACTED = '[redacted]';

/** Secret where they are a field's whole name; `isSecretKey` finds them inside longer names too. */
export const SECRET_NAMES = ['password', 'secret', 'token', 'authorization', 'cookie', 'phone', 'mobile', 'email'] as const;

const SECRET_KEY = new RegExp(`${SECRET_NAMES.join('|')}|passwd|passphrase|apikey|idcard`);

/** Long objects are cut: a line is read by people, and by collectors with a limit. */
const MAX_DEPTH = 6;
const MAX_ENTRIES = 100;
const MAX_CAUSES = 5;

/** True for names of fields whose values are never written, in any casing and with or without separators. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key.toLowerCase().replace(/[^a-z]/g, ''));
}

/**
 * A copy of a logged value without the values of secret keys, cut at six levels and 100 entries a level. Errors become
 * their name, message, code and stack: drivers hang parameters and rows on them.
 */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (isError(value)) return errorLine(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return '[cut]';
  if (Array.isArray(value)) return value.slice(0, MAX_ENTRIES).map((one) => withoutSecrets(one, depth + 1));
  if (hasOwnText(value)) return withoutSecrets(value.toJSON(), depth + 1);
  return Object.fromEntries(Object.entries(value).slice(0, MAX_ENTRIES)
    .map(([key, one]) => [key, isSecretKey(key) ? REDACTED : withoutSecrets(one, depth + 1)]));
}

/** What is written of an error, of what caused it, and of the several it may stand for (both addresses of a refused connection). */
export function errorLine(error: Error, depth = 0): Record<string, unknown> {
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const nested = Array.isArray(errors) && depth < MAX_CAUSES ? errors.filter(isError).slice(0, MAX_CAUSES) : [];
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: error.stack,
    ...(nested.length > 0 ? { errors: nested.map((one) => errorLine(one, depth + 1)) } : {}),
    ...(isError(cause) && depth < MAX_CAUSES ? { cause: errorLine(cause, depth + 1) } : {}),
  };
}

/**
 * Replacements in running text, tried on the finished JSON line: what a message or a stack may have picked up. A line
 * break stands there as backslash and n.
 */
const IN_TEXT: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  [/(duijie_(?:admin_)?session=)[^;\s"\\]+/g, `$1${REDACTED}`],
  // Our own session tokens: 256 bits in base64url, 43 characters, in practice always of both cases.
  [/(?<=^|[^\w-]|\\[nrt])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{43}(?![\w-])/g, REDACTED],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"\\]*:)[^\s@/"\\]+(?=@)/gi, `$1${REDACTED}`],
  // Mobile numbers of mainland China.
  [/(?<=^|[^\w.-]|\\[nrt])(?:\+?86[ -]?)?1[3-9]\d{9}(?![\w.])/g, REDACTED],
];

/** A text without session tokens, credentials in headers and URLs, and mobile numbers. */
export function withoutSecretText(text: string): string {
  return IN_TEXT.reduce((line, [pattern, replacement]) => line.replace(pattern, replacement), text);
}

/** Also errors of another realm, which `instanceof` does not know. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

function hasOwnText(value: object): value is { toJSON(): unknown } {
  return typeof (value as { toJSON?: unknown }).toJSON === 'function';
}
