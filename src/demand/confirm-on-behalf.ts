import { Injectable } from '@nestjs/common';
import type { SystemViewer } from '../core/access/viewer.js';
import type { DemandOnBehalfId, OrganisationId } from '../core/ids/ids.js';
import { linkFault } from '../core/organisation/on-behalf/confirmation.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { confirmEnterpriseWithin, ConfirmationLinks, linkByHash, markLinkUsed, type EnterpriseCorrections, type OrganisationEntity } from '../organisation/index.js';
import { tokenHash } from '../platform/access/passwords.js';
import { Ids } from '../platform/clock/ids.js';
import { AppDatabase, SYSTEM_SCOPE } from '../platform/db/database.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { DemandToCreate } from './create-demands.js';
import type { DemandOnBehalfEntity } from './on-behalf.entity.js';
import { saveDemandsOnBehalf, waitingForChange } from './on-behalf.store.js';
import { NotKept, TakeOverDemands } from './take-over-demands.js';

/** What the enterprise says otherwise of one demand; whatever is left out stays as the bureau wrote it. */
export interface DemandCorrection {
  readonly id: DemandOnBehalfId;
  /** True: it is not ours, or not wanted. */
  readonly leaveOut: boolean;
  readonly title?: string;
  readonly words?: string;
  readonly quantity?: string;
  readonly budgetCny?: string | null;
  readonly neededBy?: string | null;
}

export interface Confirmation {
  readonly token: string;
  readonly corrections: EnterpriseCorrections;
  readonly demands: readonly DemandCorrection[];
  /** 涉密不上网; needed where a demand is confirmed. */
  readonly noStateSecretConfirmed: boolean;
}

export interface ConfirmedRecord {
  readonly id: OrganisationId;
  readonly organisation: OrganisationEntity;
  /** All that the link showed, in its order, as it is now. */
  readonly demands: DemandOnBehalfEntity[];
}

/**
 * An enterprise confirms by link, without an account, what a bureau entered on its behalf. The link is the key: it works once,
 * in one transaction that does all of it or nothing. Refuses what `ConfirmationLinks.open` refuses, corrections that a
 * registration or the law of demands refuses, and STATE_SECRET_NOT_CONFIRMED.
 */
@Injectable()
export class ConfirmOnBehalf {
  constructor(
    private readonly database: AppDatabase, private readonly deeds: Deeds, private readonly ids: Ids,
    private readonly links: ConfirmationLinks, private readonly takeOver: TakeOverDemands,
  ) {}

  /** `address`: where the request came from, null when it came from no network. */
  async run(request: DeedRequest, inputs: readonly Confirmation[], address: string | null = null): Promise<Outcome<ConfirmedRecord>[]> {
    const outcomes: Outcome<ConfirmedRecord>[] = [];
    for (const input of inputs) outcomes.push(await this.confirm(request, input, address));
    return outcomes;
  }

  private async confirm(request: DeedRequest, input: Confirmation, address: string | null): Promise<Outcome<ConfirmedRecord>> {
    const link = await this.links.open(input.token, address, request.receivedAt);
    if (!link.ok) return link;
    const { id, organisationId } = link.value;
    const viewer: SystemViewer = { kind: 'SYSTEM', because: `by link ${id}` };
    try {
      // Bound to the owner: row-level security lets nobody else write its demands, the platform included.
      const [outcome] = await this.database.transaction({ ...SYSTEM_SCOPE, organisationId }, (tx) =>
        this.deeds.performWithin(tx, { ...request, viewer, idempotencyKey: null }, 'confirmOnBehalf', [input], async (acting) => [
          await this.within(acting, { ...request, viewer, idempotencyKey: null }, input, organisationId),
        ]));
      return outcome ?? notFound('token');
    } catch (error) {
      if (error instanceof NotKept) return { ok: false, refusal: error.refusal };
      throw error;
    }
  }

  private async within(tx: ActingTx, request: DeedRequest, input: Confirmation, organisationId: OrganisationId): Promise<Outcome<ConfirmedRecord>> {
    const at = request.receivedAt;
    // Once more under its lock: of two uses at once the second finds it used.
    const link = await linkByHash(tx, tokenHash(input.token), true);
    const fault = linkFault(link, at);
    if (fault !== null || link === null) return fault ?? notFound('token');
    const waiting = await waitingForChange(tx, organisationId, 'UNCONFIRMED');
    const strange = input.demands.findIndex((one) => !waiting.some((row) => row.id === one.id));
    if (strange >= 0) return notFound(`demands.${strange}.id`);
    const rows = waiting.map((row) => corrected(row, input, at));
    const confirmed = rows.filter((row) => row.state === 'CONFIRMED');
    if (confirmed.length > 0 && !input.noStateSecretConfirmed) return refused('STATE', 'STATE_SECRET_NOT_CONFIRMED', 'noStateSecretConfirmed');
    const enterprise = await confirmEnterpriseWithin(tx, this.ids, organisationId, input.corrections, at);
    // By throwing: the deed goes on otherwise, and a refused one has written nothing.
    if (!enterprise.ok) throw new NotKept({ ...enterprise.refusal, field: enterprise.refusal.field === null ? 'corrections' : `corrections.${enterprise.refusal.field}` });
    await saveDemandsOnBehalf(tx, rows);
    const taken = enterprise.value.state === 'APPROVED' ? await this.takeOver.within(tx, request, enterprise.value, confirmed) : confirmed;
    await markLinkUsed(tx, link.id, at);
    const byId = new Map(taken.map((row) => [row.id, row]));
    return done({ id: organisationId, organisation: enterprise.value, demands: rows.map((row) => byId.get(row.id) ?? row) });
  }
}

/** The demand as the enterprise says it is. */
function corrected(row: DemandOnBehalfEntity, input: Confirmation, at: Date): DemandOnBehalfEntity {
  const correction = input.demands.find((one) => one.id === row.id);
  if (correction?.leaveOut === true) return { ...row, state: 'LEFT_OUT', confirmedAt: at };
  const { content } = row;
  const [line, ...others] = content.lines;
  const next: DemandToCreate = {
    ...content, title: correction?.title ?? content.title, words: correction?.words ?? content.words,
    budgetCny: correction?.budgetCny === undefined ? content.budgetCny : correction.budgetCny,
    neededBy: correction?.neededBy === undefined ? content.neededBy : correction.neededBy, noStateSecretConfirmed: true,
    lines: line === undefined ? [] : [{ ...line, quantity: correction?.quantity ?? line.quantity }, ...others],
  };
  return { ...row, title: next.title, content: next, state: 'CONFIRMED', confirmedAt: at };
}
