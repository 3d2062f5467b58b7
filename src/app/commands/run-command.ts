import { writeFile } from 'node:fs/promises';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CannotStart } from '../../platform/config/cannot-start.js';
import { readSettings, type Settings } from '../../platform/config/settings.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The command was called in a way that it does not understand: exit code 2, so that a script tells it from a finding. */
export class WrongUse extends CannotStart {}

/** What a command came to. */
export interface CommandAnswer {
  /** 0: all is well; 1: something was found, or failed. */
  readonly exitCode: 0 | 1;
  /** For a person, Chinese first. */
  readonly lines: readonly string[];
  /** The same for a program. */
  readonly json: object;
}

export interface Command<V> {
  /** As in `npm run NAME`. */
  readonly name: string;
  readonly help: string;
  /** Beside `--json` and `--help`. */
  readonly options: Options;
  /** Words that follow without a flag; none where it is left out. */
  readonly words?: number;
  readonly run: (values: V, settings: Settings, words: readonly string[]) => Promise<CommandAnswer>;
}

/**
 * Runs a command of operations: `--help` explains it, `--json FILE` writes its answer (`-`: to standard output, alone). Exit
 * code 0: all is well, 1: findings or failed, 2: wrong use.
 */
export async function runCommand<V>({ name, help, options, words = 0, run }: Command<V>): Promise<void> {
  try {
    const { values, positionals } = readArguments(name, options, words);
    if (values['help'] === true) return say(help);
    const to = values['json'] as string | undefined;
    if (positionals.length !== words) throw wrong(name, `${positionals.length} of ${words} words`);
    const { exitCode, lines, json } = await run(values as V, readSettings(), positionals);
    const text = `${JSON.stringify(json, null, 2)}\n`;
    if (to !== '-') say(lines.join('\n'));
    if (to === '-') process.stdout.write(text);
    else if (to !== undefined) await writeFile(to, text);
    process.exitCode = exitCode;
  } catch (error) {
    process.stderr.write(`${error instanceof CannotStart ? error.message : error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    process.exitCode = error instanceof WrongUse ? 2 : 1;
  }
}

function readArguments(name: string, options: Options, words: number): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ options: { ...options, json: { type: 'string' }, help: { type: 'boolean' } }, allowPositionals: words > 0 });
  } catch (cause) {
    throw wrong(name, (cause as Error).message, cause);
  }
}

function wrong(name: string, what: string, cause?: unknown): WrongUse {
  return new WrongUse(`参数不对：请用 npm run ${name} -- --help 查看用法。`, `Wrong arguments (${what}): see npm run ${name} -- --help.`, { cause });
}

/** A whole number of an argument, within bounds, or its default. @throws WrongUse */
export function wholeNumber(flag: string, text: string | undefined, otherwise: number, [least, most]: readonly [number, number]): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new WrongUse(`${flag} 应为 ${least} 至 ${most} 的整数。`, `${flag} must be a whole number from ${least} to ${most}.`);
}

function say(text: string): void {
  process.stdout.write(`${text.replace(/\n$/, '')}\n`);
}
