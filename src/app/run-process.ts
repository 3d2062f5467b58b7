import { CannotStart } from '../platform/config/cannot-start.js';
import { endWithParent } from '../platform/supervisor/end-with-parent.js';

/** Runs a process of the product: ends with the supervisor that started it, and tells in one sentence what kept it from starting. */
export async function runProcess(run: () => Promise<void>): Promise<void> {
  endWithParent();
  try {
    await run();
  } catch (error) {
    process.stderr.write(`${error instanceof CannotStart ? error.message : error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    process.exit(1);
  }
}
