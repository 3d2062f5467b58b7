import { fold } from '../text/fold.js';

/** Traditional characters to simplified ones; the table is a vendor's, so it comes as an argument. */
export type Simplify = (text: string) => string;

const TIMES = /[×✕✖╳]|(?<=\d\s*)\*(?=\s*\d)/gu;
const HAN_RUN = /\p{Script=Han}+/gu;
const LATIN_RUN = /[a-z0-9]+(?:[-/.()·_+x]+[a-z0-9]+)*/gu;
const BRACKETED = /[(\[【（][^()[\]【】（）]*[)\]】）]/gu;

/**
 * The one form in which texts and queries are compared, whatever the engine: NFKC, one kind of dash and dot, lower case,
 * simplified characters, × as x. White space and punctuation stay: they part words.
 */
export function searchableText(text: string, simplify: Simplify): string {
  return fold(simplify(fold(text))).toLowerCase().replace(TIMES, 'x');
}

/** Stretches of Chinese characters, of a text in searchable form. */
export function hanRuns(text: string): string[] {
  return text.match(HAN_RUN) ?? [];
}

/** Stretches of letters and digits with the separators that model numbers have inside. */
export function latinRuns(text: string): string[] {
  return text.match(LATIN_RUN) ?? [];
}

/** Pairs of neighbouring characters; a run of one has none. */
export function gramsOf(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/**
 * The text with what stands in brackets put first, so that it closes with the word it is about:
 * `煤矿用定向钻机(分体式)` → `分体式 煤矿用定向钻机`.
 */
export function bracketsFirst(text: string): string {
  const bracketed = (text.match(BRACKETED) ?? []).map((one) => one.slice(1, -1).trim());
  const rest = text.replace(BRACKETED, ' ').replace(/\s+/gu, ' ').trim();
  return [...bracketed, rest].filter((part) => part !== '').join(' ');
}

/** The character that a name's last Chinese run closes with (泵, 机, 炉, 阀, 砖 …); null for a name without Chinese. */
export function closingNoun(name: string): string | null {
  const last = hanRuns(bracketsFirst(name)).at(-1);
  return last === undefined ? null : [...last].at(-1) ?? null;
}
