import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import { forgetReplacedBefore } from './replay.store.js';

/** Runs can be judged again for so long: two full years of weekly reports and their audit. */
export const HISTORY_DAYS = 800;
const DAY_MS = 86_400_000;
const AT_ONCE = 1_000;

/** Forgets what projections were before they were replaced, once no run that may be replayed can have seen it. */
@Injectable()
export class ForgetHistory implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly clock: Clock) {}

  async handle(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - HISTORY_DAYS * DAY_MS);
    while ((await this.database.transaction(SYSTEM_SCOPE, (tx) => forgetReplacedBefore(tx, before, AT_ONCE))) >= AT_ONCE) { /* the next ones */ }
  }
}
