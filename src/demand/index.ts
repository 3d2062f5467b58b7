import { AcceptRetirementDrafts } from './accept-retirement-drafts.js';
import { AddDemandLines } from './add-demand-lines.js';
import { AdvanceEquipmentImport } from './advance-equipment-import.js';
import { CloseDemandLines } from './close-demand-lines.js';
import { CloseDemands } from './close-demands.js';
import { ConfirmDemandLines } from './confirm-demand-lines.js';
import { ConfirmOnBehalf } from './confirm-on-behalf.js';
import { CreateDemands } from './create-demands.js';
import { DeferRetirementDrafts } from './defer-retirement-drafts.js';
import { DisputeRetirementDrafts } from './dispute-retirement-drafts.js';
import { DemandEntity, DemandLineEntity } from './demand.entity.js';
import { EnterDemands } from './enter-demands.js';
import { EquipmentImportEntity, EquipmentImportRowEntity } from './equipment-import.entity.js';
import { EquipmentEntity } from './equipment.entity.js';
import { ImportOnBehalf } from './import-on-behalf.js';
import { IssueConfirmationLinks } from './issue-confirmation-links.js';
import { DemandOnBehalfEntity } from './on-behalf.entity.js';
import { OpenLedger } from './open-ledger.js';
import { PublishDemands } from './publish-demands.js';
import { ReadList } from './read-list.js';
import { RegisterEquipment } from './register-equipment.js';
import { RequestEquipmentImport } from './request-equipment-import.js';
import { RetirementCauseEntity, RetirementDraftEntity } from './retirement-draft.entity.js';
import { RevealDemandOwners } from './reveal-demand-owners.js';
import { ReviseDemandLines } from './revise-demand-lines.js';
import { ReviseDemands } from './revise-demands.js';
import { ReviseEquipment } from './revise-equipment.js';
import { SaveEquipment } from './save-equipment.js';
import { TakeOverDemands } from './take-over-demands.js';
import { UpsertDemands } from './upsert-demands.js';
import { UpsertEquipment } from './upsert-equipment.js';
import { Rewriting, UpsertSteps } from './upsert-steps.js';
import { WithdrawEquipment } from './withdraw-equipment.js';

export { AddDemandLines, CloseDemandLines, CloseDemands, ConfirmDemandLines, CreateDemands, DemandEntity, DemandLineEntity, PublishDemands, ReviseDemandLines, ReviseDemands };
export type { LineToConfirm } from './confirm-demand-lines.js';
export type { DemandToClose } from './close-demands.js';
export type { DemandToCreate } from './create-demands.js';
export type { DemandPurpose, DemandVisibility, LineState, LineWants, RetiredMachine } from './demand.entity.js';
export {
  lineWithDemand, linesWithDemand, pageOfOpenLines, visibleDemands, visibleLines, type VisibleDemand, type VisibleLine,
} from './demand.store.js';
export {
  AcceptRetirementDrafts, DeferRetirementDrafts, DisputeRetirementDrafts, RegisterEquipment, RevealDemandOwners, ReviseEquipment, SaveEquipment,
  WithdrawEquipment,
};
export { openUseOfClass, pageOfDemandsOfClasses } from './class-lines.store.js';
export { openLinesOfItem, pageOfDemandsOfItems } from './item-lines.store.js';
export { countLines } from './figures.store.js';
export { demandMessages } from './messages.js';
export { DEMAND_INVARIANTS, openLines } from './verify.store.js';

export const DEMAND_ENTITIES = [
  DemandEntity, DemandLineEntity, EquipmentEntity, EquipmentImportEntity, EquipmentImportRowEntity, RetirementDraftEntity, RetirementCauseEntity, DemandOnBehalfEntity,
] as const;
export const demandDeeds = [
  CreateDemands, AddDemandLines, ReviseDemands, ReviseDemandLines, ConfirmDemandLines, PublishDemands, CloseDemands, CloseDemandLines,
  RevealDemandOwners, SaveEquipment, RegisterEquipment, ReviseEquipment, WithdrawEquipment,
  RequestEquipmentImport, OpenLedger, AdvanceEquipmentImport,
  AcceptRetirementDrafts, DeferRetirementDrafts, DisputeRetirementDrafts,
  UpsertDemands, UpsertEquipment, UpsertSteps, Rewriting, ReadList, EnterDemands, ImportOnBehalf, IssueConfirmationLinks, TakeOverDemands, ConfirmOnBehalf,
] as const;
