import type { DateText } from '../../time/dates.js';
import type { NamedDay } from './day-words.js';
import { clauseAt, type Clause, type Scopes } from './passages.js';
import type { Doubt, Said } from './extraction.js';
import type { WrittenText } from './written-text.js';

const NEED = /到货|交货|交付|交期|交齐|供货|投用|投运|投产|启用|使用|要用|用上|能用|到位|送到|到矿|到厂|到场|进场|装上|装好|安装|完成|完工|竣工|验收|通水|上线|运行|开工|开业|开学|最晚|最迟|务必|必须|之前|要货|要求|希望|需要|急|开机|投入|达产|前要|拿到|提货|更换|改造/u;
const LATEST = /最晚|最迟|务必|不晚于|不迟于|截止|deadline/u;
const PAST = /投用的|投产的|投运的|买的|购的|购置的|安装的|装的|建的|出厂的|生产的|建厂|成立|质保|保修|有效期|大修过|至今|以来|起/u;

export interface NeededBy {
  readonly neededBy: Said<DateText> | null;
  readonly doubts: readonly Doubt[];
}

/** Of the days that a text names, the one on which the goods must be there. A past one is a doubt. */
export function neededByOf(written: WrittenText, days: readonly NamedDay[], clauses: readonly Clause[], scopes: Scopes, today: DateText): NeededBy {
  const ranked = days.flatMap((day) => {
    const clause = clauseAt(clauses, day.start);
    if (clause === null) return [];
    const around = written.folded.slice(clause.start, clause.end);
    const behind = written.folded.slice(day.end, Math.min(clause.end, day.end + 6));
    if (PAST.test(behind) || /质保|保修|有效期|建厂|成立/u.test(around) || scopes.at(day.start) === 'SITE') return [];
    const worth = (LATEST.test(around) ? 4 : 0) + (day.isLimit ? 2 : 0) + (NEED.test(around) ? 2 : 0) - (scopes.at(day.start) === 'OLD' ? 3 : 0) - (day.isYear ? 1 : 0);
    return worth < 0 || (day.isYear && !day.isLimit && !NEED.test(around)) ? [] : [{ day, worth }];
  });
  const best = ranked.reduce<{ day: NamedDay; worth: number } | null>((one, other) => (one === null || other.worth >= one.worth ? other : one), null);
  if (best === null) return { neededBy: null, doubts: [] };
  const words = written.words(best.day.start, best.day.end);
  if (best.day.date < today) return { neededBy: null, doubts: best.worth > 0 ? [{ code: 'DATE_PAST', words, params: { date: best.day.date, today } }] : [] };
  return { neededBy: { value: best.day.date, words }, doubts: [] };
}
