export { ExpireDemands } from './expire-demands.js';
