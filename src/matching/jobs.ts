export { MatchCertificates } from './match-certificates.js';
export { MatchDemands } from './match-demands.js';
export { MatchProducts } from './match-products.js';
export { RematchClasses } from './rematch-classes.js';
export { RematchItems } from './rematch-items.js';
export { ReprojectSuppliers } from './reproject-suppliers.js';
export { SweepMatching } from './sweep-matching.js';
