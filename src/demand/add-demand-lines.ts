import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { LIMITS } from '../core/demand/demand-limits.js';
import type { LineDraft } from '../core/demand/line-content.js';
import type { DemandId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Classes } from '../policy/index.js';
import type { DemandEntity, DemandLineEntity } from './demand.entity.js';
import { insertLineRevisions, insertLines, ownDemandsForChange, saveDemandHeads } from './demand-writes.store.js';
import { OPEN } from './close-demands.js';
import { groundOf, type Ground } from './line-ground.js';
import { lineContents, newLines, revisionOf } from './new-lines.js';
import { RetiringMachines } from './retiring-machines.js';

export interface LinesToAdd {
  readonly demandId: DemandId;
  /** At least one; a demand has at most 500. */
  readonly lines: readonly LineDraft[];
}

/** Adds draft lines to demands that have an open line; what is published stays as it is, and publishing again publishes the new ones. */
@Injectable()
export class AddDemandLines {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  run(request: DeedRequest, inputs: readonly LinesToAdd[]): Promise<Outcome<DemandEntity>[]> {
    return this.deeds.perform(request, 'addDemandLines', inputs, (tx, wanted) => this.within(tx, request, wanted));
  }

  /** As `run`, as part of another deed, which is the one that is audited; in the name of `request.viewer`. */
  async within(tx: ActingTx, request: DeedRequest, wanted: readonly LinesToAdd[]): Promise<Outcome<DemandEntity>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return wanted.map(() => notFound('demandId'));
    const own = await ownDemandsForChange(tx, viewer.organisationId, wanted.map((input) => input.demandId));
    const itemIds = [...wanted.flatMap((input) => input.lines), ...[...own.values()].flatMap((demand) => demand.lines)].map((line) => line.itemId);
    const ground = await groundOf(tx, this.classes, itemIds, request.receivedAt);
    const retiring = await RetiringMachines.of(tx, viewer.organisationId, wanted.flatMap((input) => input.lines));
    const added: DemandLineEntity[] = [];
    const outcomes = wanted.map((input): Outcome<DemandEntity> => {
      const demand = own.get(input.demandId);
      if (demand === undefined) return notFound('demandId');
      const lines = this.lines(demand, input, { ground, retiring }, added.length);
      if (!lines.ok) return lines;
      added.push(...lines.value);
      demand.lines = [...demand.lines, ...lines.value];
      Object.assign(demand, { taskId: ground.taskOf(demand.lines.map((line) => line.itemId)), updatedAt: request.receivedAt });
      return done(demand);
    });
    await insertLines(tx, added);
    await insertLineRevisions(tx, added.map((line) => revisionOf(this.ids, line, request.receivedAt)));
    const changed = [...new Set(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])))];
    await saveDemandHeads(tx, changed);
    tx.announce(...changed.map((demand) => ({ type: 'DemandDraftSaved' as const, subjectId: demand.id, organisationId: viewer.organisationId })));
    return outcomes;
  }

  private lines(demand: DemandEntity, { lines }: LinesToAdd, { ground, retiring }: { readonly ground: Ground; readonly retiring: RetiringMachines }, before: number): Outcome<DemandLineEntity[]> {
    if (before + lines.length > LIMITS.linesAtOnce) return refused('INPUT', 'TOO_MANY_LINES_AT_ONCE', 'lines', { max: LIMITS.linesAtOnce });
    if (!demand.lines.some((line) => OPEN.includes(line.state))) return refused('STATE', 'DEMAND_NOT_OPEN', 'demandId');
    if (lines.length === 0 || demand.lines.length + lines.length > LIMITS.lines) return refused('INPUT', 'DEMAND_LINES_NUMBER', 'lines', { max: LIMITS.lines });
    const contents = lineContents(lines, ground);
    if (!contents.ok) return contents;
    const retired = retiring.lines(contents.value, lines, demand);
    if (!retired.ok) return retired;
    const last = Math.max(...demand.lines.map((line) => line.number));
    return done(newLines(this.ids, demand, retired.value, last + 1));
  }
}
