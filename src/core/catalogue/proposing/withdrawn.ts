import type { SheetCell } from '../../table/sheet.js';
import { wordKey } from '../../text/fold.js';

/** What a legend says of the goods that are no longer sold. */
export interface Legend {
  /** Names of colours (黄), for grounds and writing. */
  readonly colours: readonly string[];
  /** Exact grounds, RRGGBB, from a patch of colour beside the words. */
  readonly fills: readonly string[];
  /** Signs that mark a name: ★, *. */
  readonly signs: readonly string[];
}

export const NO_LEGEND: Legend = { colours: [], fills: [], signs: [] };

const OFF = /停产|停售|下架|退市|下市|停止(?:供|生产|销售)|不再(?:供|生产|销售|接单)|已淘汰|已退出|绝版|断供|清退|不生产/u;
const NOT_OFF = /(?:替代|代替|取代|替换|升级自|接替|非|未|不|没有|原)(?:已|原)?(?:停产|停售|下架)|(?:停产|停售|下架)(?:型号|产品|机型)?(?:的)?(?:替代|升级|换代)/u;
const COLOUR_NAMES = ['红', '橙', '黄', '绿', '青', '蓝', '紫', '粉', '灰', '白', '黑'] as const;
const SIGNS = /[★☆▲△●◆■※*#▼◎]/gu;

/** Of a text, as far as it is read. */
const LONGEST = 4_000;

/** True when words say that goods are off the market; 替代停产型号 says it of others. */
export function saysOff(text: string): boolean {
  const key = wordKey(text.slice(0, LONGEST));
  return OFF.test(key) && !NOT_OFF.test(key);
}

/** What a line of text says of colours and signs; nothing when it speaks of something else. */
export function legendOf(text: string): Legend {
  const parts = text.slice(0, LONGEST).split(/[；;。\n]|[,，](?=[^,，]{0,4}[红橙黄绿青蓝紫粉灰★☆▲△●◆■※*#])/u).filter((part) => OFF.test(wordKey(part)));
  return {
    colours: [...new Set(parts.flatMap((part) => COLOUR_NAMES.filter((name) => new RegExp(`${name}(?:色|底|字|标|框|格|背景|填充)|标${name}|${name}$|${name}[=＝:：]`, 'u').test(part))))], fills: [],
    signs: [...new Set(parts.flatMap((part) => part.match(SIGNS) ?? []))],
  };
}

export function joined(a: Legend, b: Legend): Legend {
  return { colours: [...a.colours, ...b.colours], fills: [...a.fills, ...b.fills], signs: [...a.signs, ...b.signs] };
}

/** True when the dress of a cell is one that the legend speaks of. */
export function isMarked({ fill, ink }: SheetCell, legend: Legend): boolean {
  if (fill !== null && legend.fills.includes(fill)) return true;
  const names = [...(fill === null ? [] : colourNames(fill)), ...(ink === null ? [] : colourNames(ink))];
  return names.some((name) => legend.colours.includes(name));
}

/** What people call a colour; shades between two are called by both names. */
export function colourNames(rgb: string): readonly string[] {
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16) / 255) as [number, number, number];
  const [high, low] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const spread = high - low;
  if (spread < 0.1) return high > 0.96 ? ['白'] : high < 0.2 ? ['黑'] : ['灰'];
  const hue = 60 * (high === red ? ((green - blue) / spread + 6) % 6 : high === green ? (blue - red) / spread + 2 : (red - green) / spread + 4);
  const pale = low / high > 0.45;
  const named: readonly (readonly [from: number, to: number, name: string])[] = [
    [0, 18, '红'], [340, 360, '红'], [14, 48, '橙'], [38, 72, '黄'], [68, 168, '绿'], [160, 200, '青'], [188, 258, '蓝'], [250, 305, '紫'], [300, 345, '粉'],
  ];
  return [...named.filter(([from, to]) => hue >= from && hue <= to).map(([, , name]) => name), ...(pale && (hue < 18 || hue > 320) ? ['粉'] : [])];
}
