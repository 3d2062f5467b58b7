export { IndexClasses } from './index-classes.js';
export { IndexProducts } from './index-products.js';
export { IndexSuppliers } from './index-suppliers.js';
export { RebuildProductIndex } from './rebuild-product-index.js';
export { RunProductImport } from './run-product-import.js';
export { SweepProductIndex } from './sweep-product-index.js';
