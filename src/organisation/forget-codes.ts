import { Injectable } from '@nestjs/common';
import { CODE_WINDOW_SECONDS } from '../core/organisation/code-life.js';
import { Clock } from '../platform/clock/clock.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import { forgetCodes } from './code.store.js';

const AT_ONCE = 1_000;

/** Sweep: forgets codes, and with them the telephones they were for, once they count for no limit any more. */
@Injectable()
export class ForgetCodes implements EventHandler {
  constructor(private readonly database: AppDatabase, private readonly clock: Clock) {}

  async handle(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - CODE_WINDOW_SECONDS * 1_000);
    while (await this.database.transaction(SYSTEM_SCOPE, (tx) => forgetCodes(tx, before, AT_ONCE)) === AT_ONCE);
  }
}
