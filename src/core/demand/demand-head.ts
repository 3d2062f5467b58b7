import { done, refused, type Outcome } from '../outcome/outcome.js';
import { isRegionCode } from '../policy/region-code.js';
import { saysSomething } from '../text/says-something.js';
import type { DateText } from '../time/dates.js';
import { BUDGET_MAX_CNY, isBeyondBudgets, money } from './decimal-text.js';
import { LIMITS } from './demand-limits.js';

/** What a demand says beside its lines. */
export interface DemandHead {
  readonly title: string;
  readonly words: string;
  /** GB/T 2260, six digits: the place of delivery. */
  readonly regionCode: string;
  /** Decimal text above 0, CNY, for all lines. */
  readonly budgetCny: string | null;
  /** Last day on which delivery is of use. */
  readonly neededBy: DateText | null;
  readonly externalRef: string | null;
}

/** Decides whether a demand's head may be kept, and how. `today`: in Shanghai. */
export function demandHead(draft: DemandHead, today: DateText): Outcome<DemandHead> {
  const title = draft.title.trim();
  if (!saysSomething(title) || title.length > LIMITS.titleCharacters) return refused('INPUT', 'DEMAND_TITLE_LENGTH', 'title', { max: LIMITS.titleCharacters });
  if (draft.words.length > LIMITS.wordsCharacters) return refused('INPUT', 'DEMAND_WORDS_TOO_LONG', 'words', { max: LIMITS.wordsCharacters });
  if (!isRegionCode(draft.regionCode)) return refused('INPUT', 'DEMAND_REGION_WRONG', 'regionCode');
  const budgetCny = draft.budgetCny === null ? null : money(draft.budgetCny);
  if (draft.budgetCny !== null && budgetCny === null) return refused('INPUT', 'DEMAND_BUDGET_WRONG', 'budgetCny');
  if (budgetCny !== null && isBeyondBudgets(budgetCny)) return refused('INPUT', 'DEMAND_BUDGET_TOO_LARGE', 'budgetCny', { max: BUDGET_MAX_CNY });
  const dateFault = draft.neededBy === null ? null : neededByFault(draft.neededBy, today);
  if (dateFault !== null) return dateFault;
  const externalRef = draft.externalRef?.trim() || null;
  if (externalRef !== null && externalRef.length > LIMITS.externalRefCharacters) {
    return refused('INPUT', 'DEMAND_EXTERNAL_REF_TOO_LONG', 'externalRef', { max: LIMITS.externalRefCharacters });
  }
  return done({ title, words: draft.words.trim(), regionCode: draft.regionCode, budgetCny, neededBy: draft.neededBy, externalRef });
}

/** Why a day cannot be the one something is needed by; today itself still can. */
function neededByFault(neededBy: DateText, today: DateText) {
  if (!isDate(neededBy)) return refused('INPUT', 'NEEDED_BY_WRONG', 'neededBy');
  if (neededBy < today) return refused('INPUT', 'NEEDED_BY_PAST', 'neededBy', { neededBy });
  const far = Number(neededBy.slice(0, 4)) - Number(today.slice(0, 4)) > LIMITS.yearsAhead;
  return far ? refused('INPUT', 'NEEDED_BY_TOO_FAR', 'neededBy', { years: LIMITS.yearsAhead }) : null;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  // A day that is not in the calendar (02-30) comes back as another one.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
