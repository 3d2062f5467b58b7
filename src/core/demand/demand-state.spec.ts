import { describe, expect, it } from '@jest/globals';
import { demandState, type LineState } from './demand-state.js';

describe('state of a demand, derived from its lines', () => {
  const CASES: [LineState[], LineState][] = [
    [['DRAFT', 'DRAFT'], 'DRAFT'],
    [['PUBLISHED', 'AWARDED'], 'PUBLISHED'],
    [['SOURCING', 'FULFILLED', 'CLOSED'], 'SOURCING'],
    [['FULFILLED', 'CLOSED'], 'FULFILLED'],
    [['CLOSED', 'CLOSED'], 'CLOSED'],
    [['EXPIRED', 'CLOSED'], 'EXPIRED'],
    [['AWARDED', 'EXPIRED'], 'AWARDED'],
    [['PUBLISHED', 'DRAFT'], 'PUBLISHED'],
    [['DRAFT', 'AWARDED'], 'AWARDED'],
    [['DRAFT', 'EXPIRED'], 'DRAFT'],
    [[], 'CLOSED'],
  ];
  it.each(CASES)('%j → %s', (lines, state) => {
    expect(demandState(lines)).toBe(state);
    expect(demandState([...lines].reverse())).toBe(state);
  });
});
