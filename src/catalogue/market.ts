import { GetProductRoute } from './get-product.rest.js';
import { PutProductsRoute } from './put-products.rest.js';
import { ImportProposalResolver, ListImportResolver, ListRowResolver } from './list-import.resolver.js';
import { CertificateFieldsResolver, ProductCertificateFieldsResolver, ProductCertificatesResolver } from './certificate-fields.resolver.js';
import { CertificateResolver } from './certificate.resolver.js';
import { ClassTemplateResolver } from './class-template.resolver.js';
import { ImportErrorFileResolver } from './import-error-file.resolver.js';
import { ImportErrorsDownload } from './import-errors.download.js';
import { ProductExportResolver } from './product-export.resolver.js';
import { ListingRemarksResolver } from './listing-remarks.resolver.js';
import { ProductFieldsResolver } from './product-fields.resolver.js';
import { ProductImportFieldsResolver, ProductImportRowFieldsResolver } from './product-import-fields.resolver.js';
import { ProductImportResolver } from './product-import.resolver.js';
import { ProductContentResolver, ProductStateResolver } from './product-mutations.resolver.js';
import { SimilarProductsResolver, SupplierFacetResolver } from './product-search-fields.resolver.js';
import { ProductSearchResolver } from './product-search.resolver.js';
import { ProductResolver } from './product.resolver.js';
import { ProductsDownload } from './products.download.js';
import { TemplateDownload } from './template.download.js';
import { ListApplicationResolver, RecommendedListResolver } from './recommended-list.resolver.js';
import { UpsertProductsResolver } from './upsert-products.resolver.js';
import { SuspensionFieldResolver } from './suspension-field.resolver.js';

export const marketResolvers = [
  ProductResolver, ProductSearchResolver, SimilarProductsResolver, SupplierFacetResolver, ProductFieldsResolver, ProductContentResolver, ProductStateResolver, UpsertProductsResolver,
  ProductImportResolver, ProductImportFieldsResolver, ProductImportRowFieldsResolver, ListImportResolver, ImportProposalResolver, ListRowResolver, ImportErrorFileResolver,
  ClassTemplateResolver, ProductExportResolver,
  SuspensionFieldResolver, RecommendedListResolver, ListApplicationResolver, ListingRemarksResolver,
  CertificateResolver, CertificateFieldsResolver, ProductCertificatesResolver, ProductCertificateFieldsResolver,
] as const;

/** What the catalogue gives out as files beside GraphQL. */
export const marketDownloads = [TemplateDownload, ProductsDownload, ImportErrorsDownload] as const;

/** What the catalogue answers by REST to other software. */
export const marketRoutes = [PutProductsRoute, GetProductRoute] as const;
