import type { ExtractedOp } from './extraction.js';

/** What stands around a figure and says how it is meant. */
export interface Comparison {
  readonly op: '>=' | '<=' | '=' | 'about';
  /** True when a word said it; a bare figure is `=`. */
  readonly said: boolean;
  /** Text before the figure without the words of comparison: its label. */
  readonly label: string;
  /** Characters behind the figure that belong to the comparison. */
  readonly behind: number;
}

const AT_LEAST = '不低于|不少于|不小于|不得低于|不得少于|不得小于|不应低于|不应小于|不能低于|不能少于|不能小于|不可低于|不宜低于|别低于|别少于|别小于|不要低于|不要小于|不要少于|至少要?|起码要?|最少要?|大于或?等于|大于|高于|多于|长于|宽于|快于|重于|优于|好于|超过|≥|>=|≧|>|下限为?|保底';
const AT_MOST = '不超过|不高于|不大于|不多于|不超|不得超过|不得高于|不得大于|不应超过|不应大于|不应高于|不能超过|不能高于|不能大于|不能超|不可超过|不宜超过|不宜大于|别超过|别高于|别大于|别超|不要超过|不要高于|不要大于|不要超|不长于|不宽于|不重于|小于或?等于|小于|低于|少于|短于|轻于|窄于|矮于|快过|最多|至多|顶多|控制在|控制到|限制在|降到|降至|压到|压在|≤|<=|≦|<|上限为?|封顶|最高不超过?|最大不超过?';
const ABOUT = '大约|大概|大致|差不多|约为|约|接近|将近|近|≈|~|左右';
/** The longer word first, so that 不超过 is not read as 超过. */
const BEFORE = new RegExp(`(?:(${AT_MOST})|(${AT_LEAST})|(${ABOUT}))$`, 'u');
const NOT_LESS = /(?:不|别|勿|不要|不得|不能)(?:低|少|小)$/u;
/** Words between a label and its figure that compare nothing. */
const LINK = /(?:\s|:|=|\(|在|到|为|是|达|达到|可达|要到|要|能|能有|能到|能达到|可|应|须|需|必须|得|有|做到|做|不少|的|±|\+\/-|正负|零下|零上|负|-|按|用|选|用的|各|都|就|也|采用|够得着)$/u;
const BEHIND: readonly (readonly [pattern: RegExp, op: Comparison['op']])[] = [
  [/^\s?(?:\(含\))?(?:及|或|\(?含\)?)?(?:以上|之上|往上|朝上|打底|起步|起(?!重|升|动|订|吊|重)|\+(?!\d)|上(?=[，。；\s]|$))/u, '>='],
  [/^\s?(?:及|或)?(?:更高|更大|更多)/u, '>='],
  [/^\s?(?:\(含\))?(?:及|或|\(?含\)?)?(?:以内|以下|之内|之下|往下|封顶|为限|为上限|内(?![径部胆置衬外墙循]))/u, '<='],
  [/^\s?(?:及|或)?(?:更低|更小|更少)/u, '<='],
  [/^\s?(?:左右|上下|前后|光景|附近|级(?![别联配])|那种|的样子|出头)/u, 'about'],
];

/** Reads the comparison around a figure. `before` is the text in front of it in its clause, `after` what follows its unit. */
export function comparisonOf(before: string, after: string): Comparison {
  let label = before;
  let op: ExtractedOp | null = null;
  for (let round = 0; round < 12; round += 1) {
    const word = BEFORE.exec(label);
    if (word !== null) {
      op ??= word[1] !== undefined ? '<=' : word[2] !== undefined ? '>=' : 'about';
      label = label.slice(0, word.index);
      if (op === '<=' && NOT_LESS.test(before)) op = '>=';
      continue;
    }
    const link = LINK.exec(label);
    if (link === null) break;
    label = label.slice(0, link.index);
  }
  const behind = BEHIND.find(([pattern]) => pattern.test(after));
  const behindOp = behind?.[1] ?? null;
  const length = behind === undefined ? 0 : behind[0].exec(after)?.[0].length ?? 0;
  // 不超过30以内 says it twice; 约30以上 is at least 30; 控制在80左右 is about 80.
  const whole = behindOp === null ? op : (op === null || op === 'about' || behindOp === 'about') ? behindOp : op;
  return { op: (whole ?? '=') as Comparison['op'], said: whole !== null, label, behind: length };
}

const SOFT = /最好|优先|尽量|尽可能|希望|可以的话|有条件|为佳|更佳|更好|宜(?=[\d采选])|倾向|偏好|理想|加分|期望|如果能|若能|能有更/u;

/** A wish, in the clause that holds the figure or the word. */
export function isSoft(clause: string): boolean {
  return SOFT.test(clause);
}
