import { AddDemandLines } from './add-demand-lines.js';
import { CloseDemandLines } from './close-demand-lines.js';
import { CloseDemands } from './close-demands.js';
import { CreateDemands } from './create-demands.js';
import { DemandEntity, DemandLineEntity } from './demand.entity.js';
import { PublishDemands } from './publish-demands.js';
import { ReviseDemandLines } from './revise-demand-lines.js';
import { ReviseDemands } from './revise-demands.js';

export { AddDemandLines, CloseDemandLines, CloseDemands, CreateDemands, DemandEntity, DemandLineEntity, PublishDemands, ReviseDemandLines, ReviseDemands };
export type { DemandToClose } from './close-demands.js';
export type { DemandToCreate } from './create-demands.js';
export type { DemandPurpose, DemandVisibility, LineState, LineWants, RetiredMachine } from './demand.entity.js';
export {
  lineWithDemand, linesWithDemand, pageOfOpenLines, visibleDemands, visibleLines, type VisibleDemand, type VisibleLine,
} from './demand.store.js';
export { demandMessages } from './messages.js';

export const DEMAND_ENTITIES = [DemandEntity, DemandLineEntity] as const;
export const demandDeeds = [CreateDemands, AddDemandLines, ReviseDemands, ReviseDemandLines, PublishDemands, CloseDemands, CloseDemandLines] as const;
