import { existsSync, readFileSync } from 'node:fs';

const LONGEST = 300;
/** Node's own signature, lines of a stack, and the marks under a source line say nothing to whoever restarts it. */
const NOISE = /^\s*(at |Node\.js v|\^+$|\}?$)/;

/** The one line of a log that tells best why its process ended: the last that names an error, else the last that says something. */
export function lastWords(log: string): string {
  const lines = log.split('\n').filter((line) => !NOISE.test(line));
  const told = lines.findLast((line) => /^\w*Error\b|"level":"(error|fatal)"/.test(line)) ?? lines.at(-1) ?? '';
  return told.trim().slice(0, LONGEST);
}

/** What was written to a log file since it had so many bytes. */
export function writtenSince(logFile: string, bytes: number): string {
  return existsSync(logFile) ? readFileSync(logFile).subarray(bytes).toString() : '';
}
