import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import { demandHead, type DemandHead } from '../core/demand/demand-head.js';
import { LIMITS } from '../core/demand/demand-limits.js';
import type { LineDraft } from '../core/demand/line-content.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Classes } from '../policy/index.js';
import type { DemandEntity, DemandPurpose, DemandVisibility } from './demand.entity.js';
import { insertDemands, insertLineRevisions, takenExternalRefs } from './demand-writes.store.js';
import { groundOf, type Ground } from './line-ground.js';
import { lineContents, newLines, revisionOf } from './new-lines.js';
import { RetiringMachines } from './retiring-machines.js';

export interface DemandToCreate extends DemandHead {
  readonly visibility: DemandVisibility;
  readonly purpose: DemandPurpose;
  /** 涉密不上网: may be confirmed later, but before publishing. */
  readonly noStateSecretConfirmed: boolean;
  /** 1 to 500. */
  readonly lines: readonly LineDraft[];
}

/** What a batch is decided by, read once. */
interface Gathered {
  readonly ground: Ground;
  readonly taken: Set<string>;
  readonly retiring: RetiringMachines;
}

/**
 * Writes demands of the viewer's organisation with their lines as drafts. A demand with one line that is not in order is
 * refused as a whole, the field naming the line; one batch writes at most 1,000 lines.
 */
@Injectable()
export class CreateDemands {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  run(request: DeedRequest, inputs: readonly DemandToCreate[]): Promise<Outcome<DemandEntity>[]> {
    return this.deeds.perform(request, 'createDemands', inputs, (tx, wanted) => this.within(tx, request, wanted));
  }

  /** As `run`, as part of another deed, which is the one that is audited; in the name of `request.viewer`. */
  async within(tx: ActingTx, request: DeedRequest, wanted: readonly DemandToCreate[]): Promise<Outcome<DemandEntity>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return wanted.map(() => notFound('demand'));
    const ground = await groundOf(tx, this.classes, wanted.flatMap((input) => input.lines.map((line) => line.itemId)), request.receivedAt);
    const taken = await takenExternalRefs(tx, viewer.organisationId, wanted.flatMap((input) => input.externalRef?.trim() || []));
    const retiring = await RetiringMachines.of(tx, viewer.organisationId, wanted.flatMap((input) => input.lines));
    let lines = 0;
    const outcomes = wanted.map((input): Outcome<DemandEntity> => {
      lines += input.lines.length;
      if (lines > LIMITS.linesAtOnce) return refused('INPUT', 'TOO_MANY_LINES_AT_ONCE', 'lines', { max: LIMITS.linesAtOnce });
      return this.demand(request, viewer, input, { ground, taken, retiring });
    });
    const created = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
    await insertDemands(tx, created);
    await insertLineRevisions(tx, created.flatMap((demand) => demand.lines).map((line) => revisionOf(this.ids, line, request.receivedAt)));
    tx.announce(...created.map((demand) => ({ type: 'DemandDraftSaved' as const, subjectId: demand.id, organisationId: viewer.organisationId })));
    return outcomes;
  }

  private demand(request: DeedRequest, viewer: MemberViewer, input: DemandToCreate, { ground, taken, retiring }: Gathered): Outcome<DemandEntity> {
    const head = demandHead(input, shanghaiDate(request.receivedAt));
    if (!head.ok) return head;
    if (input.lines.length === 0 || input.lines.length > LIMITS.lines) return refused('INPUT', 'DEMAND_LINES_NUMBER', 'lines', { max: LIMITS.lines });
    const contents = lineContents(input.lines, ground);
    if (!contents.ok) return contents;
    const { externalRef } = head.value;
    if (externalRef !== null && taken.has(externalRef)) return refused('CONFLICT', 'DEMAND_EXTERNAL_REF_TAKEN', 'externalRef', { externalRef });
    const retired = retiring.lines(contents.value, input.lines, input);
    if (!retired.ok) return retired;
    if (externalRef !== null) taken.add(externalRef);
    const demand: DemandEntity = {
      id: this.ids.next('demand'), ownerId: viewer.organisationId, ownerBranch: viewer.branch, ...head.value,
      taskId: ground.taskOf(contents.value.map((line) => line.itemId)), purpose: input.purpose, visibility: input.visibility,
      noStateSecretConfirmed: input.noStateSecretConfirmed, createdAt: request.receivedAt, updatedAt: request.receivedAt, publishedAt: null, lines: [],
    };
    return done({ ...demand, lines: newLines(this.ids, demand, retired.value, 1) });
  }
}
