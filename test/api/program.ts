import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../src/platform/embedded/free-port.js';

export type ProgramName = 'market' | 'admin' | 'worker';

/** The built file of each process, and the setting of the port it answers on. */
const PROGRAMS: Readonly<Record<ProgramName, readonly [file: string, portSetting: string]>> = {
  market: ['main.js', 'DUIJIE_MARKET_PORT'], admin: ['admin.js', 'DUIJIE_ADMIN_PORT'], worker: ['worker.js', 'DUIJIE_WORKER_PORT'],
};
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 25;
const HOST = '127.0.0.1';

/** A line of a process's log that tells of a fault. */
export interface LoggedFault {
  readonly level: 'error' | 'fatal';
  readonly msg: string;
  readonly err?: { readonly message?: string; readonly code?: string };
  readonly traceId?: string;
}

/** One real process out of dist/, as `npm start` would run it, with nothing of our environment but its settings. */
export class Program {
  private child: ChildProcess | null = null;
  private output = '';
  private port = 0;
  /** Numbers of its processes, of all its starts. */
  readonly pids: number[] = [];

  constructor(readonly name: ProgramName, private readonly settings: Readonly<Record<string, string>>) {}

  get url(): string {
    return `http://${HOST}:${this.port}`;
  }

  /** Everything the process has written, over all its starts. */
  get log(): string {
    return this.output;
  }

  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What the process calls a fault: a test that expects none asks for these at its end. */
  get faults(): LoggedFault[] {
    return this.output.split('\n').flatMap((line) => {
      if (!line.startsWith('{')) return [];
      const entry = JSON.parse(line) as { readonly level?: string; readonly msg?: string };
      return entry.level === 'error' || entry.level === 'fatal' ? [entry as LoggedFault] : [];
    });
  }

  /** Starts it and waits until it is ready; on the port of its last start when it had one. */
  async start(): Promise<void> {
    const [file, portSetting] = PROGRAMS[this.name];
    const path = fileURLToPath(new URL(`../../dist/${file}`, import.meta.url));
    if (!existsSync(path)) throw new Error(`dist/${file} is not there: run npm run build first.`);
    const kept = this.port !== 0;
    for (let attempt = 1; ; attempt++) {
      if (!kept) this.port = await freePort(HOST);
      const failure = await this.launch(path, { ...this.settings, [portSetting]: String(this.port) });
      if (failure === null) return;
      // Another test file may have taken the free port first.
      if (kept || attempt === 5 || !failure.includes('EADDRINUSE')) throw new Error(`The ${this.name} process did not start:\n${failure}`);
    }
  }

  /** As the supervisor ends it; answers the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** As a machine that loses its power. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    this.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    const [code] = await exited;
    return code;
  }

  /** Null once it is ready, else what it said before it ended. */
  private async launch(path: string, settings: Readonly<Record<string, string>>): Promise<string | null> {
    const from = this.output.length;
    const child = spawn(process.execPath, [path], {
      env: { PATH: process.env['PATH'] ?? '', ...settings }, cwd: '/',
      // The channel tells it when this process dies.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    if (child.pid !== undefined) this.pids.push(child.pid);
    const take = (text: Buffer): void => { this.output += text.toString(); };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end;) {
      if (child.exitCode !== null || child.signalCode !== null) return this.output.slice(from);
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      const report = answer === null ? null : (await answer.json()) as { readonly process?: string };
      // The port may be answered by somebody else's process for as long as ours has not failed.
      if (answer?.status === 200 && report?.process === this.name) return null;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    child.kill('SIGKILL');
    return `not ready within ${READY_WITHIN_MS} ms\n${this.output.slice(from)}`;
  }
}
