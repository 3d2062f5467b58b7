import { fold, tidy } from '../../text/fold.js';
import { isUnit } from '../../quantity/unit-words.js';

/** Of a name or model, as far as it is read. */
const LONGEST = 200;

/** A model as shown: half-width, without white space at its ends; null where none is written. */
export function modelText(cell: string): string | null {
  const text = tidy(cell.slice(0, LONGEST)).normalize('NFKC').replace(/\s*\n\s*/gu, ' ').trim();
  return text === '' || /^[-/\\—–.]+$/u.test(text) ? null : text;
}

/**
 * The models that one cell names, at least one. JS500/JS750/JS1000 are three, for each begins alike; AB10/20 are two only
 * where the row has as many prices (`prices`), for the stroke belongs to the name in SC200/200 or DSJ80/40/2×75.
 */
export function splitModels(cell: string, prices: number): string[] {
  const parts = tidy(cell.slice(0, LONGEST)).normalize('NFKC').split(/\s*[/、;,\n]\s*/u).map((part) => part.trim()).filter((part) => part !== '');
  const whole = modelText(cell) ?? '';
  if (parts.length < 2 || parts.length > 12) return [whole];
  const stem = /^[A-Za-z\u4e00-\u9fff]+[-\s]?/u.exec(parts[0] ?? '')?.[0] ?? '';
  const alike = stem.length >= 1 && /[A-Za-z]/u.test(stem) && parts.every((part) => part.startsWith(stem) && part.length > stem.length && /\d/u.test(part));
  if (alike && new Set(parts).size === parts.length) return parts;
  if (prices !== parts.length) return [whole];
  // The parts after the first leave out what they share with it.
  const letters = /^(.*?[A-Za-z\u4e00-\u9fff-])\d/u.exec(parts[0] ?? '')?.[1] ?? '';
  return parts.map((part, at) => (at > 0 && /^\d/u.test(part) ? letters + part : part));
}

/** Name and model out of one cell: 掘锚护一体机EJM300, COG邦定机 BD-120, PE-400×600颚式破碎机. */
export function partNameAndModel(cell: string): { readonly name: string; readonly model: string | null } {
  const text = fold(cell.slice(0, LONGEST)).replace(/\s+/gu, ' ');
  const spaced = /^(.*?[\u4e00-\u9fff][^\s]*)\s+([A-Za-z0-9φΦ][^\s]*\d[^\s]*)$/u.exec(text);
  if (spaced !== null && !isFigure(spaced[2] ?? '')) return { name: spaced[1] ?? '', model: spaced[2] ?? '' };
  const behind = /^(.*[\u4e00-\u9fff)])[\s:(/]*([A-Za-zφΦ0-9][A-Za-z0-9\-./×x+*()φΦ\s]*?)\)?$/u.exec(text);
  if (behind !== null && !isFigure(behind[2] ?? '') && /\d/u.test(behind[2] ?? '') && /[A-Za-zφΦ×*x-]/u.test(behind[2] ?? '')) return { name: (behind[1] ?? '').trim(), model: (behind[2] ?? '').trim() };
  const before = /^([A-Za-zφΦ][A-Za-z0-9\-./×x+*φΦ]*\d[A-Za-z0-9\-./×x+*φΦ]*)\s*([\u4e00-\u9fff].*)$/u.exec(text);
  return before === null ? { name: text, model: null } : { name: before[2] ?? '', model: before[1] ?? '' };
}

/** 4.0kW behind a name is a figure and no model. */
function isFigure(text: string): boolean {
  const unit = /^\d+(?:\.\d+)?\s*(\D.*)$/u.exec(text)?.[1];
  return unit !== undefined && isUnit(unit);
}
