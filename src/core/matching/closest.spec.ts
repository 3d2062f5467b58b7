import { expect, it } from '@jest/globals';
import { closestProduct, type StoppedProduct } from './closest.js';
import type { GateCode } from './factor-codes.js';

const stopped = (productId: string, code: GateCode): StoppedProduct => ({ productId, classId: 'X.1', gate: { code, reason: 'GATE_CLASS_NOT_WANTED', clause: null, params: {} } });
it.each<[what: string, of: StoppedProduct[], closest: string | null]>([
  ['of none', [], null],
  ['that which came through most gates', [stopped('a', 'REGION_SERVED'), stopped('b', 'HARD_REQUIREMENT'), stopped('c', 'ELIMINATED')], 'b'],
  ['of equals the smaller id', [stopped('b', 'VALIDITY'), stopped('a', 'VALIDITY')], 'a'],
])('the closest %s', (_what, of, closest) => expect(closestProduct(of)?.productId ?? null).toBe(closest));
