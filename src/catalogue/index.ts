import { AdvanceListImport } from './advance-list-import.js';
import { AdvanceProductImport } from './advance-product-import.js';
import { ApplyForRecommendedList } from './apply-for-recommended-list.js';
import { CancelListApplications } from './cancel-list-applications.js';
import { CreateProducts } from './create-products.js';
import { ConfirmProductImport } from './confirm-product-import.js';
import { DecideListApplications } from './decide-list-applications.js';
import { EndRecommendations } from './end-recommendations.js';
import { ExportProducts } from './export-products.js';
import { ImportErrors } from './import-errors.js';
import { JudgeSamples } from './judge-samples.js';
import { ListProposers } from './list-proposers.js';
import { ListRowEntity, ListSheetEntity } from './list-import.entity.js';
import { OpenImportFile } from './open-import-file.js';
import { ProductImportEntity, ProductImportRowEntity } from './product-import.entity.js';
import { OfferEntity, ProductEntity } from './product.entity.js';
import { ProductIndex } from './product-index.js';
import { PublishProducts } from './publish-products.js';
import { RequestProductImport } from './request-product-import.js';
import { ReinstateProducts } from './reinstate-products.js';
import { ReviseProducts } from './revise-products.js';
import { RequestReindex } from './request-reindex.js';
import { ReviewCertificates } from './review-certificates.js';
import { RunListImport } from './run-list-import.js';
import { SampleProducts } from './sample-products.js';
import { SaveCertificates } from './save-certificates.js';
import { SaveProducts } from './save-products.js';
import { SearchProducts } from './search-products.js';
import { SetOffers } from './set-offers.js';
import { SuspendProducts } from './suspend-products.js';
import { UpsertProducts } from './upsert-products.js';
import { WatchProductImport } from './watch-product-import.js';
import { WithdrawCertificates } from './withdraw-certificates.js';
import { WithdrawProducts } from './withdraw-products.js';

export { classUse, pageOfPublishedOfClasses, specsOutside, type OutsideSpec } from './class-use.store.js';
export { coveringCertificates, ownersOfCertificates } from './certificate.store.js';
export { countProducts } from './figures.store.js';
export { compareProductIndex, INDEXING, productsOnMarket, type IndexDifference, type IndexFault } from './compare-product-index.js';
export { catalogueMessages } from './messages.js';
export { searchFilter } from './product-filter.js';
export { searchDocument } from './search-document.js';
export { pageOfProducts, productsByIds, visibleProducts, type VisibleProduct } from './product.store.js';
export {
  ConfirmProductImport, CreateProducts, OfferEntity, ProductEntity, PublishProducts, ReinstateProducts, RequestProductImport, RequestReindex, ReviseProducts, SaveProducts, SetOffers,
  SuspendProducts, WithdrawProducts,
};
export { CATALOGUE_INVARIANTS } from './verify.store.js';
export type { ImportToConfirm } from './confirm-product-import.js';
export type { ImportToRequest } from './request-product-import.js';
export type { OfferToSet } from './set-offers.js';
export type { ProductToRevise } from './revise-products.js';

export const CATALOGUE_ENTITIES = [ProductEntity, OfferEntity, ProductImportEntity, ProductImportRowEntity, ListSheetEntity, ListRowEntity] as const;

/** Deeds of the catalogue, and what they and its resolvers stand on. */
export const catalogueDeeds = [
  SaveProducts, CreateProducts, ReviseProducts, SetOffers, PublishProducts, WithdrawProducts,
  RequestProductImport, ConfirmProductImport, OpenImportFile, AdvanceProductImport, AdvanceListImport, ListProposers, RunListImport, WatchProductImport, ProductIndex, SearchProducts, ExportProducts, ImportErrors,
  SuspendProducts, ReinstateProducts, SampleProducts, JudgeSamples, ApplyForRecommendedList, CancelListApplications, DecideListApplications, EndRecommendations,
  UpsertProducts, RequestReindex, SaveCertificates, WithdrawCertificates, ReviewCertificates,
] as const;
