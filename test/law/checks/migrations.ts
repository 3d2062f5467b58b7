import { createHash } from 'node:crypto';

/** File name of a migration to the SHA-256 of its text, in the order they run. */
export type Sealed = Readonly<Record<string, string>>;

const FORM = /^(\d{13})-[a-z][a-z0-9-]*\.js$/;

/**
 * Everything that breaks "append-only", one line each: a sealed migration that was changed or taken away, a new one that is
 * not sealed or stands before a sealed one. `before` are the seals of the last commit, which no later one may change.
 */
export function migrationFaults(files: ReadonlyMap<string, string>, sealed: Sealed, before: Sealed = {}): string[] {
  const names = [...files.keys()].sort();
  const last = Object.keys(before).sort().at(-1) ?? '';
  return [
    ...names.filter((name) => !FORM.test(name)).map((name) => `${name}: is not named <13 digits>-<what-it-makes>.js`),
    ...Object.keys({ ...before, ...sealed }).filter((name) => !files.has(name)).map((name) => `${name}: was taken away`),
    ...names.flatMap((name) => {
      const hash = sealOf(files.get(name) ?? '');
      const seal = before[name] ?? sealed[name];
      if (seal === undefined) return [`${name}: not sealed; add "${name}": "${hash}" to test/law/migrations.json`];
      if (seal !== hash || sealed[name] !== hash) return [`${name}: was changed (now ${hash}); migrations are append-only, write a new one`];
      return before[name] === undefined && name < last ? [`${name}: new, but older by name than ${last}, which may have run already`] : [];
    }),
  ].sort();
}

export function sealOf(text: string): string {
  // A checkout with other line ends is no change.
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}
