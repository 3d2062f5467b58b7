import { DemandLineResolver } from './demand-line.resolver.js';
import { DemandOwnerResolver } from './demand-owner.resolver.js';
import { DemandAdminResolver } from './demand.admin.resolver.js';
import { EquipmentAdminResolver } from './equipment.admin.resolver.js';
import { EquipmentFieldsResolver } from './equipment.resolver.js';
import { LineEquipmentResolver } from './line-equipment.resolver.js';
import { LineReadingResolver } from './line-reading.resolver.js';
import { OnBehalfAdminResolver } from './on-behalf.admin.resolver.js';
import { SoftwarePairingResolver } from './software-pairing.resolver.js';
import { WordsLinesAdminResolver } from './words-lines.admin.resolver.js';

export const adminResolvers = [
  DemandAdminResolver, DemandOwnerResolver, DemandLineResolver, LineReadingResolver, EquipmentAdminResolver, EquipmentFieldsResolver, LineEquipmentResolver, SoftwarePairingResolver,
  OnBehalfAdminResolver, WordsLinesAdminResolver,
] as const;
