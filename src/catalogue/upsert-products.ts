import { Injectable } from '@nestjs/common';
import { isMember, type MemberViewer } from '../core/access/viewer.js';
import type { ProductDraft } from '../core/catalogue/import/product-draft.js';
import { draftOf, type ProductForm } from '../core/catalogue/product-form.js';
import type { ProductId } from '../core/ids/ids.js';
import { done, notFound, refused, type Outcome } from '../core/outcome/outcome.js';
import { modelKey } from '../core/text/fold.js';
import { momentAfter, shanghaiDate } from '../core/time/dates.js';
import type { Tx } from '../platform/db/tx.js';
import type { DeedRequest } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { Classes, machineLaw, type ClassRow } from '../policy/index.js';
import type { ProductEntity } from './product.entity.js';
import { ownProductsByRefOrModel } from './product.store.js';
import { publicationFault } from './publication-fault.js';
import { revised } from './revise-products.js';
import { SaveProducts, type Finish, type SavedProduct } from './save-products.js';

export const EXTERNAL_REF_MAX = 100;

export interface ProductToUpsert {
  /** Number of the listing in the supplier's own software, unique within the organisation. */
  readonly externalRef: string;
  /** What is known of the listing: left out, it stays; a new one needs name, model and class. */
  readonly form: Partial<ProductForm>;
  /** True: on the market afterwards, or refused as a whole. */
  readonly publish: boolean;
}

export interface UpsertedListing {
  readonly id: ProductId;
  readonly change: SavedProduct['change'];
  readonly untouched: boolean;
}

/** An input in its place among the viewer's own listings. */
interface Placed {
  readonly input: ProductToUpsert;
  readonly externalRef: string;
  readonly before: ProductEntity | null;
}

/**
 * Creates or revises listings of the viewer's organisation by the numbers of its own software, and publishes them where that is
 * asked for. A listing of the same model that has no number yet is taken over; what has no difference is not written.
 */
@Injectable()
export class UpsertProducts {
  constructor(private readonly deeds: Deeds, private readonly classes: Classes, private readonly saveProducts: SaveProducts) {}

  run(request: DeedRequest, inputs: readonly ProductToUpsert[]): Promise<Outcome<UpsertedListing>[]> {
    return this.deeds.perform(request, 'upsertProducts', inputs, async (tx, wanted) => {
      const viewer = request.viewer;
      if (!isMember(viewer)) return wanted.map(() => notFound('externalRef'));
      const classes = await this.classes.all(tx);
      const placed = await this.placed(tx, viewer, wanted);
      const drafts = placed.map((one): Outcome<ProductDraft> => (one.ok ? draftFor(one.value, classes) : one));
      const saved = await this.saveProducts.saveChecked(tx, request, drafts, 'REVISED', await finishing(request, viewer, wanted, classes));
      return saved.map((one) => (one.ok ? done({ id: one.value.id, change: one.value.change, untouched: one.value.change === 'UNCHANGED' }) : one));
    });
  }

  private async placed(tx: Tx, viewer: MemberViewer, wanted: readonly ProductToUpsert[]): Promise<Outcome<Placed>[]> {
    const own = await ownProductsByRefOrModel(
      tx, viewer.organisationId, wanted.map(({ externalRef }) => externalRef.trim()), wanted.flatMap(({ form: { model } }) => (model === undefined ? [] : [modelKey(model)])));
    const byRef = new Map(own.flatMap((product) => (product.externalRef === null ? [] : [[product.externalRef, product]])));
    const byModel = new Map(own.map((product) => [product.modelKey, product]));
    const seen = new Set<string>();
    return wanted.map((input): Outcome<Placed> => {
      const externalRef = input.externalRef.trim();
      if (externalRef === '' || externalRef.length > EXTERNAL_REF_MAX) return refused('INPUT', 'EXTERNAL_REF_WRONG', 'externalRef', { max: EXTERNAL_REF_MAX });
      if (seen.has(externalRef)) return refused('CONFLICT', 'EXTERNAL_REF_REPEATED', 'externalRef', { externalRef });
      seen.add(externalRef);
      const { model } = input.form;
      const known = byRef.get(externalRef);
      const sameModel = model === undefined ? undefined : byModel.get(modelKey(model));
      if (known !== undefined && model !== undefined && sameModel !== known) return refused('CONFLICT', 'EXTERNAL_REF_OTHER_MODEL', 'model', { externalRef, model: known.model });
      if (known === undefined && sameModel !== undefined && sameModel.externalRef !== null) {
        return refused('CONFLICT', 'MODEL_UNDER_OTHER_REF', 'externalRef', { model: sameModel.model, externalRef: sameModel.externalRef });
      }
      return done({ input, externalRef, before: known ?? sameModel ?? null });
    });
  }
}

function draftFor({ input: { form }, before }: Placed, classes: ReadonlyMap<string, ClassRow>): Outcome<ProductDraft> {
  if (before !== null) {
    const { model: _model, ...changes } = form;
    return revised(before, changes, classes);
  }
  const { name, model, classId } = form;
  if (name === undefined || model === undefined || classId === undefined) {
    return refused('INPUT', 'NEW_PRODUCT_NEEDS', name === undefined ? 'name' : model === undefined ? 'model' : 'classId');
  }
  const definition = classes.get(classId)?.definition;
  if (definition === undefined) return refused('INPUT', 'UNKNOWN_CLASS', 'classId', { classId: classId.slice(0, 100) });
  return draftOf({ kindKey: null, specs: [], description: '', certificates: [], energyGrade: null, priceCny: null, leadTimeDays: null, warrantyMonths: null, ...form, name, model, classId }, definition);
}

/** Puts the number on each saved listing, and the listing on the market where that is asked for. */
async function finishing(request: DeedRequest, viewer: MemberViewer, wanted: readonly ProductToUpsert[], classes: ReadonlyMap<string, ClassRow>): Promise<Finish> {
  const { elimination } = await machineLaw();
  const today = shanghaiDate(request.receivedAt);
  return (saved, before, index) => {
    const input = wanted[index];
    if (input === undefined) throw new Error('A listing was saved that nobody asked for.');
    const linked = linkedTo(saved, before, input.externalRef.trim(), request.receivedAt);
    const { product } = linked;
    if (!input.publish || product.state === 'PUBLISHED') return done(linked);
    if (!viewer.approved) return refused('NOT_ALLOWED', 'NOT_APPROVED', 'publish');
    if (product.state === 'SUSPENDED') return refused('STATE', 'PRODUCT_SUSPENDED', 'publish', { reason: product.stateReason ?? '' });
    const fault = publicationFault(product, classes.get(product.classId)?.definition ?? null, elimination, today);
    if (fault !== null) return { ok: false, refusal: { ...fault.refusal, field: 'publish' } };
    const published: ProductEntity = {
      ...product, state: 'PUBLISHED', stateReason: null, publishedAt: request.receivedAt, updatedAt: momentAfter(product.updatedAt, request.receivedAt), offer: { ...product.offer, published: true },
    };
    return done({ ...linked, product: published, goesPublic: true, change: linked.change === 'UNCHANGED' || linked.change === 'LINKED' ? 'PUBLISHED' : linked.change });
  };
}

function linkedTo(saved: SavedProduct, before: ProductEntity | null, externalRef: string, at: Date): SavedProduct {
  if (before?.externalRef === externalRef) return saved;
  return { ...saved, product: { ...saved.product, externalRef, updatedAt: momentAfter(saved.product.updatedAt, at) }, change: saved.change === 'UNCHANGED' ? 'LINKED' : saved.change };
}
