import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeRequirement } from '../../demand/requirement.js';
import { greatestMeeting, leastMeeting, neighbour } from './threshold.js';

/** Not so small that nine digits of it are no double any more: there the rule is asked itself. */
const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).filter((one) => one === 0 || Math.abs(one) > 1e-290);

describe('a bound as one double', () => {
  it('is the last that the rule takes for the bound, on both sides', () => {
    fc.assert(fc.property(finite, (bound) => {
      const asked = { attributeKey: 'power', value: bound, unit: 'kW', mode: 'HARD' } as const;
      const [least, greatest] = [leastMeeting(bound), greatestMeeting(bound)];
      if (least === null || greatest === null) throw new Error(`No edge at ${bound}.`);
      const does = (op: '>=' | '<=', value: number): boolean => judgeRequirement({ ...asked, op }, value) === 'MET';
      expect([does('>=', least), does('>=', neighbour(least, -1)), does('<=', greatest), does('<=', neighbour(greatest, 1))]).toEqual([true, false, true, false]);
    }), { numRuns: 2_000 });
  });
});
