import { goodsNames } from '../wording/attribute-names.js';
import type { ClassDefinition } from '../class-definition.js';
import type { Taken } from './figures.js';

export interface GoodsName extends Taken {
  readonly classIds: readonly string[];
}

/** Last characters of what machines and goods are called. */
const HEAD = /[机炉泵床线车器塔釜罐阀架仪窑箱柜站锅桥吊轮辊秤表钻铲屏梯灯池砖板块玻璃件轴具房台]$/u;
/** What divides a name from what is said of it. */
const DIVIDES = /[^\u4e00-\u9fffA-Za-z]|[的要需带配含和与及或是有能换想拟购买选为请把]/u;

/** Where the goods of all classes are named in texts. Built once for an edition of the classes. */
export class GoodsWords {
  private readonly byInitial = new Map<string, string[]>();
  private readonly classes = new Map<string, string[]>();
  private readonly byEnd = new Map<string, string[]>();

  constructor(definitions: Iterable<ClassDefinition>) {
    for (const { id, zh, alsoCalled, kinds } of definitions) {
      for (const name of [zh, ...alsoCalled, ...kinds.map((kind) => kind.zh)].flatMap(goodsNames)) this.add(name, id);
    }
    for (const words of this.byInitial.values()) words.sort((a, b) => b.length - a.length);
  }

  /** The longest names in a text in lower case, none inside another. */
  namesIn(text: string): GoodsName[] {
    const found: GoodsName[] = [];
    for (let at = 0; at < text.length; at += 1) {
      const word = this.byInitial.get(text.charAt(at))?.find((one) => text.startsWith(one, at));
      if (word === undefined) continue;
      found.push({ start: at, end: at + word.length, classIds: this.classes.get(word) ?? [] });
      at += word.length - 1;
    }
    return found;
  }

  /** What names end with, as people shorten them (空压机 of 螺杆空压机), the longest at each place. For guessing a class alone. */
  shortNamesIn(text: string): GoodsName[] {
    const found: GoodsName[] = [];
    for (let at = 0; at < text.length; at += 1) {
      for (let size = 5; size >= 2; size -= 1) {
        const classIds = this.byEnd.get(text.slice(at, at + size));
        if (classIds === undefined) continue;
        found.push({ start: at, end: at + size, classIds });
        break;
      }
    }
    return found;
  }

  private addEnds(name: string, classId: string): void {
    if (!HEAD.test(name)) return;
    for (let size = 2; size <= Math.min(5, name.length - 1); size += 1) {
      const end = name.slice(-size);
      const ids = this.byEnd.get(end);
      if (ids === undefined) this.byEnd.set(end, [classId]);
      else if (!ids.includes(classId)) ids.push(classId);
    }
  }

  private add(name: string, classId: string): void {
    this.addEnds(name, classId);
    const ids = this.classes.get(name);
    if (ids === undefined) {
      this.classes.set(name, [classId]);
      const words = this.byInitial.get(name.charAt(0));
      if (words === undefined) this.byInitial.set(name.charAt(0), [name]);
      else words.push(name);
    } else if (!ids.includes(classId)) ids.push(classId);
  }
}

/**
 * True when a word only stands in the name of the goods: it runs on, without 的 or 要 between, into a name of goods or into what
 * machines are called (永磁变频螺杆空压机, 燃气蒸汽锅炉).
 */
export function standsInName(text: string, start: number, end: number, names: readonly GoodsName[]): boolean {
  if (names.some((name) => name.start <= start && name.end >= end)) return true;
  let last = end;
  while (last < text.length && last - end < 12 && !DIVIDES.test(text.charAt(last))) last += 1;
  if (last === end) return false;
  const run = text.slice(end, last);
  return names.some((name) => name.start >= end && name.start < last) || HEAD.test(run) || [...run].some((_, at) => at > 0 && HEAD.test(run.slice(0, at + 1)) && /^[一二两三四五六七八九十\d]/u.test(text.charAt(end + at + 1)));
}
