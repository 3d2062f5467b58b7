import type { Logger } from '../platform/logging/logger.js';

/** A process is gone within 30 s of being told: what still runs then is cut off, and the next start finds it in the outbox. */
const GONE_WITHIN_MS = 28_000;

/** Stops once on SIGTERM or SIGINT; exit code 0, or 1 when stopping failed or took too long. */
export function stopOnSignals(logger: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const begin = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('stopping took too long');
      process.exit(1);
    }, GONE_WITHIN_MS).unref();
    stop().then(() => process.exit(0), (error: unknown) => {
      logger.error({ err: error }, 'stopping failed');
      process.exit(1);
    });
  };
  process.on('SIGTERM', () => begin('SIGTERM'));
  process.on('SIGINT', () => begin('SIGINT'));
}
