import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import { besideTable } from '../core/catalogue/beside-table.js';
import type { ListedOffer, ProductDraft } from '../core/catalogue/import/product-draft.js';
import type { DomainEvent } from '../core/events/events.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { momentAfter } from '../core/time/dates.js';
import { Ids } from '../platform/clock/ids.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds, type ActingTx } from '../platform/deed/deeds.js';
import type { Tx } from '../platform/db/tx.js';
import { Classes } from '../policy/index.js';
import type { OfferEntity, ProductEntity } from './product.entity.js';
import { insertOfferRevisions, insertProductRevisions, insertProducts, ownProductsByModel, updateProducts, type RevisionRow } from './product.store.js';

export interface SavedProduct {
  readonly id: ProductEntity['id'];
  readonly product: ProductEntity;
  /** It was not on the market and is now. */
  readonly goesPublic?: true;
  /** LINKED: only the supplier's own number is new; PUBLISHED: nothing but that it is on the market now. */
  readonly change: 'CREATED' | 'REVISED' | 'LINKED' | 'PUBLISHED' | 'UNCHANGED';
}

/** What a deed makes of a saved product before it is written; a refusal keeps it from being written. `before`: null for a new one. */
export type Finish = (saved: SavedProduct, before: ProductEntity | null, index: number) => Outcome<SavedProduct>;

/** REVISED: takes what the draft says; REVISED_BY_TABLE: as a row of a table, which cannot say everything; REFUSED. */
type KnownModel = 'REVISED' | 'REVISED_BY_TABLE' | 'REFUSED';

/**
 * Saves listings of the viewer's organisation, told apart by model: an unknown model becomes a draft, a known one a new
 * revision, and a listing without any difference stays as it is. One deed for a form, an import and a machine client.
 */
@Injectable()
export class SaveProducts {
  constructor(private readonly deeds: Deeds, private readonly ids: Ids, private readonly classes: Classes) {}

  run(request: DeedRequest, drafts: readonly ProductDraft[]): Promise<Outcome<SavedProduct>[]> {
    return this.deeds.perform(request, 'saveProducts', drafts, (tx, wanted) => this.save(tx, request, wanted, 'REVISED'));
  }

  /** As `run`, in the transaction of an import chunk. */
  within(tx: Tx, request: DeedRequest, drafts: readonly ProductDraft[]): Promise<Outcome<SavedProduct>[]> {
    return this.deeds.performWithin(tx, request, 'saveProducts', drafts, (acting, wanted) => this.save(acting, request, wanted, 'REVISED_BY_TABLE'));
  }

  /**
   * As `run`, as part of another deed, which is the one that is audited. What was refused before stays refused, in its place;
   * `known`: what becomes of a model that is there already.
   */
  async saveChecked(
    tx: ActingTx, request: DeedRequest, drafts: readonly Outcome<ProductDraft>[], known: KnownModel, finish: Finish = done,
  ): Promise<Outcome<SavedProduct>[]> {
    const places = drafts.flatMap((draft, index) => (draft.ok ? [index] : []));
    const placed: Finish = (saved, before, index) => finish(saved, before, places[index] ?? index);
    const saved = await this.save(tx, request, drafts.flatMap((draft) => (draft.ok ? [draft.value] : [])), known, placed);
    let next = 0;
    return drafts.map((draft) => (draft.ok ? saved[next++] ?? notFound('product') : draft));
  }

  private async save(tx: ActingTx, request: DeedRequest, drafts: readonly ProductDraft[], known: KnownModel, finish: Finish = done): Promise<Outcome<SavedProduct>[]> {
    const viewer = request.viewer;
    if (!isMember(viewer)) return drafts.map(() => notFound('product'));
    const classes = await this.classes.all(tx);
    const own = await ownProductsByModel(tx, viewer.organisationId, drafts.map((draft) => draft.modelKey));
    const seen = new Set<string>();
    const outcomes = drafts.map((draft, index): Outcome<SavedProduct> => {
      if (!classes.has(draft.classId)) return refused('INPUT', 'UNKNOWN_CLASS', 'classId', { classId: draft.classId });
      if (seen.has(draft.modelKey)) return refused('CONFLICT', 'DUPLICATE_MODEL', 'model', { model: draft.model });
      seen.add(draft.modelKey);
      const before = own.get(draft.modelKey);
      if (before === undefined) return finish(this.create(request, viewer, draft), null, index);
      if (known === 'REVISED_BY_TABLE') return done(revise(request, before, besideTable(draft, before)));
      return known === 'REVISED' ? finish(revise(request, before, draft), before, index) : refused('CONFLICT', 'MODEL_EXISTS', 'model', { model: draft.model });
    });
    const saved = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
    await this.write(tx, request, viewer, saved);
    tx.announce(...announced(saved, known).map((event) => ({ ...event, organisationId: viewer.organisationId })));
    return outcomes;
  }

  private async write(tx: ActingTx, request: DeedRequest, viewer: MemberViewer, saved: readonly SavedProduct[]): Promise<void> {
    const created = saved.filter((one) => one.change === 'CREATED').map((one) => one.product);
    const revised = saved.filter((one) => one.change === 'REVISED').map((one) => one.product);
    await insertProducts(tx, created);
    await updateProducts(tx, [...revised, ...saved.filter(({ change }) => change === 'LINKED' || change === 'PUBLISHED').map((one) => one.product)]);
    const changed = [...created, ...revised];
    if (changed.length === 0) return;
    const row = (id: string, ofId: string, revision: number, content: object): RevisionRow =>
      ({ id, ofId, ownerId: viewer.organisationId, revision, content, at: request.receivedAt, memberId: viewer.memberId });
    await insertProductRevisions(tx, changed.map((product) =>
      row(this.ids.next('productRevision'), product.id, product.revision, productContent(product))));
    await insertOfferRevisions(tx, changed.map(({ offer }) =>
      row(this.ids.next('offerRevision'), offer.id, offer.revision, offerContent(offer))));
  }

  private create(request: DeedRequest, viewer: MemberViewer, draft: ProductDraft): SavedProduct {
    const id = this.ids.next('product');
    const offer = {
      id: this.ids.next('offer'), productId: id, ownerId: viewer.organisationId, published: false, ...pricing(draft), priceVisibility: 'ALL',
      currency: 'CNY', taxIncluded: draft.listed?.taxIncluded ?? true, taxRatePercent: draft.listed?.taxRatePercent ?? '13.00', minimumQuantity: '1.000', regionsServed: null, validUntil: null, revision: 1,
    } as OfferEntity;
    const product: ProductEntity = {
      id, ownerId: viewer.organisationId, ownerBranch: viewer.branch, model: draft.model, modelKey: draft.modelKey, ...content(draft), labels: [],
      state: 'DRAFT', stateReason: null, revision: 1, externalRef: null, createdAt: request.receivedAt, updatedAt: request.receivedAt, publishedAt: null, recommendedAt: null, offer,
    };
    return { id, product, change: 'CREATED' };
  }
}

/** What becomes known of saved products. An import tells of itself and not of each of its thousands of drafts. */
function announced(saved: readonly SavedProduct[], known: KnownModel): Pick<DomainEvent, 'type' | 'subjectId'>[] {
  return saved.flatMap(({ id, product, change, goesPublic }): Pick<DomainEvent, 'type' | 'subjectId'>[] => {
    if (change === 'UNCHANGED') return [];
    if (goesPublic === true) return [{ type: 'ProductPublished', subjectId: id }];
    if (product.state === 'PUBLISHED') return [{ type: 'ProductRevised', subjectId: id }];
    return known === 'REVISED_BY_TABLE' ? [] : [{ type: 'ProductDraftSaved', subjectId: id }];
  });
}

function revise(request: DeedRequest, before: ProductEntity, draft: ProductDraft): SavedProduct {
  const product: ProductEntity = draft.listed === undefined
    ? { ...before, ...content(draft), offer: { ...before.offer, ...pricing(draft), ...keptRange(before.offer, draft) } }
    : listedOver(before, draft, draft.listed);
  const same = sameJson(productContent(product), productContent(before)) && sameJson(offerContent(product.offer), offerContent(before.offer));
  if (same) return { id: before.id, product: before, change: 'UNCHANGED' };
  const revised = { ...product, revision: before.revision + 1, updatedAt: momentAfter(before.updatedAt, request.receivedAt), offer: { ...product.offer, revision: before.offer.revision + 1 } };
  return { id: before.id, product: revised, change: 'REVISED' };
}

function content(draft: ProductDraft) {
  return {
    name: draft.name, classId: draft.classId, kindKey: draft.kindKey, specs: draft.specs, specOriginals: draft.specOriginals,
    description: draft.description, certificates: [...draft.certificates], energyGrade: draft.energyGrade,
  };
}

function pricing(draft: ProductDraft) {
  return {
    priceKind: draft.priceCny === null ? 'ON_REQUEST' as const : draft.listed?.kind === 'RANGE' ? 'RANGE' as const : 'FIXED' as const,
    priceCny: draft.priceCny, priceMaxCny: draft.listed?.priceMaxCny ?? null,
    unit: draft.unit, leadTimeDays: draft.leadTimeDays, warrantyMonths: draft.warrantyMonths,
  };
}

/** A known product with what a price list says of it: specs, texts, terms and price that the list leaves unsaid stay. */
function listedOver(before: ProductEntity, draft: ProductDraft, listed: ListedOffer): ProductEntity {
  const sameClass = draft.classId === before.classId;
  const { offer } = before;
  const price = listed.kind === null ? {} : pricing(draft);
  return {
    ...before, name: draft.name, classId: draft.classId, kindKey: draft.kindKey ?? (sameClass ? before.kindKey : null),
    specs: sameClass ? { ...before.specs, ...draft.specs } : draft.specs, specOriginals: sameClass ? unchangedOriginals(before, draft) : {},
    offer: {
      ...offer, ...price, unit: draft.unit, leadTimeDays: draft.leadTimeDays ?? offer.leadTimeDays, warrantyMonths: draft.warrantyMonths ?? offer.warrantyMonths,
      taxIncluded: listed.taxIncluded ?? offer.taxIncluded, taxRatePercent: listed.taxRatePercent ?? offer.taxRatePercent,
    },
  };
}

/** What was written stays beside the value that it was written for. */
function unchangedOriginals({ specOriginals, specs }: ProductEntity, draft: ProductDraft): ProductEntity['specOriginals'] {
  return Object.fromEntries(Object.entries(specOriginals).filter(([key]) => draft.specs[key] === undefined || draft.specs[key] === specs[key]));
}

/** A draft knows one price: where that has not changed, a range keeps its upper end. */
function keptRange({ priceKind, priceCny, priceMaxCny }: OfferEntity, draft: ProductDraft): Partial<OfferEntity> {
  return priceKind === 'RANGE' && draft.priceCny === priceCny ? { priceKind, priceMaxCny } : {};
}

/** What a product's revision keeps: everything a buyer could have read. */
function productContent(product: ProductEntity): object {
  const { name, model, classId, kindKey, specs, specOriginals, description, certificates, energyGrade, labels } = product;
  return { name, model, classId, kindKey, specs, specOriginals, description, certificates, energyGrade, labels };
}

export function offerContent(offer: OfferEntity): object {
  const { priceKind, priceCny, priceMaxCny, priceVisibility, taxIncluded, taxRatePercent, unit, minimumQuantity, leadTimeDays, warrantyMonths, regionsServed, validUntil } = offer;
  return { priceKind, priceCny, priceMaxCny, priceVisibility, taxIncluded, taxRatePercent, unit, minimumQuantity, leadTimeDays, warrantyMonths, regionsServed, validUntil };
}

/** Equal as JSON whatever the order of keys: jsonb keeps its own. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length
    && keys.every((key) => sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
