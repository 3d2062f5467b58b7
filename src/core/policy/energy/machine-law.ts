import { parseElimination, type EliminationEntry } from '../elimination-entries.js';
import { ENERGY_FILES, NO_ENERGY_LAW, parseEnergyLaw, type EnergyFile, type EnergyLaw } from './energy-law.js';

/** What policy says of machines, offered or in service: energy standards with their tables, and the elimination class. */
export interface MachineLaw {
  readonly energy: EnergyLaw;
  readonly elimination: readonly EliminationEntry[];
}

/** Claims and documents alone. */
export const NO_MACHINE_LAW: MachineLaw = { energy: NO_ENERGY_LAW, elimination: [] };

const ELIMINATION_FILE = 'elimination_2024_equipment_subset.csv';
export type MachineLawFile = EnergyFile | typeof ELIMINATION_FILE;
/** Files of seeds/reference/energy-grades that make up the law. */
export const MACHINE_LAW_FILES: readonly MachineLawFile[] = [...Object.values(ENERGY_FILES), ELIMINATION_FILE];

/** The seed files as typed data; `textOf` answers a file's text. Throws on a file that cannot be read as a whole. */
export function parseMachineLaw(textOf: (file: MachineLawFile) => string): MachineLaw {
  return { energy: parseEnergyLaw(textOf), elimination: parseElimination(textOf(ELIMINATION_FILE)) };
}
