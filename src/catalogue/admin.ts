import { CertificateFieldsResolver, ProductCertificateFieldsResolver, ProductCertificatesResolver } from './certificate-fields.resolver.js';
import { CertificateAdminResolver } from './certificate.admin.resolver.js';
import { ListingRemarksResolver } from './listing-remarks.resolver.js';
import { ProductFieldsResolver } from './product-fields.resolver.js';
import { ProductImportFieldsResolver, ProductImportRowFieldsResolver } from './product-import-fields.resolver.js';
import { ProductAdminResolver } from './product.admin.resolver.js';
import { RecommendedListAdminResolver } from './recommended-list.admin.resolver.js';
import { RecommendedListResolver } from './recommended-list.resolver.js';
import { ReindexAdminResolver } from './reindex.admin.resolver.js';
import { SampleFieldsResolver, SampleItemFieldsResolver } from './sample-fields.admin.resolver.js';
import { SampleAdminResolver } from './sample.admin.resolver.js';
import { SuspensionFieldResolver } from './suspension-field.resolver.js';
import { SuspensionAdminResolver } from './suspension.admin.resolver.js';

export const adminResolvers = [
  ProductAdminResolver, ProductFieldsResolver, ProductImportFieldsResolver, ProductImportRowFieldsResolver,
  SuspensionFieldResolver, SuspensionAdminResolver, SampleAdminResolver, SampleFieldsResolver, SampleItemFieldsResolver,
  RecommendedListResolver, RecommendedListAdminResolver, ReindexAdminResolver, ListingRemarksResolver,
  CertificateAdminResolver, CertificateFieldsResolver, ProductCertificatesResolver, ProductCertificateFieldsResolver,
] as const;
