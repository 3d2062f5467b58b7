import { readFile } from 'node:fs/promises';

/** A labelled demand. Only `text` and `region` are the product's to read. */
export interface DemandCase {
  readonly id: string;
  readonly text: string;
  readonly region: string | { readonly code?: string; readonly zh?: string } | null;
  readonly set: string | null;
  readonly expectedSupplyIds: readonly string[];
  readonly acceptableSupplyIds: readonly string[];
  readonly expectedDemandIds: readonly string[];
  readonly acceptableDemandIds: readonly string[];
  readonly expectedExtensionIds: readonly string[];
  readonly acceptableExtensionIds: readonly string[];
  /** Null where the plan's demand side names nothing. */
  readonly taskId: string | null;
  readonly acceptableTaskIds: readonly string[];
  readonly outOfScope: boolean;
  /** Equipment is wanted and no class of the plan is expected. */
  readonly gap: boolean;
}

interface RawExpected { readonly supplyIds?: readonly string[]; readonly extensionIds?: readonly string[]; readonly demandIds?: readonly string[] }
type RawCase = Partial<DemandCase> & { readonly id: string; readonly text: string; readonly expected?: RawExpected };

/** Reads cases of either shape: labels beside the text, or under `expected` as in sample-demands.json; a bare list or `{ demands }` / `{ cases }`. */
export async function readDemandCases(file: string): Promise<DemandCase[]> {
  return (await readList<RawCase>(file)).map((raw) => {
    const expectedSupplyIds = raw.expectedSupplyIds ?? raw.expected?.supplyIds ?? [];
    const outOfScope = raw.outOfScope === true;
    return {
      id: raw.id, text: raw.text, region: raw.region ?? null, set: raw.set ?? null, expectedSupplyIds, acceptableSupplyIds: raw.acceptableSupplyIds ?? [],
      expectedDemandIds: raw.expectedDemandIds ?? raw.expected?.demandIds ?? [], acceptableDemandIds: raw.acceptableDemandIds ?? [],
      expectedExtensionIds: raw.expectedExtensionIds ?? raw.expected?.extensionIds ?? [], acceptableExtensionIds: raw.acceptableExtensionIds ?? [],
      taskId: raw.taskId ?? null, acceptableTaskIds: raw.acceptableTaskIds ?? [], outOfScope, gap: raw.gap ?? (!outOfScope && expectedSupplyIds.length === 0),
    };
  });
}

/** A file of cases: a list, an object that holds one, or one case a line. */
export async function readList<T>(file: string): Promise<readonly T[]> {
  const text = await readFile(file, 'utf8');
  if (file.endsWith('.jsonl')) return text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as T);
  const content = JSON.parse(text) as unknown;
  const list = Array.isArray(content) ? content as unknown[] : Object.values(content as object).find((value): value is unknown[] => Array.isArray(value));
  if (list === undefined) throw new Error(`${file} holds no list of cases`);
  return list as readonly T[];
}
