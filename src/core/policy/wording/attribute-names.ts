import type { AttributeDefinition } from '../class-definition.js';
import { wordKey } from '../../text/fold.js';
import { CHOICE_WORDS, YES_NO_WORDS } from './choice-words.js';
import { FIGURE_WORDS } from './figure-words.js';

/** Words that change nothing of what is measured, only whose or how much of it. */
const MODIFIERS = /额定|公称|标称|标准|名义|最大|最高|最小|最低|最远|上限|下限|整机|整车|单台|适用|适应|配套|设计|有效|满载|实际|理论|综合|外形|总(?!质量|重|和)|可见光/gu;
const SEPARATOR = /[\s/、,;()]+/u;

const figureWords = wordTable(FIGURE_WORDS.flatMap(([names, words]) => names.split(' ').map((name) => [name, words] as const)));
const choiceWords = wordTable(CHOICE_WORDS);
const yesWords = wordTable(YES_NO_WORDS.map(([name, yes]) => [name, yes]));
const noWords = wordTable(YES_NO_WORDS.map(([name, , no = '']) => [name, no]));

/** All names under which a figure may stand, the attribute's own first; folded. */
export function figureNames(attribute: AttributeDefinition): readonly string[] {
  const own = nameVariants(attribute.zh);
  return [...new Set([...own, ...own.flatMap((name) => figureWords.get(name) ?? [])])];
}

/** What in running text says yes to an attribute, and what says no to it without a negation. */
export function yesNoNames(attribute: AttributeDefinition): { readonly yes: readonly string[]; readonly no: readonly string[] } {
  const key = wordKey(attribute.zh);
  const own = nameVariants(attribute.zh).map((name) => name.replace(/(?:功能|装置|能力|接口|处理|系统)$/u, '').replace(/^(?:含|带|支持|可|采用|取得|已取得)/u, '')).filter((name) => name.length >= 2);
  return { yes: [...new Set([...own, ...yesWords.get(key) ?? []])], no: noWords.get(key) ?? [] };
}

/** What in running text names a value of a choice; longer names first, so that `环锤式` is not read as `锤式`. */
export function valueNames(zh: string): readonly string[] {
  const own = nameVariants(zh);
  const bare = own.map((name) => name.replace(/(?:型|式|类)$/u, '')).filter((name) => name.length >= 2);
  return [...new Set([...own, ...bare, ...choiceWords.get(wordKey(zh)) ?? []])].sort((a, b) => b.length - a.length);
}

/** Every label is held against thousands of names. */
const CORES = new Map<string, string>();
const CORES_MAX = 20_000;

/** A label without words that change nothing of what is measured; the label itself when nothing would be left. */
export function coreOf(label: string): string {
  const known = CORES.get(label);
  if (known !== undefined) return known;
  const bare = label.replace(MODIFIERS, '');
  const core = bare === '' ? label : bare;
  if (CORES.size < CORES_MAX) CORES.set(label, core);
  return core;
}

/** `发动机(电机)功率` is 发动机功率 and 电机功率, `罐体/箱体容积` is 罐体容积 and 箱体容积, `厚度(墙厚)` is 厚度 and 墙厚. */
export function nameVariants(zh: string): string[] {
  const key = wordKey(zh);
  const inner = [...key.matchAll(/\(([^()]*)\)/gu)].map((match) => match[1] ?? '').filter((one) => one.length >= 2 && !/^[±\d]/u.test(one));
  const outside = key.replace(/\([^()]*\)/gu, '');
  const swapped = inner.filter((one) => /[\u4e00-\u9fff]/u.test(one)).map((one) => key.replace(new RegExp(`[^()]{${one.length}}\\(${escaped(one)}\\)`, 'u'), one));
  return [...new Set([key, outside, ...alternatives(outside), ...inner.flatMap(alternatives), ...swapped.filter((one) => !one.includes('('))])].filter((one) => one !== '');
}

/**
 * The names that a kind's name holds. Parts that end alike are whole names (微耕机/田园管理机); others share the beginning of the first
 * or the end of the last: 燃料电池载货/冷藏车, 端头/超前液压支架.
 */
export function goodsNames(zh: string): string[] {
  const key = wordKey(zh);
  const outside = key.replace(/\([^()]*\)/gu, '');
  const inner = [...key.matchAll(/\(([^()]*)\)/gu)].flatMap((match) => (match[1] ?? '').split('/')).filter((one) => /^[a-z][a-z0-9-]+$/u.test(one));
  const names = key.includes('/') ? partedNames(outside) : nameVariants(zh).filter((one) => !one.includes('('));
  return [...new Set([key.replace(/[()]/gu, ''), outside, ...names, ...inner])].filter((one) => one.length >= 2);
}

function partedNames(text: string): string[] {
  const parts = text.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  return parts.flatMap((part) => {
    if (part === last || part.at(-1) === last.at(-1)) return part === last && parts.some((one) => one.length > 3 && one.at(-1) !== last.at(-1)) ? [] : [part];
    const ends = Array.from({ length: last.length - 1 }, (_, at) => part + last.slice(at + 1));
    const beginnings = part.length > 3 ? Array.from({ length: part.length - 2 }, (_, at) => part.slice(0, at + 2) + last) : [];
    return [...ends, ...beginnings];
  });
}

/** The parts of `甲/乙丙`, each with the end that the last one has. */
function alternatives(text: string): string[] {
  const parts = text.split('/').filter((part) => part !== '');
  if (parts.length < 2) return parts;
  const last = parts.at(-1) ?? '';
  const shared = parts.slice(0, -1).flatMap((part) => (last.length > 2 ? [part + last.slice(-2)] : []));
  return [...parts.filter((part) => part.length >= 2), ...shared];
}

function wordTable(entries: readonly (readonly [name: string, words: string])[]): ReadonlyMap<string, readonly string[]> {
  return new Map(entries.map(([name, words]) => [wordKey(name), words.split(SEPARATOR).filter((word) => word !== '').map(wordKey)]));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
