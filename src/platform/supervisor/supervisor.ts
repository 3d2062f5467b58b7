import { join } from 'node:path';
import { CannotStart } from '../config/cannot-start.js';
import { inheritedEnvironment, settingsAsEnvironment, type Settings } from '../config/settings.js';
import type { Ending } from './ending.js';
import { recordProcesses } from './orphans.js';
import { COMMON_SETTINGS, type Program } from './programs.js';
import { productUrls } from './ready-text.js';
import { SupervisedProgram } from './supervised-program.js';

/** With the database's own ten seconds, everything is gone within 30 s of Ctrl-C. */
const PROGRAM_GONE_WITHIN_MS = 18_000;
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** The processes of the product: all started, all watched, all stopped. */
export class Supervisor {
  private readonly programs: readonly SupervisedProgram[];

  /** `settings` hold the addresses of the working roles; each program is told its own. */
  constructor(programs: readonly Program[], settings: Settings, folder: string) {
    const urls = productUrls(settings);
    this.programs = programs.map((program) => new SupervisedProgram({
      name: program.name,
      file: program.file,
      environment: environmentOf(program, settings),
      readyUrl: `${{ marketPort: urls.market, adminPort: urls.admin, workerPort: urls.worker }[program.port]}/health/ready`,
      logFile: settings.logTo === 'folder' ? join(folder, 'logs', `${program.name}.log`) : null,
      onChange: () => this.record(folder),
    }));
  }

  /** Starts all and resolves when all are ready. @throws CannotStart, Ended */
  async start(ending: Ending): Promise<void> {
    for (const program of this.programs) program.start();
    await this.awaitReady(ending);
  }

  async restart(ending: Ending): Promise<void> {
    await this.stop();
    if (!ending.isWished) await this.start(ending);
  }

  async stop(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.stop(PROGRAM_GONE_WITHIN_MS)));
  }

  /** For those who do not want to wait: `stop` resolves at once then. */
  kill(): void {
    for (const program of this.programs) program.kill();
  }

  private async awaitReady(ending: Ending): Promise<void> {
    for (const end = Date.now() + READY_WITHIN_MS; ;) {
      ending.assertNone();
      const states = await Promise.all(this.programs.map((program) => program.isReady()));
      if (states.every(Boolean)) return;
      if (Date.now() > end) throw tooSlow(this.programs.filter((_program, n) => !states[n]));
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  private record(folder: string): void {
    recordProcesses(folder, this.programs.flatMap(({ identity }) => identity ?? []));
  }
}

function environmentOf(program: Program, settings: Settings): Record<string, string> {
  const told = [...COMMON_SETTINGS, ...program.databases];
  return { ...inheritedEnvironment(), ...settingsAsEnvironment(Object.fromEntries(told.map((key) => [key, settings[key]]))) };
}

function tooSlow(programs: readonly SupervisedProgram[]): CannotStart {
  const names = programs.map(({ options: { name, readyUrl } }) => `${name} (${readyUrl})`).join(', ');
  const seconds = READY_WITHIN_MS / 1000;
  return new CannotStart(`${names} 在 ${seconds} 秒内没有就绪：请查看其日志和上述地址的回答。`, `${names} was not ready within ${seconds} s: see its log and the answer of that address.`);
}
