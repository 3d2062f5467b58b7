import type { WantedLine } from './pair.js';

const NAMED = { zh: '采购方指明要与装备配套的软件', en: 'Software that the buyer names to pair with the machines' };

/**
 * What a line asks of software of one class that is to be paired with its machines: to be of that class, for the same buyer, place and
 * day. Requirements, grade and budget are of the machines and say nothing of it; one licence stands for however many. `clause`: of the class.
 */
export function softwareLine(line: WantedLine, classId: string, clause: string): WantedLine {
  return {
    ...line, lineId: `${line.lineId} ${classId}`, classIds: [{ classId, strength: 3, relation: 'fulfils', because: NAMED, clause }],
    requirements: [], quantity: '1', budgetCny: null, energyGradeAtMost: null,
  };
}
