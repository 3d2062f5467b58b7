import type { SheetRow } from '../../table/sheet.js';
import type { Goods } from './read-goods.js';
import { isMarked, saysOff, type Legend } from './withdrawn.js';

/** Where words of withdrawal stand beside the goods themselves. */
const SPEAKING = ['PRICE', 'LEAD_TIME', 'WARRANTY', 'UNIT', 'DATE'] as const;
const DAY = /(20\d{2})[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?/u;

/** True for goods that are no longer sold: crossed out, marked as the legend says, dated, or said so in words. */
export function isOffMarket(row: SheetRow, goods: Goods, legend: Legend, today: string): boolean {
  const cells = row.cells.filter((cell) => cell !== undefined);
  const written = cells.filter(({ text }) => text !== '');
  const struck = written.filter((cell) => cell.struck).length;
  const marked = cells.filter((cell) => isMarked(cell, legend)).length;
  // Half of the row: one cell crossed out or coloured may be about that cell alone.
  if (written.length > 0 && (struck * 2 >= written.length || marked * 2 >= written.length)) return true;
  const labels = [goods.name ?? '', goods.model ?? '', ...goods.cellsOf('SERIAL').map(({ text }) => text)].join(' ');
  if (legend.signs.some((sign) => labels.includes(sign))) return true;
  const words = [goods.name ?? '', goods.model ?? '', goods.text, ...SPEAKING.flatMap((role) => goods.cellsOf(role).map(({ text }) => text))];
  return words.some(saysOff) || goods.cellsOf('WITHDRAWN').some(({ text, cell }) => isWithdrawn(text, cell?.date ?? null, today));
}

/** A column of its own says when, or whether. */
function isWithdrawn(text: string, date: string | null, today: string): boolean {
  const found = DAY.exec(text);
  const day = date ?? (found === null ? null : `${found[1] ?? ''}-${(found[2] ?? '').padStart(2, '0')}-${(found[3] ?? '01').padStart(2, '0')}`);
  return day === null ? saysOff(text) || /^(?:是|√|✓|y|yes)$/iu.test(text) : day <= today;
}
