import { modelKey, wordKey } from '../../text/fold.js';
import type { ProposedProduct } from './proposal.js';

/** The models that a list has named so far, across its sheets. */
export class SeenModels {
  private readonly before = new Map<string, { readonly nameKey: string; readonly price: string }[]>();

  /**
   * True for a model that came before with another price: under the same name, or under any name where it is a type code of its own
   * (`WQ-0112`, while `5mm` and `600×600` are sizes that many goods have).
   */
  contradicts({ name, model, price }: ProposedProduct): boolean {
    if (model === null) return false;
    const key = modelKey(model);
    const nameKey = wordKey(name ?? '');
    const stated = [price.kind, price.priceCny, price.priceMin, price.priceMax].join();
    const known = this.before.get(key) ?? [];
    const earlier = known.find((one) => one.nameKey === nameKey || isTypeCode(key));
    if (earlier === undefined) this.before.set(key, [...known, { nameKey, price: stated }]);
    return earlier !== undefined && earlier.price !== stated;
  }
}

function isTypeCode(key: string): boolean {
  return key.length >= 5 && /[A-Z]/u.test(key) && (key.match(/\d/gu)?.length ?? 0) >= 2 && !/^\d+(?:\.\d+)?[A-Z]{1,3}$/u.test(key);
}
