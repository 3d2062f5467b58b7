import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BareOrder } from './bare-server.js';
import type { LoadFigures, LoadOrder } from './load-generator.js';

const LOADER = ['--no-warnings', '--import', fileURLToPath(new URL('../../test/contract/queue/typescript-loader.mjs', import.meta.url))];

function started(file: string, ...given: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), given, { execArgv: LOADER });
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}

/** The process that asks, the same for everybody who is asked. */
export class LoadGenerator {
  private readonly child = started('./load-generator.ts');

  async run(order: LoadOrder): Promise<LoadFigures> {
    this.child.send(order);
    const [told] = await once(this.child, 'message') as [{ readonly figures?: LoadFigures; readonly error?: string }];
    if (told.figures === undefined) throw new Error(`The load generator failed: ${told.error ?? ''}`);
    if (told.figures.failed > 0) throw new Error(`${told.figures.failed} of ${told.figures.answered} answers failed, the first: ${told.figures.firstFailure ?? ''}`);
    return told.figures;
  }

  stop(): Promise<void> {
    return ended(this.child);
  }
}

/** The bare server in a process of its own. `orderFile`: where its order is handed over. */
export async function startBareServer(order: BareOrder, orderFile: string): Promise<{ readonly port: number; stop(): Promise<void> }> {
  await writeFile(orderFile, JSON.stringify(order), { mode: 0o600 });
  const child = started('./bare-server.ts', orderFile);
  const [{ port }] = await once(child, 'message') as [{ readonly port: number }];
  return { port, stop: () => ended(child) };
}
