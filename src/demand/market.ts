import { ConfirmLinesResolver } from './confirm-lines.resolver.js';
import { DemandLineResolver } from './demand-line.resolver.js';
import { DemandContentResolver, DemandStateResolver } from './demand-mutations.resolver.js';
import { DemandOwnerResolver } from './demand-owner.resolver.js';
import { DemandResolver } from './demand.resolver.js';
import { EquipmentImportFieldsResolver, EquipmentImportResolver, EquipmentImportRowFieldsResolver } from './equipment-import.resolver.js';
import { EquipmentMutationsResolver } from './equipment-mutations.resolver.js';
import { EquipmentFieldsResolver, EquipmentResolver } from './equipment.resolver.js';
import { LineEquipmentResolver } from './line-equipment.resolver.js';
import { LineReadingResolver } from './line-reading.resolver.js';
import { SoftwarePairingResolver } from './software-pairing.resolver.js';
import { OnBehalfResolver } from './on-behalf.resolver.js';
import { PutDemandsRoute } from './put-demands.rest.js';
import { PutEquipmentRoute } from './put-equipment.rest.js';
import { RevealOwnerResolver } from './reveal-owner.resolver.js';
import { UpsertDemandsResolver } from './upsert-demands.resolver.js';
import { UpsertEquipmentResolver } from './upsert-equipment.resolver.js';
import { RetirementDraftFieldsResolver, RetirementDraftResolver } from './retirement-draft.resolver.js';

export const marketResolvers = [
  DemandResolver, DemandOwnerResolver, DemandLineResolver, LineReadingResolver, DemandContentResolver, ConfirmLinesResolver, DemandStateResolver, UpsertDemandsResolver, UpsertEquipmentResolver, RevealOwnerResolver,
  EquipmentResolver, EquipmentFieldsResolver, EquipmentMutationsResolver, LineEquipmentResolver, SoftwarePairingResolver, RetirementDraftResolver, RetirementDraftFieldsResolver, OnBehalfResolver,
  EquipmentImportResolver, EquipmentImportFieldsResolver, EquipmentImportRowFieldsResolver,
] as const;

/** What the demand room answers by REST to other software. */
export const marketRoutes = [PutDemandsRoute, PutEquipmentRoute] as const;
