import { Injectable } from '@nestjs/common';
import type { DemandId } from '../core/ids/ids.js';
import { linesWithDemand } from '../demand/index.js';
import { SYSTEM_SCOPE, type MatcherDatabase } from '../platform/db/database.js';
import type { Tx } from '../platform/db/tx.js';
import { linesOfDemands } from './matching-line.store.js';
import { ProjectLines } from './project-lines.js';
import { ProjectProducts } from './project-products.js';
import { Rematch } from './rematch.js';

/** Lines that one transaction copies at most. */
const COPIED_MAX = 1_000;

/** Copies rows anew and judges what changed: for those who do not wait for an event. Doing it twice changes nothing more. */
@Injectable()
export class Refresh {
  constructor(private readonly projectProducts: ProjectProducts, private readonly projectLines: ProjectLines, private readonly rematch: Rematch) {}

  /** At most 1,000 products. */
  async products(database: MatcherDatabase, ids: readonly string[], traceId: string): Promise<void> {
    if (ids.length === 0) return;
    await database.transaction(SYSTEM_SCOPE, (tx) => this.projectProducts.project(tx, ids));
    await this.rematch.products(database, ids, traceId);
  }

  async demands(database: MatcherDatabase, ids: readonly string[], traceId: string): Promise<void> {
    if (ids.length === 0) return;
    for (const group of await database.read(SYSTEM_SCOPE, (tx) => groupsByLines(tx, ids))) {
      await database.transaction(SYSTEM_SCOPE, (tx) => this.projectLines.project(tx, group));
    }
    const lineIds = await database.read(SYSTEM_SCOPE, (tx) => linesOfDemands(tx, ids));
    await this.rematch.lines(database, lineIds, traceId);
  }
}

/** Demands in groups of at most 1,000 lines, or of one demand with more. */
export async function groupsByLines(tx: Tx, demandIds: readonly string[]): Promise<string[][]> {
  const counts = new Map<string, number>(demandIds.map((id) => [id, 0]));
  for (const { demandId } of await linesWithDemand(tx, demandIds as DemandId[])) counts.set(demandId, (counts.get(demandId) ?? 0) + 1);
  const groups: string[][] = [];
  let room = 0;
  for (const [id, lines] of counts) {
    if (lines > room || groups.length === 0) {
      groups.push([]);
      room = COPIED_MAX;
    }
    groups.at(-1)?.push(id);
    room -= lines;
  }
  return groups;
}
