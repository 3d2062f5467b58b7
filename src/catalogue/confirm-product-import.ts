import { Injectable } from '@nestjs/common';
import { isMember } from '../core/access/viewer.js';
import { checkedCorrections, type ListFacts, type WantedCorrections } from '../core/catalogue/import/list-corrections.js';
import { NO_CORRECTIONS } from '../core/catalogue/proposing/known-list.js';
import type { ProductImportId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import { Classes } from '../policy/index.js';
import { goodsRowsAmong, namesOfGoods, sheetsOfImport } from './list-import.store.js';
import { ListProposers } from './list-proposers.js';
import type { ProductImportEntity } from './product-import.entity.js';
import { lockImport, saveImportProgress } from './product-import.store.js';

export interface ImportToConfirm extends WantedCorrections {
  readonly importId: ProductImportId;
}

/**
 * Confirms what was proposed of a price list, with the corrections of its supplier or without any; a worker reads the list once more
 * and saves it. A list that was saved may be confirmed again, for rows that still need a class: what was corrected before holds, and
 * products that come out the same stay as they are. Refuses an import that has no proposal or is being read, and sheets, columns, rows,
 * names, classes and attributes that are not there.
 */
@Injectable()
export class ConfirmProductImport {
  constructor(private readonly deeds: Deeds, private readonly classes: Classes, private readonly proposers: ListProposers) {}

  run(request: DeedRequest, inputs: readonly ImportToConfirm[]): Promise<Outcome<ProductImportEntity>[]> {
    return this.deeds.perform(request, 'confirmProductImport', inputs, async (tx, wanted) => {
      const outcomes: Outcome<ProductImportEntity>[] = [];
      // One after another: the same import twice finds what the first has made of it.
      for (const input of wanted) outcomes.push(await this.confirm(tx, request, input));
      return outcomes;
    });
  }

  private async confirm(tx: ActingTx, request: DeedRequest, input: ImportToConfirm): Promise<Outcome<ProductImportEntity>> {
    const viewer = request.viewer;
    const current = isMember(viewer) ? await lockImport(tx, input.importId) : null;
    if (!isMember(viewer) || current === null || current.ownerId !== viewer.organisationId) return notFound('importId');
    if (!current.listed || (current.state !== 'PROPOSED' && current.state !== 'FINISHED')) return refused('STATE', 'IMPORT_NOT_PROPOSED', 'importId', { state: current.state });
    const corrections = checkedCorrections(input, current.corrections ?? NO_CORRECTIONS, await this.factsOf(tx, input));
    if (!corrections.ok) return corrections;
    const confirmed: ProductImportEntity = {
      ...current, state: 'QUEUED', corrections: corrections.value, confirmedAt: request.receivedAt, memberId: viewer.memberId, memberRoles: [...viewer.roles],
      rowsRead: 0, rowsTaken: 0, rowsRejected: 0, finishedAt: null,
    };
    await saveImportProgress(tx, confirmed);
    tx.announce({ type: 'ProductImportConfirmed', subjectId: confirmed.id, organisationId: viewer.organisationId });
    return done(confirmed);
  }

  private async factsOf(tx: ActingTx, { importId, classes: wanted }: ImportToConfirm): Promise<ListFacts> {
    const classes = await this.classes.all(tx);
    const { index } = this.proposers.of(classes);
    const sheets = await sheetsOfImport(tx, importId);
    const rows = new Map<string, ReadonlySet<number>>();
    for (const { name, sheet } of sheets) {
      const numbers = wanted.flatMap((one) => ((one.sheet ?? name) === name ? one.rows ?? [] : []));
      rows.set(name, numbers.length === 0 ? new Set() : await goodsRowsAmong(tx, importId, sheet, numbers));
    }
    return {
      sheets, rows, names: wanted.some(({ name }) => name !== null) ? await namesOfGoods(tx, importId) : [],
      hasClass: (id) => classes.has(id), meansSomething: (label) => index.meaningsOf(label).length > 0 || index.isChoice(label),
    };
  }
}
