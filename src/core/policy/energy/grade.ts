/** Energy grade of the national standards: 1 is best. */
export type Grade = 1 | 2 | 3;

/** Least efficiency of each grade in %; a standard that sets a limit and no grades leaves 1 and 2 null. */
export interface GradeLimits {
  readonly grade1: number | null;
  readonly grade2: number | null;
  /** The limit (能效限定值): below it the machine may not be sold. */
  readonly grade3: number;
}

/** 更新改造后达到能效节能水平（能效2级）. */
export const GRADE_ASKED: Grade = 2;

/** The comparison is inverted: the smaller grade is the better one. */
export function isAtLeast(grade: Grade, asked: Grade): boolean {
  return grade <= asked;
}

/** The worse of two grades. */
export function worseOf(one: Grade, other: Grade): Grade {
  return isAtLeast(one, other) ? other : one;
}

export function isGrade(value: number | null): value is Grade {
  return value === 1 || value === 2 || value === 3;
}

/** The grade of an efficiency in %; null below grade 3, and where the standard has no grades. */
export function gradeBy(efficiency: number, { grade1, grade2, grade3 }: GradeLimits): Grade | null {
  if (grade1 === null || grade2 === null) return null;
  if (efficiency >= grade1) return 1;
  if (efficiency >= grade2) return 2;
  return efficiency >= grade3 ? 3 : null;
}

/** Limits are stated to one decimal place, and that figure is what an efficiency is compared with: what is shown is what decides. */
export function toTenth(percent: number): number {
  return Math.round(percent * 10) / 10;
}
