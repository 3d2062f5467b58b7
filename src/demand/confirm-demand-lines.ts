import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { requirementsRead } from '../core/demand/read-requirements.js';
import type { Requirement } from '../core/demand/requirement.js';
import type { DemandLineId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { ROUTED_LONGEST } from '../core/policy/routing/route-demand.js';
import { shanghaiDate } from '../core/time/dates.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Classes, DemandWords } from '../policy/index.js';
import { ownDemandsOfLines } from './demand-writes.store.js';
import type { DemandLineEntity } from './demand.entity.js';
import { groundOf, type Ground } from './line-ground.js';
import { contentOf } from './new-lines.js';
import { ReviseDemandLines, type LineToRevise } from './revise-demand-lines.js';

export interface LineToConfirm {
  readonly lineId: DemandLineId;
  /** The revision whose words were read. */
  readonly revision: number;
  /** At most 10; empty with an item. */
  readonly classIds: readonly string[];
  readonly itemId: string | null;
  /** Null: those of the words that the first class has an attribute for. */
  readonly requirements: readonly Requirement[] | null;
  /** Left out: the line's own, else the one in its words. */
  readonly energyGradeAtMost?: number | null;
  /** Left out: as it is. */
  readonly budgetCny?: string | null;
}

/**
 * Gives lines that have words alone the classes or the item that their buyer confirms, and what the words ask of them. The reading only
 * proposes: a class is never taken that the buyer did not name. What comes of it is a new revision under the rules of any other, so a reading
 * that contradicts itself or goes out of bounds is refused, not trimmed. The line stays a draft; publishing it begins the matching.
 */
@Injectable()
export class ConfirmDemandLines {
  constructor(private readonly deeds: Deeds, private readonly classes: Classes, private readonly words: DemandWords, private readonly revising: ReviseDemandLines) {}

  run(request: DeedRequest, inputs: readonly LineToConfirm[]): Promise<Outcome<DemandLineEntity>[]> {
    return this.deeds.perform(request, 'confirmDemandLines', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('lineId'));
      const demands = await ownDemandsOfLines(tx, viewer.organisationId, wanted.map(({ lineId }) => lineId));
      const own = new Map(demands.flatMap(({ lines }) => lines).map((line) => [line.id, line]));
      const ground = await groundOf(tx, this.classes, wanted.map(({ itemId }) => itemId), request.receivedAt);
      const confirmed: Outcome<LineToRevise>[] = [];
      for (const input of wanted) confirmed.push(await this.confirmed(tx, request, own.get(input.lineId), input, ground));
      const revised = await this.revising.within(tx, request, confirmed.flatMap((one) => (one.ok ? [one.value] : [])));
      let next = 0;
      return confirmed.map((one): Outcome<DemandLineEntity> => (one.ok ? ofInput(revised[next++] ?? notFound('lineId')) : one));
    });
  }

  /** The whole line as it shall be, or why there is nothing to confirm. */
  private async confirmed(tx: ActingTx, request: DeedRequest, line: DemandLineEntity | undefined, input: LineToConfirm, ground: Ground): Promise<Outcome<LineToRevise>> {
    const fault = faultOf(line, input);
    if (fault !== null || line === undefined) return fault ?? notFound('lineId');
    const { lineId, revision, classIds, itemId, requirements, energyGradeAtMost, budgetCny = line.budgetCny } = input;
    const definition = ground.definition(classIds[0] ?? ground.classesOfItem(itemId ?? '')?.[0] ?? '');
    // Words are read under the line's lock, so only where something of them is taken.
    const isSaid = requirements !== null && (energyGradeAtMost !== undefined || line.energyGradeAtMost !== null);
    const read = isSaid ? null : await this.words.read(tx, line.words.slice(0, ROUTED_LONGEST), definition?.id ?? null, shanghaiDate(request.receivedAt));
    const grade = energyGradeAtMost === undefined ? line.energyGradeAtMost ?? read?.extraction.energyGradeAtMost?.value ?? null : energyGradeAtMost;
    return done({
      lineId, revision, line: {
        // A machine that stands on another line as well was meant to when the line was written.
        ...contentOf(line), classIds, itemId, budgetCny, energyGradeAtMost: grade, equipmentShared: true,
        requirements: requirements ?? requirementsRead(read?.extraction.requirements ?? [], definition),
      },
    });
  }
}

function faultOf(line: DemandLineEntity | undefined, { revision, classIds, itemId }: LineToConfirm): Refused | null {
  if (line === undefined) return notFound('lineId');
  if (line.wants !== 'WORDS') return refused('STATE', 'LINE_NOT_OF_WORDS', 'lineId', { line: line.number });
  if (line.state !== 'DRAFT') return refused('STATE', 'LINE_NOT_REVISABLE', 'lineId');
  if (revision !== line.revision) return refused('CONFLICT', 'LINE_CHANGED_MEANWHILE', 'revision', { revision: line.revision });
  return classIds.length === 0 && itemId === null ? refused('INPUT', 'LINE_NOTHING_CONFIRMED', 'classIds') : null;
}

/** A refusal of the revised line as one of what was confirmed. */
function ofInput(outcome: Outcome<DemandLineEntity>): Outcome<DemandLineEntity> {
  if (outcome.ok) return outcome;
  const { field } = outcome.refusal;
  return { ok: false, refusal: { ...outcome.refusal, field: field?.replace(/^line\./u, '') ?? null } };
}
