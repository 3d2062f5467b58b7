const DIGITS: Readonly<Record<string, number>> = {
  零: 0, '〇': 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
  壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
};
const STEPS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 };
const GROUPS: Readonly<Record<string, number>> = { 万: 10_000, 萬: 10_000, 亿: 100_000_000 };

/** An amount in Chinese numerals as prices are written and spoken: 壹拾贰万叁仟, 六万八 (the last digit counts the next lower step); null for anything else. */
export function chineseAmount(text: string): number | null {
  if (!/^[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万萬亿]{2,20}$/u.test(text)) return null;
  let total = 0;
  let group = 0;
  let digit: number | null = null;
  let step = 10;
  for (const sign of text) {
    const size = GROUPS[sign];
    if (size !== undefined) {
      total += (group + (digit ?? 0)) * size;
      group = 0;
      digit = null;
      step = size;
    } else if (STEPS[sign] !== undefined) {
      group += (digit ?? 1) * STEPS[sign];
      digit = null;
      step = STEPS[sign];
    } else {
      digit = DIGITS[sign] ?? 0;
      if (digit === 0) step = 10;
    }
  }
  return total + group + (digit ?? 0) * (step / 10);
}
