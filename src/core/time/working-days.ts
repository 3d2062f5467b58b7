import { addDays, type DateText } from './dates.js';

/** seeds/reference/working-days.json as it is written; only what is read is named. */
export interface WorkingDaysFile {
  readonly years: readonly {
    readonly year: number;
    /** True: nothing was announced yet, so that only weekends are known. */
    readonly verify: boolean;
    readonly holidays: readonly { readonly from: DateText; readonly to: DateText }[];
    /** 调休: Saturdays and Sundays that are worked. */
    readonly workdays: readonly DateText[];
  }[];
}

/** Which days are worked, as far as the State Council has announced it. */
export interface WorkingCalendar {
  readonly holidays: ReadonlySet<DateText>;
  readonly workdays: ReadonlySet<DateText>;
  /** Years whose holidays were announced; of any other only weekends are known. */
  readonly announced: ReadonlySet<number>;
}

/** The calendar of a file; throws when a holiday ends before it begins, or a make-up day is no weekend or a holiday itself. */
export function workingCalendar({ years }: WorkingDaysFile): WorkingCalendar {
  const holidays = new Set(years.flatMap((year) => year.holidays.flatMap(({ from, to }) => daysFrom(from, to))));
  const workdays = new Set(years.flatMap((year) => year.workdays));
  const wrong = [...workdays].find((day) => !isWeekend(day) || holidays.has(day));
  if (wrong !== undefined) throw new Error(`${wrong} cannot be a make-up working day.`);
  return { holidays, workdays, announced: new Set(years.filter((year) => !year.verify).map((year) => year.year)) };
}

/** Neither weekend nor holiday, or a make-up working day. */
export function isWorkingDay(day: DateText, calendar: WorkingCalendar): boolean {
  return !calendar.holidays.has(day) && (!isWeekend(day) || calendar.workdays.has(day));
}

/** The day after `days` working days; the day itself does not count, and with 0 it is the answer whatever it is. */
export function addWorkingDays(day: DateText, days: number, calendar: WorkingCalendar): DateText {
  let at = day;
  for (let left = days; left > 0;) {
    at = addDays(at, 1);
    if (isWorkingDay(at, calendar)) left--;
  }
  return at;
}

/** Working days from today to the day something is due: 0 on that day, negative once it has passed. */
export function workingDaysLeft(today: DateText, dueOn: DateText, calendar: WorkingCalendar): number {
  if (today > dueOn) return 0 - workingDaysLeft(dueOn, today, calendar);
  let left = 0;
  for (let day = today; day < dueOn;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) left++;
  }
  return left;
}

function isWeekend(day: DateText): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function daysFrom(from: DateText, to: DateText): DateText[] {
  if (to < from) throw new Error(`A holiday ends on ${to}, before it begins on ${from}.`);
  const days: DateText[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
