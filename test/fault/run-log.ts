import { open, readFile } from 'node:fs/promises';
import type { RunFigures } from './one-run.js';

/** What is known of the seeds that ran before, by their numbers; the last line of a seed decides. */
export async function runsBefore(log: string | undefined): Promise<Map<number, RunFigures>> {
  const text = log === undefined ? '' : await readFile(log, 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return new Map(text.split('\n').flatMap((line) => figuresIn(line) ?? []).map((figures) => [figures.seed, figures]));
}

/** Adds the line of a seed that is over, and returns when it is on the disk: what is run again after a power cut is one seed. */
export async function addRun(log: string, figures: RunFigures): Promise<void> {
  const file = await open(log, 'a+');
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    // A line that broke off with its power cut ends here.
    const torn = size > 0 && (await file.read(last, 0, 1, size - 1), last.toString() !== '\n');
    await file.appendFile(`${torn ? '\n' : ''}${JSON.stringify(figures)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

function figuresIn(line: string): RunFigures | null {
  try {
    return JSON.parse(line) as RunFigures;
  } catch {
    return null;
  }
}
