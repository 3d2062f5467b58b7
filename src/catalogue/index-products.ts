import { Injectable } from '@nestjs/common';
import type { ProductId } from '../core/ids/ids.js';
import { Handlers, type EventHandler, type HandledEvent } from '../platform/deed/handlers.js';
import { ProductIndex } from './product-index.js';

/** Products that were published, revised or withdrawn: what the search index holds of them is made anew from what they are now. */
@Injectable()
export class IndexProducts implements EventHandler {
  constructor(private readonly handlers: Handlers, private readonly index: ProductIndex) {}

  async handle(events: readonly HandledEvent[]): Promise<void> {
    await this.handlers.once('IndexProducts', events, (tx, fresh) =>
      this.index.bring(tx, [...new Set(fresh.map((event) => event.subjectId as ProductId))]));
  }
}
