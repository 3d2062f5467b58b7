import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import { PROJECT_FOLDER } from '../config/project.js';
import { identityOf } from '../embedded/process-identity.js';
import { lastWords, writtenSince } from './last-words.js';
import { say } from './say.js';

const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 30_000;
/** One that has run so long is well: its next crash is its first. */
const WELL_AFTER_MS = 60_000;
const CRASHES_BEFORE_READY = 3;
const LONGEST_LOG_BYTES = 20 * 1024 * 1024;

export interface ProgramOptions {
  readonly name: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Answers 200 when the program is ready. */
  readonly readyUrl: string;
  /** Null for the terminal. */
  readonly logFile: string | null;
  /** Told after every start and end. */
  readonly onChange: () => void;
}

/** One process that is started, started again when it falls, and stopped. */
export class SupervisedProgram {
  private child: ChildProcess | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopping = false;
  private crashes = 0;
  /** Bytes of the log that were there before this start. */
  private loggedBefore = 0;

  constructor(readonly options: ProgramOptions) {}

  /** Null while it does not run. */
  get identity(): string | null {
    return this.child?.pid === undefined ? null : identityOf(this.child.pid);
  }

  start(): void {
    this.stopping = false;
    const { file, environment, logFile } = this.options;
    const log = logFile === null ? 'inherit' : openLog(logFile);
    this.loggedBefore = typeof log === 'number' ? fstatSync(log).size : 0;
    // A session of its own keeps the terminal's Ctrl-C away: the supervisor tells each in its turn. The channel breaks when we die.
    const child = fork(file, { cwd: PROJECT_FOLDER, env: environment, execArgv: ['--enable-source-maps'], detached: true, stdio: ['ignore', log, log, 'ipc'] });
    if (typeof log === 'number') closeSync(log);
    this.child = child;
    const startedAt = Date.now();
    const ended = (why: string): void => {
      if (this.child !== child) return;
      this.child = null;
      this.options.onChange();
      if (!this.stopping) this.startAgain(why, startedAt);
    };
    child.once('exit', (code, signal) => ended(signal ?? `exit ${code}`));
    child.once('error', (error) => ended(error.message));
    this.options.onChange();
  }

  /** Tells it to end, kills it after `withinMs`, and resolves when it has ended. */
  async stop(withinMs: number): Promise<void> {
    this.stopping = true;
    this.crashes = 0;
    if (this.timer !== null) clearTimeout(this.timer);
    const { child } = this;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(timer);
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }

  /** One look; @throws CannotStart when it has crashed time and again and was never ready. */
  async isReady(): Promise<boolean> {
    const { name, readyUrl } = this.options;
    if (this.crashes >= CRASHES_BEFORE_READY) {
      throw new CannotStart(`进程 ${name} 启动失败：${this.lastWords()}。`, `The process ${name} does not start: ${this.lastWords()}.`);
    }
    if (this.child === null) return false;
    try {
      const { status } = await fetch(readyUrl, { signal: AbortSignal.timeout(2_000) });
      return status === 200;
    } catch {
      return false;
    }
  }

  private startAgain(why: string, startedAt: number): void {
    this.crashes = Date.now() - startedAt > WELL_AFTER_MS ? 1 : this.crashes + 1;
    const restMs = Math.min(FIRST_REST_MS * 2 ** (this.crashes - 1), LONGEST_REST_MS);
    const { name } = this.options;
    say(`进程 ${name} 意外退出（${why}）：${this.lastWords()}；${restMs / 1000} 秒后重新启动。`, `The process ${name} ended unexpectedly (${why}): ${this.lastWords()}; it starts again in ${restMs / 1000} s.`);
    this.timer = setTimeout(() => this.start(), restMs);
  }

  private lastWords(): string {
    const { logFile } = this.options;
    if (logFile === null) return 'its log is above';
    return [lastWords(writtenSince(logFile, this.loggedBefore)), `(${logFile})`].filter(Boolean).join(' ');
  }
}

/** Appends to the log; a long one of earlier runs is put aside first, replacing the one before. */
function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LONGEST_LOG_BYTES) renameSync(path, `${path}.old`);
  return openSync(path, 'a', 0o600);
}
