import type { Taken } from './figures.js';
import { isSoft } from './comparison.js';
import type { Clause } from './passages.js';
import type { Doubt, Said } from './extraction.js';
import type { WrittenText } from './written-text.js';

const LEVEL = '([一二三四五1-5ⅠⅡⅢI]{1,3})级';
const BETTER = '(?:及其?以上|或以上|以上|及更高|及|或更高|标准|水平)?';
/** Words of energy, then the grade; or the grade, then words of energy. */
const ENERGY_FIRST = new RegExp(`(?:能效|能耗|节能|热效率|国标|国家|GB[ /T\\d-]{0,14})(?:等级|[^，。；,;\\d级]){0,14}?${LEVEL}${BETTER}`, 'gu');
const LEVEL_FIRST = new RegExp(`${LEVEL}${BETTER}的?(?:国家|国标)?(?:能效|能耗|节能)(?:标准|等级|水平|指标)?(?:及?以上)?`, 'gu');
const PLAIN = new RegExp(`(?:^|[，。；,;\\s:]|不低于|不得低于|达到|至少|要|须|需|为|是|的)${LEVEL}(?:及以上|或以上|以上|能效)`, 'gu');
const NAMED = /(?:能效|节能)?(节能水平|先进水平|准入水平)/gu;
const MOTOR = /\bIE([2-5])(?![\d-])/gu;
/** Grades of other things. */
const OTHER = /准确度|精度|精确|误差|计量|防护|工作级别|级别|防爆|安全|抗震|洁净|密封|耐火|燃烧|绝缘|保护|资质|品质|质量|噪[声音]|容器|环保|排放|衡器|表$/u;
const REFUSED_BEHIND = /^的?[^，。；,;]{0,4}(?:别|不要|不考虑|不接受|免谈|勿|不行|不予|谢绝)/u;
const REFUSED_BEFORE = /(?:不要|不接受|不考虑|拒绝|别报|别推)$/u;
const NEEDLESS_BEHIND = /^的?[^，。；,;]{0,4}(?:不用|不必|用不着|不需要|没必要|太贵|可不)/u;

interface FoundGrade extends Taken { readonly grade: number; readonly soft: boolean; readonly needless: boolean }

export interface EnergyGrade {
  readonly grade: Said<number> | null;
  /** Places that speak of grades, wanted or not: no figure stands there. */
  readonly taken: readonly Taken[];
  readonly doubts: readonly Doubt[];
}

/** The energy grade that is asked for, 1 to 3. `graded`: the goods have one, so that 二级以上 alone means it. */
export function energyGradeOf(written: WrittenText, clauses: readonly Clause[], graded: boolean): EnergyGrade {
  const text = written.folded;
  const found: FoundGrade[] = [];
  const doubts: Doubt[] = [];
  for (const { start, end } of clauses) {
    const clause = text.slice(start, end);
    for (const one of gradesIn(clause, graded)) {
      const place = { start: start + one.start, end: start + one.end };
      if (one.grade < 1 || one.grade > 3) doubts.push({ code: 'GRADE_UNKNOWN', words: written.words(place.start, place.end), params: { grade: one.grade } });
      else found.push({ ...place, grade: one.grade, soft: isSoft(clause), needless: one.needless });
    }
  }
  const wanted = found.filter(({ needless }) => !needless);
  const hard = wanted.filter(({ soft }) => !soft);
  // 一级或二级: the lesser does. A wish counts where nothing is asked for.
  const [first, ...others] = hard.length > 0 ? hard : wanted;
  const best = first === undefined ? null : others.reduce((one, other) => (other.grade > one.grade ? other : one), first);
  return { grade: best === null ? null : { value: best.grade, words: written.words(best.start, best.end) }, taken: found, doubts };
}

function gradesIn(clause: string, graded: boolean): { start: number; end: number; grade: number; needless: boolean }[] {
  const found: { start: number; end: number; grade: number; needless: boolean }[] = [];
  const add = (start: number, end: number, grade: number): void => {
    if (found.some((one) => start < one.end && end > one.start)) return;
    const behind = clause.slice(end);
    const refused = REFUSED_BEHIND.test(behind) || REFUSED_BEFORE.test(clause.slice(0, start));
    found.push({ start, end, grade: refused ? grade - 1 : grade, needless: NEEDLESS_BEHIND.test(behind) });
  };
  for (const match of clause.matchAll(LEVEL_FIRST)) add(match.index, match.index + match[0].length, gradeOf(match[1]));
  for (const match of clause.matchAll(ENERGY_FIRST)) {
    if (!OTHER.test(match[0].replace(/质量|环保/gu, ''))) add(match.index, match.index + match[0].length, gradeOf(match[1]));
  }
  for (const match of clause.matchAll(PLAIN)) {
    const lead = match[0].length - match[0].replace(/^[，。；,;\s:]/u, '').length;
    if (graded && !OTHER.test(clause.slice(0, match.index + lead))) add(match.index + lead, match.index + match[0].length, gradeOf(match[1]));
  }
  if (/级/u.test(clause) && (found.length > 0)) for (const match of clause.matchAll(new RegExp(`${LEVEL}`, 'gu'))) add(match.index, match.index + match[0].length, gradeOf(match[1]));
  for (const match of clause.matchAll(NAMED)) add(match.index, match.index + match[0].length, match[1] === '先进水平' ? 1 : match[1] === '节能水平' ? 2 : 3);
  for (const match of clause.matchAll(MOTOR)) add(match.index, match.index + match[0].length, 6 - Number(match[1]));
  return found;
}

function gradeOf(word = ''): number {
  const roman = ['I', 'II', 'III'].indexOf(word.replaceAll('Ⅰ', 'I').replaceAll('Ⅱ', 'II').replaceAll('Ⅲ', 'III'));
  if (roman >= 0) return roman + 1;
  const chinese = '一二三四五'.indexOf(word);
  return chinese >= 0 ? chinese + 1 : Number(word) || 0;
}
