import { Injectable } from '@nestjs/common';
import type { LineDraft } from '../core/demand/line-content.js';
import type { DemandId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import type { ActingTx } from '../platform/deed/deeds.js';
import { Classes } from '../policy/index.js';
import { AddDemandLines } from './add-demand-lines.js';
import { CreateDemands } from './create-demands.js';
import { PublishDemands } from './publish-demands.js';
import { ReviseDemandLines } from './revise-demand-lines.js';
import { ReviseDemands } from './revise-demands.js';
import type { ChangedLine, DemandToUpsert, HeadChanges, UpsertedDemand } from './upsert-demands.js';

/** How a demand is rewritten: by these deeds, one after another. */
@Injectable()
export class Rewriting {
  constructor(readonly heads: ReviseDemands, readonly lines: ReviseDemandLines, readonly more: AddDemandLines) {}
}

export interface DemandRevision {
  readonly demandId: DemandId;
  readonly head: HeadChanges | null;
  readonly changed: readonly ChangedLine[];
  readonly added: readonly LineDraft[];
}

/** The steps of writing a demand by its number, each a deed of its own that runs in the transaction of another. */
@Injectable()
export class UpsertSteps {
  constructor(readonly classes: Classes, private readonly creating: CreateDemands, private readonly rewriting: Rewriting, private readonly publishing: PublishDemands) {}

  async create(tx: ActingTx, request: DeedRequest, { title, regionCode, lines, ...input }: DemandToUpsert): Promise<Outcome<Pick<UpsertedDemand, 'id' | 'change'>>> {
    if (title === undefined || regionCode === undefined || lines === undefined || lines.length === 0) {
      return refused('INPUT', 'NEW_DEMAND_NEEDS', title === undefined ? 'title' : regionCode === undefined ? 'regionCode' : 'lines');
    }
    const { externalRef, words = '', budgetCny = null, neededBy = null, visibility = 'APPROVED_SUPPLIERS', purpose = 'RENEWAL', noStateSecretConfirmed = false } = input;
    const [created] = await this.creating.within(tx, request, [{ title, regionCode, lines, externalRef, words, budgetCny, neededBy, visibility, purpose, noStateSecretConfirmed }]);
    if (created === undefined) return notFound('externalRef');
    return created.ok ? done({ id: created.value.id, change: 'CREATED' }) : created;
  }

  /** True when something was written. */
  async revise(tx: ActingTx, request: DeedRequest, { demandId, head, changed, added }: DemandRevision): Promise<Outcome<boolean>> {
    if (head !== null) {
      const [revised] = await this.rewriting.heads.within(tx, request, [{ demandId, ...head }]);
      if (revised?.ok === false) return revised;
    }
    const before = new Map(changed.map(({ line }) => [line.id, line.revision]));
    const lines = changed.length === 0 ? [] : await this.rewriting.lines.within(tx, request, changed.map(({ line, draft }) => ({ lineId: line.id, revision: null, line: draft })));
    for (const [n, outcome] of lines.entries()) {
      if (outcome.ok) continue;
      const place = `lines.${changed[n]?.index ?? 0}`;
      const { field } = outcome.refusal;
      return { ok: false, refusal: { ...outcome.refusal, field: field?.startsWith('line.') === true ? `${place}${field.slice('line'.length)}` : place } };
    }
    if (added.length > 0) {
      const [more] = await this.rewriting.more.within(tx, request, [{ demandId, lines: added }]);
      if (more?.ok === false) return more;
    }
    return done(head !== null || added.length > 0 || lines.some((line) => line.ok && line.value.revision !== before.get(line.value.id)));
  }

  async publish(tx: ActingTx, request: DeedRequest, id: DemandId): Promise<Outcome<unknown>> {
    const [published] = await this.publishing.within(tx, request, [id]);
    return published ?? notFound('externalRef');
  }
}
