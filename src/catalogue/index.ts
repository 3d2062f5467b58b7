import { AdvanceProductImport } from './advance-product-import.js';
import { CreateProducts } from './create-products.js';
import { OpenImportTable } from './open-import-table.js';
import { ProductImportEntity, ProductImportRowEntity } from './product-import.entity.js';
import { OfferEntity, ProductEntity } from './product.entity.js';
import { ProductIndex } from './product-index.js';
import { PublishProducts } from './publish-products.js';
import { RequestProductImport } from './request-product-import.js';
import { ReviseProducts } from './revise-products.js';
import { SaveProducts } from './save-products.js';
import { SearchProducts } from './search-products.js';
import { SetOffers } from './set-offers.js';
import { WatchProductImport } from './watch-product-import.js';
import { WithdrawProducts } from './withdraw-products.js';

export { catalogueMessages } from './messages.js';
export { pageOfProducts, productsByIds, visibleProducts, type VisibleProduct } from './product.store.js';
export { CreateProducts, OfferEntity, ProductEntity, PublishProducts, RequestProductImport, ReviseProducts, SaveProducts, SetOffers, WithdrawProducts };
export type { ImportToRequest } from './request-product-import.js';
export type { OfferToSet } from './set-offers.js';
export type { ProductToRevise } from './revise-products.js';

export const CATALOGUE_ENTITIES = [ProductEntity, OfferEntity, ProductImportEntity, ProductImportRowEntity] as const;

/** Deeds of the catalogue, and what they and its resolvers stand on. */
export const catalogueDeeds = [
  SaveProducts, CreateProducts, ReviseProducts, SetOffers, PublishProducts, WithdrawProducts,
  RequestProductImport, OpenImportTable, AdvanceProductImport, WatchProductImport, ProductIndex, SearchProducts,
] as const;
