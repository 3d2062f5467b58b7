import { GATE_CODES } from './factor-codes.js';
import type { GateStop } from './pair.js';

export interface StoppedProduct {
  readonly productId: string;
  readonly classId: string;
  readonly gate: GateStop;
}

/** Of products that a gate stopped the one that came furthest, of equals the smaller id; null of none. */
export function closestProduct(stopped: readonly StoppedProduct[]): StoppedProduct | null {
  const passed = ({ gate }: StoppedProduct): number => GATE_CODES.indexOf(gate.code);
  return stopped.reduce<StoppedProduct | null>(
    (best, one) => (best === null || passed(one) > passed(best) || (passed(one) === passed(best) && one.productId < best.productId) ? one : best), null);
}
