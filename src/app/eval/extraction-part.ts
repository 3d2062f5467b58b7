import type { CasePart } from './case-parts.js';
import { extractionFigures, extractionLines, runExtraction } from './run-extraction.js';

/** Reads what every text of a file asks for and measures the answers; a class is the one that the product routes the text to. */
export const extractionPart: CasePart = {
  option: 'extraction', help: '从需求文字中读出要求、数量、预算等，写出 OUT/extraction.jsonl what demands in words ask for',
  run: async ({ file, out, today, reference, withFaults }) => {
    const run = await runExtraction(file, out, reference.classes, today);
    return { lines: extractionLines(run, withFaults), figures: extractionFigures(run) };
  },
};
