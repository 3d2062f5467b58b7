import type { CasePart } from './case-parts.js';
import { extractionFigures, extractionLines, runExtraction } from './run-extraction.js';

/** Reads what every text of a file asks for and measures the answers; a class is the one that the product routes the text to. */
export const extractionPart: CasePart = {
  option: 'extraction', help: '从需求文字中读出要求、数量、预算等，写出 OUT/extraction.jsonl what demands in words ask for',
  run: async ({ file, out, today, reference, withFaults }) => {
    const routed = (text: string): string | null => {
      // As readDemandWords does: a class that the buyer would be asked about is none yet.
      const { ranked, extensions, question } = reference.router.route(text);
      return question === null ? (ranked[0] ?? extensions[0])?.classId ?? null : null;
    };
    const run = await runExtraction(file, out, reference.classes, today, routed);
    return { lines: extractionLines(run, withFaults), figures: extractionFigures(run) };
  },
};
