import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { lineContent, within, type LineContent, type LineDraft } from '../core/demand/line-content.js';
import type { DemandLineId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Classes } from '../policy/index.js';
import type { DemandEntity, DemandLineEntity } from './demand.entity.js';
import { insertLineRevisions, ownDemandsOfLines, saveDemandHeads, saveLineContents, type LineRevisionRow } from './demand-writes.store.js';
import { groundOf, type Ground } from './line-ground.js';
import { contentOf, revisionOf, sameContent } from './new-lines.js';
import { RetiringMachines } from './retiring-machines.js';

export interface LineToRevise {
  readonly lineId: DemandLineId;
  /** The revision that was read; when another is in force by now, somebody else was quicker. Null: whatever it is. */
  readonly revision: number | null;
  /** The whole line as it shall be. */
  readonly line: LineDraft;
}

/**
 * Gives lines a new content: a new revision each, the old ones stay. This is also how the buyer confirms classes for a line
 * of words. Lines that are sourced or settled are no longer changed. A published line is announced again.
 */
@Injectable()
export class ReviseDemandLines {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  run(request: DeedRequest, inputs: readonly LineToRevise[]): Promise<Outcome<DemandLineEntity>[]> {
    return this.deeds.perform(request, 'reviseDemandLines', inputs, (tx, wanted) => this.within(tx, request, wanted));
  }

  /** As `run`, as part of another deed, which is the one that is audited; in the name of `request.viewer`. */
  async within(tx: ActingTx, request: DeedRequest, wanted: readonly LineToRevise[]): Promise<Outcome<DemandLineEntity>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return wanted.map(() => notFound('lineId'));
    const demands = await ownDemandsOfLines(tx, viewer.organisationId, wanted.map((input) => input.lineId));
    const own = new Map(demands.flatMap((demand) => demand.lines).map((line) => [line.id, line]));
    const itemIds = [...wanted.map((input) => input.line.itemId), ...[...own.values()].map((line) => line.itemId)];
    const ground = await groundOf(tx, this.classes, itemIds, request.receivedAt);
    const retiring = await RetiringMachines.of(tx, viewer.organisationId, wanted.map((input) => input.line));
    const heads = new Map(demands.map((demand) => [demand.id, demand]));
    const changed = new Set<DemandLineEntity>();
    const revisions: LineRevisionRow[] = [];
    const outcomes = wanted.map((input): Outcome<DemandLineEntity> => {
      const line = own.get(input.lineId);
      if (line === undefined) return notFound('lineId');
      const outcome = revised(line, input, ground);
      if (!outcome.ok) return outcome;
      const retired = retiring.line(outcome.value, input.line, heads.get(line.demandId) ?? null, line.id);
      if (!retired.ok) return within('line', retired);
      if (sameContent(retired.value, contentOf(line))) return done({ ...line });
      Object.assign(line, retired.value, { revision: line.revision + 1 });
      changed.add(line);
      revisions.push(revisionOf(this.ids, line, request.receivedAt));
      return done({ ...line });
    });
    await saveLineContents(tx, [...changed]);
    await insertLineRevisions(tx, revisions);
    await this.saveHeads(tx, request, demands.filter((demand) => demand.lines.some((line) => changed.has(line))), changed, ground);
    return outcomes;
  }

  private async saveHeads(
    tx: ActingTx, request: DeedRequest, demands: readonly DemandEntity[], changed: ReadonlySet<DemandLineEntity>, ground: Ground,
  ): Promise<void> {
    for (const demand of demands) Object.assign(demand, { taskId: ground.taskOf(demand.lines.map((line) => line.itemId)), updatedAt: request.receivedAt });
    await saveDemandHeads(tx, demands);
    tx.announce(...demands.map((demand) => ({
      type: demand.lines.some((line) => changed.has(line) && line.state === 'PUBLISHED') ? 'DemandRevised' as const : 'DemandDraftSaved' as const,
      subjectId: demand.id, organisationId: demand.ownerId,
    })));
  }
}

/** The new content, whether it differs or not. */
function revised(line: DemandLineEntity, input: LineToRevise, ground: Ground): Outcome<LineContent> {
  if (line.state !== 'DRAFT' && line.state !== 'PUBLISHED') return refused('STATE', 'LINE_NOT_REVISABLE', 'lineId');
  if (input.revision !== null && input.revision !== line.revision) return refused('CONFLICT', 'LINE_CHANGED_MEANWHILE', 'revision', { revision: line.revision });
  const content = lineContent(input.line, ground);
  if (!content.ok) return within('line', content);
  if (line.state === 'PUBLISHED' && content.value.wants === 'WORDS') return refused('STATE', 'LINE_WITHOUT_CLASS', 'line.classIds', { line: line.number });
  return content;
}
