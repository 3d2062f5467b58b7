import { close } from '../../demand/requirement.js';

const words = new DataView(new ArrayBuffer(8));
/** Farther than this the tolerance of nine digits does not move a bound's last bits. */
const STEPS_MAX = 64;
const TOLERANCE = 1e-9;

/** The double next to a finite one, towards +∞ or −∞. */
export function neighbour(value: number, direction: 1 | -1): number {
  if (value === 0) return direction * Number.MIN_VALUE;
  words.setFloat64(0, value);
  const away = value > 0 === direction > 0;
  words.setBigInt64(0, words.getBigInt64(0) + (away ? 1n : -1n));
  return words.getFloat64(0);
}

/**
 * The least double that meets `value >= low` to nine digits, so that one comparison says what the rule says, bit for bit. Null
 * where the rule's own rounding flips more than once around it, which nobody has seen; the caller then asks the rule itself.
 */
export function leastMeeting(low: number): number | null {
  return edge(low, -1);
}

/** The greatest double that meets `value <= high`, likewise. */
export function greatestMeeting(high: number): number | null {
  return edge(high, 1);
}

/** Walks from the bound outwards, `direction`, to the last double that is still taken for the bound. */
function edge(bound: number, direction: 1 | -1): number | null {
  if (!Number.isFinite(bound) || bound === 0) return bound;
  const inward = direction === 1 ? -1 : 1;
  let at = bound + direction * TOLERANCE * Math.abs(bound);
  for (let steps = 0; close(at, bound); steps++) {
    if (steps === STEPS_MAX) return null;
    at = neighbour(at, direction);
  }
  for (let steps = 0; !close(at, bound); steps++) {
    if (steps === STEPS_MAX) return null;
    at = neighbour(at, inward);
  }
  return isEdge(at, bound, direction) ? at : null;
}

function isEdge(at: number, bound: number, direction: 1 | -1): boolean {
  const inward = direction === 1 ? -1 : 1;
  let [outside, inside] = [at, at];
  for (let steps = 0; steps < 4; steps++) {
    outside = neighbour(outside, direction);
    if (close(outside, bound) || !close(inside, bound)) return false;
    inside = neighbour(inside, inward);
  }
  return true;
}
