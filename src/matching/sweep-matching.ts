import { Injectable } from '@nestjs/common';
import { pageOfProducts } from '../catalogue/index.js';
import type { SystemViewer } from '../core/access/viewer.js';
import type { DemandLineId } from '../core/ids/ids.js';
import { shanghaiDate } from '../core/time/dates.js';
import { pageOfOpenLines } from '../demand/index.js';
import { Clock } from '../platform/clock/clock.js';
import { MatcherDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { EventHandler } from '../platform/deed/handlers.js';
import { noteOverdueLines, pageOfHeldDemands, pageOfPendingLines } from './matching-line.store.js';
import { noteExpiredProducts, pageOfHeldProducts } from './matching-product.store.js';
import { eachPage } from './pages.js';
import { Refresh } from './refresh.js';
import { Rematch } from './rematch.js';

const PAGE = 500;
const TRACE = 'sweep-matching';
const MATCHER: SystemViewer = { kind: 'SYSTEM', because: 'matching reads whole rows' };

/**
 * Heals what a lost event, a worker that died or the mere passing of days left behind: copies what is open and what is held to be
 * open anew, takes back what ended by its date, and judges what is still pending. Writes only where something differs.
 */
@Injectable()
export class SweepMatching implements EventHandler {
  constructor(private readonly database: MatcherDatabase, private readonly refresh: Refresh, private readonly rematch: Rematch, private readonly clock: Clock) {}

  async handle(): Promise<void> {
    const today = shanghaiDate(this.clock.now());
    await this.products();
    await this.demands();
    await this.database.transaction(SYSTEM_SCOPE, (tx) => noteExpiredProducts(tx, today));
    await this.database.transaction(SYSTEM_SCOPE, (tx) => noteOverdueLines(tx, today));
    await eachPage(PAGE, (limit, after) => this.database.read(SYSTEM_SCOPE, (tx) => pageOfHeldProducts(tx, 'PENDING', limit, after)),
      (ids) => this.rematch.products(this.database, ids, TRACE));
    await eachPage(PAGE, (limit, after) => this.database.read(SYSTEM_SCOPE, (tx) => pageOfPendingLines(tx, limit, after)),
      (ids) => this.rematch.lines(this.database, ids, TRACE));
  }

  private async products(): Promise<void> {
    const published = { state: 'PUBLISHED' as const, ownerId: null };
    const seen = new Set<string>();
    await eachPage(PAGE, async (limit, after) => (await this.database.read(SYSTEM_SCOPE, (tx) => pageOfProducts(tx, MATCHER, published, limit, after))).map((product) => product.id),
      (ids) => this.refresh.products(this.database, newTo(seen, ids), TRACE));
    await eachPage(PAGE, (limit, after) => this.database.read(SYSTEM_SCOPE, (tx) => pageOfHeldProducts(tx, 'ACTIVE', limit, after)),
      (ids) => this.refresh.products(this.database, newTo(seen, ids), TRACE));
  }

  private async demands(): Promise<void> {
    const seen = new Set<string>();
    const demandOf = new Map<string, string>();
    await eachPage(PAGE, async (limit, after) => {
      const lines = await this.database.read(SYSTEM_SCOPE, (tx) => pageOfOpenLines(tx, limit, after as DemandLineId | null));
      demandOf.clear();
      for (const line of lines) demandOf.set(line.id, line.demandId);
      return lines.map((line) => line.id);
    }, () => this.refresh.demands(this.database, newTo(seen, [...demandOf.values()]), TRACE));
    await eachPage(PAGE, (limit, after) => this.database.read(SYSTEM_SCOPE, (tx) => pageOfHeldDemands(tx, limit, after)),
      (ids) => this.refresh.demands(this.database, newTo(seen, ids), TRACE));
  }
}

/** Those that were not seen before, each once; seen from now on. */
function newTo(seen: Set<string>, ids: readonly string[]): string[] {
  const fresh = [...new Set(ids)].filter((id) => !seen.has(id));
  for (const id of fresh) seen.add(id);
  return fresh;
}
