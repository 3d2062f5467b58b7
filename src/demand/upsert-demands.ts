import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import { LIMITS } from '../core/demand/demand-limits.js';
import { demandHead, type DemandHead } from '../core/demand/demand-head.js';
import { lineContent, within, type LineDraft } from '../core/demand/line-content.js';
import type { DemandId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome, type Refused } from '../core/outcome/outcome.js';
import { shanghaiDate } from '../core/time/dates.js';
import { allOrNothing } from '../platform/db/savepoint.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { DemandToCreate } from './create-demands.js';
import type { DemandEntity, DemandLineEntity } from './demand.entity.js';
import { ownDemandsByRefs } from './demand-writes.store.js';
import { groundOf, type Ground } from './line-ground.js';
import { contentOf, sameContent } from './new-lines.js';
import { UpsertSteps } from './upsert-steps.js';

/** One demand can have 500 lines: fewer than of products, so that the transaction stays short. */
export const UPSERT_DEMANDS_MAX = 100;

export interface DemandToUpsert extends Partial<Omit<DemandToCreate, 'externalRef'>> {
  /** Number of the demand in the buyer's own software, unique within the organisation. */
  readonly externalRef: string;
  /** True: all its lines are published afterwards, or it is refused as a whole. */
  readonly publish: boolean;
}

export interface UpsertedDemand {
  readonly id: DemandId;
  readonly change: 'CREATED' | 'REVISED' | 'PUBLISHED' | 'UNCHANGED';
  readonly untouched: boolean;
}

/**
 * Creates or revises demands of the viewer's organisation by the numbers of its own software, and publishes them where that is asked
 * for. What is left out stays. Lines are told by their place: more than there were are added, fewer are refused, since a line is
 * closed with a reason. An item is written whole or not at all, and what has no difference is not written.
 */
@Injectable()
export class UpsertDemands {
  constructor(private readonly deeds: Deeds, private readonly steps: UpsertSteps) {}

  run(request: DeedRequest, inputs: readonly DemandToUpsert[]): Promise<Outcome<UpsertedDemand>[]> {
    return this.deeds.perform(request, 'upsertDemands', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('externalRef'));
      if (wanted.length > UPSERT_DEMANDS_MAX) return wanted.map(() => refused('INPUT', 'TOO_MANY_ITEMS', null, { max: UPSERT_DEMANDS_MAX }));
      const own = await ownDemandsByRefs(tx, viewer.organisationId, wanted.map(({ externalRef }) => externalRef.trim()));
      const itemIds = [...wanted.flatMap(({ lines = [] }) => lines), ...[...own.values()].flatMap(({ lines }) => lines)].map(({ itemId }) => itemId);
      const ground = await groundOf(tx, this.steps.classes, itemIds, request.receivedAt);
      const seen = new Set<string>();
      let lines = 0;
      const outcomes: Outcome<UpsertedDemand>[] = [];
      for (const input of wanted) {
        lines += input.lines?.length ?? 0;
        const fault = refFault(input.externalRef.trim(), seen) ?? (lines > LIMITS.linesAtOnce ? refused('INPUT', 'TOO_MANY_LINES_AT_ONCE', 'lines', { max: LIMITS.linesAtOnce }) : null);
        seen.add(input.externalRef.trim());
        outcomes.push(fault ?? await this.written(tx, request, viewer, input, own.get(input.externalRef.trim()) ?? null, ground));
      }
      return outcomes;
    });
  }

  private async written(tx: ActingTx, request: DeedRequest, viewer: MemberViewer, input: DemandToUpsert, before: DemandEntity | null, ground: Ground): Promise<Outcome<UpsertedDemand>> {
    const outcome = await allOrNothing(tx, (item) => this.one(item, request, viewer, input, before, ground));
    if (outcome.ok || before !== null || outcome.refusal.code !== 'DEMAND_EXTERNAL_REF_TAKEN') return outcome;
    // Somebody wrote it since the numbers were looked up: this one comes second, and revises what is there.
    const meanwhile = (await ownDemandsByRefs(tx, viewer.organisationId, [input.externalRef.trim()])).get(input.externalRef.trim());
    return meanwhile === undefined ? outcome : allOrNothing(tx, (item) => this.one(item, request, viewer, input, meanwhile, ground));
  }

  private async one(tx: ActingTx, request: DeedRequest, viewer: MemberViewer, input: DemandToUpsert, before: DemandEntity | null, ground: Ground): Promise<Outcome<UpsertedDemand>> {
    const saved = before === null ? await this.steps.create(tx, request, input) : await this.revise(tx, request, input, before, ground);
    if (!saved.ok) return saved;
    const { id, change } = saved.value;
    if (!input.publish || (before !== null && change === 'UNCHANGED' && !before.lines.some((line) => line.state === 'DRAFT'))) return done({ id, change, untouched: change === 'UNCHANGED' });
    if (!viewer.approved) return refused('NOT_ALLOWED', 'NOT_APPROVED', 'publish');
    const published = await this.steps.publish(tx, request, id);
    if (!published.ok) return published;
    return done({ id, change: change === 'UNCHANGED' ? 'PUBLISHED' : change, untouched: false });
  }

  private async revise(tx: ActingTx, request: DeedRequest, input: DemandToUpsert, before: DemandEntity, ground: Ground): Promise<Outcome<Pick<UpsertedDemand, 'id' | 'change'>>> {
    const { id } = before;
    const fault = fixedFault(input, before);
    if (fault !== null) return fault;
    const head = headChanges(input, before, request.receivedAt);
    if (!head.ok) return head;
    const changed = changedLines(input.lines ?? [], before.lines, ground);
    if (!changed.ok) return changed;
    const added = (input.lines ?? []).slice(before.lines.length);
    if (head.value === null && changed.value.length === 0 && added.length === 0) return done({ id, change: 'UNCHANGED' });
    const written = await this.steps.revise(tx, request, { demandId: id, head: head.value, changed: changed.value, added });
    return written.ok ? done({ id, change: written.value ? 'REVISED' : 'UNCHANGED' }) : written;
  }
}

function refFault(externalRef: string, seen: ReadonlySet<string>): Refused | null {
  if (externalRef === '' || externalRef.length > LIMITS.externalRefCharacters) return refused('INPUT', 'DEMAND_EXTERNAL_REF_WRONG', 'externalRef', { max: LIMITS.externalRefCharacters });
  return seen.has(externalRef) ? refused('CONFLICT', 'DEMAND_EXTERNAL_REF_REPEATED', 'externalRef', { externalRef }) : null;
}

/** What a demand keeps from its first day: who may read it, and what it is for. */
function fixedFault({ visibility, purpose }: DemandToUpsert, before: DemandEntity): Refused | null {
  if (visibility !== undefined && visibility !== before.visibility) return refused('CONFLICT', 'DEMAND_KEEPS', 'visibility');
  return purpose !== undefined && purpose !== before.purpose ? refused('CONFLICT', 'DEMAND_KEEPS', 'purpose') : null;
}

export type HeadChanges = Partial<DemandHead> & { readonly noStateSecretConfirmed?: boolean };

/** What is different in the head, null when nothing is. A day that has passed meanwhile is no fault while it stays. */
function headChanges(input: DemandToUpsert, before: DemandEntity, at: Date): Outcome<HeadChanges | null> {
  const { title, words, regionCode, budgetCny, neededBy, noStateSecretConfirmed } = input;
  const given = Object.fromEntries(Object.entries({ title, words, regionCode, budgetCny, neededBy }).filter(([, value]) => value !== undefined)) as Partial<DemandHead>;
  const { externalRef } = before;
  const old: DemandHead = { title: before.title, words: before.words, regionCode: before.regionCode, budgetCny: before.budgetCny, neededBy: before.neededBy, externalRef };
  const sameDay = given.neededBy === undefined || given.neededBy === before.neededBy;
  const head = demandHead({ ...old, ...given, neededBy: sameDay ? null : given.neededBy ?? null }, shanghaiDate(at));
  if (!head.ok) return head;
  const next = { ...head.value, neededBy: sameDay ? before.neededBy : head.value.neededBy };
  const confirms = noStateSecretConfirmed !== undefined && noStateSecretConfirmed !== before.noStateSecretConfirmed;
  if (sameContent(next, old) && !confirms) return done(null);
  return done({ ...given, ...(noStateSecretConfirmed === undefined ? {} : { noStateSecretConfirmed }) });
}

export interface ChangedLine {
  readonly line: DemandLineEntity;
  readonly draft: LineDraft;
  readonly index: number;
}

/** Lines in their places that say something else now; refused where they are settled, and where there are fewer. */
function changedLines(drafts: readonly LineDraft[], lines: readonly DemandLineEntity[], ground: Ground): Outcome<ChangedLine[]> {
  if (drafts.length > 0 && drafts.length < lines.length) return refused('CONFLICT', 'UPSERT_LINES_FEWER', 'lines', { before: lines.length, now: drafts.length });
  const changed: ChangedLine[] = [];
  for (const [index, line] of lines.entries()) {
    const draft = drafts[index];
    if (draft === undefined) break;
    const content = lineContent(draft, ground);
    if (!content.ok) return within(`lines.${index}`, content);
    // What the register tells of old machines is there only when they are named.
    const retires = content.value.retires.length === 0 && content.value.equipmentIds.length > 0 ? line.retires : content.value.retires;
    if (!sameContent({ ...content.value, retires }, contentOf(line))) changed.push({ line, draft, index });
  }
  return done(changed);
}
