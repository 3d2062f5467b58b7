import { describe, expect, it } from '@jest/globals';
import { isSandbox, marketOf, mayMeet } from './sandbox.js';
import { isId } from '../ids/ids.js';

const [BUYER, SUPPLIER, SANDBOX, OTHER] = [
  'org_01h00000000000000000000000', 'org_01h00000000000000000000001', 'sbx_01h00000000000000000000000', 'sbx_01h00000000000000000000001',
];

describe('a sandbox', () => {
  it.each<[buyer: string, supplier: string, met: boolean]>([
    [BUYER, SUPPLIER, true], [BUYER, BUYER, false],
    [SANDBOX, SANDBOX, true], [SANDBOX, OTHER, false], [SANDBOX, SUPPLIER, false], [BUYER, SANDBOX, false],
  ])('%s meets %s: %s', (buyer, supplier, met) => {
    expect(mayMeet(buyer, supplier)).toBe(met);
  });

  it.each<[id: string, sandbox: boolean]>([
    [SANDBOX, true], [BUYER, false], ['', false], ['org_sbx_', false], ['SBX_01h00000000000000000000000', false],
  ])('is told by its id: %s', (id, sandbox) => {
    expect(isSandbox(id)).toBe(sandbox);
    expect(marketOf(id)).toBe(sandbox ? id : '');
  });

  it('is an organisation too, and nothing else is', () => {
    expect([SANDBOX, BUYER, 'prd_01h00000000000000000000000'].map((id) => isId('organisation', id))).toEqual([true, true, false]);
    expect(isId('sandbox', BUYER)).toBe(false);
  });
});
