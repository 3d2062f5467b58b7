import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workingCalendar, type WorkingCalendar, type WorkingDaysFile } from '../core/time/working-days.js';
import { REFERENCE_FOLDER } from '../platform/config/project.js';

let shipped: WorkingCalendar | null = null;

/** The working days that cases are due by: the file of this version, read once. */
export function calendar(): WorkingCalendar {
  shipped ??= workingCalendar(JSON.parse(readFileSync(join(REFERENCE_FOLDER, 'working-days.json'), 'utf8')) as WorkingDaysFile);
  return shipped;
}
