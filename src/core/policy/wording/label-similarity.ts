import { coreOf } from './attribute-names.js';

/** From here on a label is taken to mean an attribute. */
export const LABEL_MEANS = 0.55;

/**
 * How nearly a label of a price list names an attribute, 0 to 1. Both are folded. The same words are 1; without 额定, 最大 and the
 * like they are a little less; one inside the other, or its abbreviation (挖深 for 挖掘深度), less again.
 */
export function labelSimilarity(label: string, name: string): number {
  if (label === name) return 1;
  const similarity = cropped(coreOf(label), coreOf(name));
  return similarity === 0 ? 0 : similarity - (pointsElsewhere(label, name) ? 0.35 : 0);
}

function cropped(label: string, name: string): number {
  if (label === name) return 0.93;
  if (label.length === 1) return /^.[度量重]$/u.test(name) && name.startsWith(label) ? 0.65 : 0;
  if (name.length >= 2 && label.includes(name)) return label.endsWith(name) ? 0.86 : label.startsWith(name) ? 0.78 : 0.7;
  if (name.length === 1) return label.length <= 3 && label.startsWith(name) && /^[a-z]/u.test(name) ? 0.7 : 0;
  if (name.includes(label)) return name.endsWith(label) || name.startsWith(label) ? 0.8 : 0.68;
  if (isSubsequence(label, name)) return 0.74;
  const shared = sharedPairs(label, name);
  return shared >= 0.5 ? 0.3 + 0.45 * shared : 0;
}

/** 最小 is not 最大. */
function pointsElsewhere(label: string, name: string): boolean {
  const [least, most] = [/最小|最低|下限/u, /最大|最高|上限/u];
  return (least.test(label) && most.test(name)) || (most.test(label) && least.test(name));
}

/** True when the characters of the shorter stand in the longer in their order, the first or the last of both being the same. */
export function isSubsequence(short: string, long: string): boolean {
  if (short.length < 2 || (short.charAt(0) !== long.charAt(0) && short.at(-1) !== long.at(-1))) return false;
  let at = 0;
  for (const sign of long) if (sign === short.charAt(at)) at += 1;
  return at >= short.length;
}

/** Dice's coefficient of two-character pieces, each counted once against one of the other. Asked thousands of times for a text: no arrays. */
function sharedPairs(a: string, b: string): number {
  const total = Math.max(0, a.length - 1) + Math.max(0, b.length - 1);
  if (total === 0) return 0;
  let used = 0;
  let shared = 0;
  for (let at = 0; at < a.length - 1; at += 1) {
    for (let other = 0; other < b.length - 1 && other < 31; other += 1) {
      if ((used & (1 << other)) !== 0 || a.charCodeAt(at) !== b.charCodeAt(other) || a.charCodeAt(at + 1) !== b.charCodeAt(other + 1)) continue;
      used |= 1 << other;
      shared += 1;
      break;
    }
  }
  return (2 * shared) / total;
}
