import { ProductFieldsResolver } from './product-fields.resolver.js';
import { ProductImportFieldsResolver, ProductImportRowFieldsResolver } from './product-import-fields.resolver.js';
import { ProductAdminResolver } from './product.admin.resolver.js';

export const adminResolvers = [ProductAdminResolver, ProductFieldsResolver, ProductImportFieldsResolver, ProductImportRowFieldsResolver] as const;
