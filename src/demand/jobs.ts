export { ExpireDemands } from './expire-demands.js';
export { RunEquipmentImport } from './run-equipment-import.js';
export { SuggestRetirements } from './suggest-retirements.js';
export { PublishOnBehalf } from './publish-on-behalf.js';
