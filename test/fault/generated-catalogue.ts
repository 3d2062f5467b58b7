import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../src/platform/config/project.js';
import { openCsv } from '../../src/platform/tables/read-csv.js';
import type { Chance } from './chance.js';

const FOLDER = join(PROJECT_FOLDER, 'seeds/demo/catalogues');
/** Columns that all sample catalogues begin with: name, model, class, price. */
const [MODEL, CLASS, PRICE] = [1, 2, 3];

export interface GeneratedRow {
  readonly cells: readonly string[];
  readonly model: string;
  /** Null where the price is written in a way of its own, or not at all. */
  readonly priceCny: number | null;
  /** The row has another price than the row of the same model in the catalogue that this one was repriced from. */
  readonly repriced: boolean;
}

/** A price list as a supplier uploads it. */
export interface GeneratedCatalogue {
  readonly name: string;
  readonly heading: readonly string[];
  readonly rows: readonly GeneratedRow[];
}

/** Names of the sample catalogues, which all others are made from. */
export function sampleCatalogues(): string[] {
  return readdirSync(FOLDER).filter((file) => file.endsWith('.csv')).sort();
}

/** `rows` rows out of those of a sample catalogue, its planted faults among them: the same goods under ever new model numbers, at other prices. */
export async function generatedCatalogue(sample: string, rows: number, chance: Chance): Promise<GeneratedCatalogue> {
  const [heading = [], ...samples] = await rowsOf(sample);
  return {
    name: sample, heading,
    rows: Array.from({ length: rows }, (_, n) => {
      const cells = [...samples[n % samples.length] ?? []];
      const round = Math.floor(n / samples.length);
      const model = cells[MODEL]?.trim() ?? '';
      if (model !== '' && round > 0) cells[MODEL] = `${model}-${round}`;
      const price = plainPrice(cells);
      return rowOf(price === null ? cells : cells.with(PRICE, String(Math.max(1, Math.round(price * chance.between(0.6, 1.4))))), false);
    }),
  };
}

/** The same list with other prices on a share of its rows, as a supplier sends it a month later. */
export function repricedCatalogue(catalogue: GeneratedCatalogue, share: number, chance: Chance): GeneratedCatalogue {
  return {
    ...catalogue,
    rows: catalogue.rows.map((row) => {
      if (row.priceCny === null || !chance.happens(share)) return { ...row, repriced: false };
      return rowOf(row.cells.with(PRICE, String(row.priceCny + 1)), true);
    }),
  };
}

/** The classes that the rows name, whether there are such or not. */
export function classesIn(catalogue: GeneratedCatalogue): string[] {
  return [...new Set(catalogue.rows.map(({ cells }) => cells[CLASS]?.trim() ?? ''))].filter((id) => id !== '').sort();
}

/** UTF-8, with every cell in quotes. */
export function asCsv({ heading, rows }: GeneratedCatalogue): string {
  return [heading, ...rows.map(({ cells }) => cells)].map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
}

function rowOf(cells: readonly string[], repriced: boolean): GeneratedRow {
  return { cells, model: cells[MODEL] ?? '', priceCny: plainPrice(cells), repriced };
}

function plainPrice(cells: readonly string[]): number | null {
  const price = cells[PRICE] ?? '';
  return /^[1-9]\d*$/.test(price) ? Number(price) : null;
}

async function rowsOf(sample: string): Promise<string[][]> {
  const table = openCsv(readFileSync(join(FOLDER, sample)));
  if (!table.ok) throw new Error(`${sample} cannot be read: ${table.refusal.code}`);
  const rows: string[][] = [];
  for await (const { cells } of table.value.rows()) rows.push([...cells]);
  return rows;
}
