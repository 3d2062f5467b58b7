import { Injectable } from '@nestjs/common';
import type { DemandId } from '../core/ids/ids.js';
import { mayTrade } from '../core/matching/offered-product.js';
import { admittedClasses, isOpenLine } from '../core/matching/wanted-line.js';
import { linesWithDemand } from '../demand/index.js';
import { organisationsByIds } from '../organisation/index.js';
import type { Tx } from '../platform/db/tx.js';
import { Classes } from '../policy/index.js';
import { saveProjectedLines } from './matching-line.store.js';
import { lockProjecting } from './projection-locks.store.js';
import { linesNow } from './read-truth.js';

/** Copies what matching reads of demand lines from the rooms that own it. */
@Injectable()
export class ProjectLines {
  constructor(private readonly classes: Classes) {}

  /** Copies the lines of these demands, at most 1,000 lines, as they are now; those that changed are pending afterwards. Drafts are passed over. */
  async project(tx: Tx, demandIds: readonly string[]): Promise<void> {
    await lockProjecting(tx, 'DEMANDS', demandIds);
    const lines = (await linesWithDemand(tx, demandIds as DemandId[])).filter((line) => line.publishedAt !== null);
    const owners = new Map((await organisationsByIds(tx, [...new Set(lines.map((line) => line.ownerId))])).map((one) => [one.id, one]));
    const definitions = await this.classes.all(tx);
    const wanted = await linesNow(tx, this.classes, lines);
    await saveProjectedLines(tx, lines.map((line, index) => {
      const now = wanted[index];
      if (now === undefined) throw new Error(`Line ${line.id} was not read.`);
      const classIds = admittedClasses(now);
      const owner = owners.get(line.ownerId);
      return {
        lineId: line.id, organisationId: line.ownerId, classIds, active: isOpenLine(line.state) && owner !== undefined && mayTrade(owner),
        wanted: now, title: line.demand.title, planNamesMaker: classIds.some((classId) => definitions.get(classId)?.definition.origin === 'PLAN'),
        itemId: line.itemId,
      };
    }));
  }
}
