export { ExpireDemands } from './expire-demands.js';
export { SuggestRetirements } from './suggest-retirements.js';
export { PublishOnBehalf } from './publish-on-behalf.js';
