import type { SourceText } from '../tree.js';

/** Lines of a file before its first lines must say why it is long. */
const LONGEST_LINES = 300;
const REASON_WITHIN_LINES = 5;
const CODE = /\.(ts|js|mjs|cjs)$/;
const VAGUE = /^(utils?|helpers?|commons?|misc|managers?|stuff)$/i;
/** As a whole name it says nothing; beside a noun it may be the trade's own word (the shared strings of a workbook). */
const VAGUE_ALONE = /^shared$/i;

/** Files of code over 300 lines whose first five lines carry no `// long because: …`. */
export function filesTooLong(files: readonly SourceText[]): string[] {
  return files.filter(({ path }) => CODE.test(path)).flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, '').split('\n');
    if (lines.length <= LONGEST_LINES) return [];
    const reason = lines.slice(0, REASON_WITHIN_LINES).some((line) => /^\s*(\/\/|\*|\/\*)\s*long because: \S.{9,}/.test(line));
    return reason ? [] : [`${path}: ${lines.length} lines and no "long because: …" in the first ${REASON_WITHIN_LINES}`];
  });
}

/** Files and folders whose name says nothing: `utils.ts`, `date-helpers.ts`, `common/money.ts`. */
export function vagueNames(paths: readonly string[]): string[] {
  return paths.filter((path) => path.split('/').some((part) => VAGUE_ALONE.test(part.split('.')[0] ?? '') || part.split(/[.\-_]/).some((word) => VAGUE.test(word))));
}

/** Comments that silence the linter or the compiler without naming the rule and, after ` -- `, the reason. */
export function silencedWithoutReason(files: readonly SourceText[]): string[] {
  return files.filter(({ path }) => CODE.test(path)).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, n) => (isUnreasoned(line) ? [`${path}:${n + 1}: ${line.trim()}`] : [])));
}

function isUnreasoned(line: string): boolean {
  const silenced = /(?:(?:\/\/|\/\*)\s*eslint-disable(?:-next-line|-line)?|\/\*\s*eslint(?=\s+[\w@]))(.*)/.exec(line);
  if (silenced === null) return /(?:\/\/|\/\*)\s*@ts-(?:ignore|nocheck|expect-error)\b/.test(line);
  const [rules = '', reason = ''] = (silenced[1] ?? '').replace(/\*\/\s*$/, '').split(/\s--\s/);
  return rules.trim() === '' || reason.trim().length < 10;
}
