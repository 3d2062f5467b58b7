import type { Logger } from './logger.js';

/** The logger of this process as something that can be asked for by its class. */
export class ProcessLogger {
  constructor(readonly logger: Logger) {}
}
