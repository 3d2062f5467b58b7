const DIGITS: Readonly<Record<string, number>> = { 零: 0, '〇': 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/**
 * A whole number from 0 to 99 in Chinese characters (三, 十二, 二十四, 两); null for anything else. Terms are written so
 * (三年, 十二个月); measured values are not.
 */
export function chineseNumber(text: string): number | null {
  const found = /^(?:([一二两三四五六七八九])?(十))?([零〇一二两三四五六七八九])?$/u.exec(text);
  if (found === null || text === '') return null;
  const tens = found[2] === undefined ? 0 : (found[1] === undefined ? 1 : DIGITS[found[1]] ?? 0);
  const ones = found[3] === undefined ? 0 : DIGITS[found[3]] ?? 0;
  return tens * 10 + ones;
}
