/** A clause of the work plan as it numbers itself: chapter `二`, section `二（一）`, item `二（一）1`. */
export interface PlanClause {
  readonly ref: string;
  /** The clause it stands in; null for a chapter. */
  readonly parentRef: string | null;
  readonly title: string;
  /** Literal text behind the title, without the clauses inside it; a line break for each paragraph. */
  readonly text: string;
  /** Departments in the brackets that close the clause; empty where none are named. */
  readonly departments: readonly string[];
}

const CHAPTER = /^([一二三四五六七八九十])、(.+)$/u;
const SECTION = /^（([一二三四五六七八九十])）(.+)$/u;
const ITEM = /^([0-9]{1,2})\.(.+)$/u;
const DEPARTMENTS = /（([^（）]*(?:省|行|局)[^（）]*)）$/u;
/** A line that ends otherwise was broken inside a sentence. */
const SENTENCE_END = /[。；：）]$/u;

interface Open { ref: string; parentRef: string | null; title: string; lines: string[] }

/** The plan's text cut into its clauses, in its order. Text before the first chapter belongs to none. */
export function planClauses(text: string): PlanClause[] {
  const clauses: Open[] = [];
  let chapter = '';
  let section = '';
  for (const line of text.split('\n').map((one) => one.trim()).filter((one) => one !== '')) {
    const [, chapterNumber, chapterTitle] = CHAPTER.exec(line) ?? [];
    const [, sectionNumber, sectionText] = SECTION.exec(line) ?? [];
    const [, itemNumber, itemText] = ITEM.exec(line) ?? [];
    if (chapterNumber !== undefined && chapterTitle !== undefined) {
      [chapter, section] = [chapterNumber, ''];
      clauses.push(opened(chapter, null, chapterTitle));
    } else if (chapter !== '' && sectionNumber !== undefined && sectionText !== undefined) {
      section = `${chapter}（${sectionNumber}）`;
      clauses.push(opened(section, chapter, sectionText));
    } else if (section !== '' && itemNumber !== undefined && itemText !== undefined) {
      clauses.push(opened(`${section}${itemNumber}`, section, itemText));
    } else {
      clauses.at(-1)?.lines.push(line);
    }
  }
  return clauses.map(closed);
}

/** The number that a reference begins with: `三（一）1 煤炭行业` is about clause `三（一）1`. */
export function clauseRef(reference: string): string {
  return reference.trim().split(/\s/u, 1)[0] ?? '';
}

function opened(ref: string, parentRef: string | null, text: string): Open {
  const stop = text.indexOf('。');
  return stop < 0 ? { ref, parentRef, title: text, lines: [] } : { ref, parentRef, title: text.slice(0, stop), lines: [text.slice(stop + 1)] };
}

function closed({ ref, parentRef, title, lines }: Open): PlanClause {
  const whole = lines.reduce((text, line) => (text === '' ? line : `${text}${SENTENCE_END.test(text) ? '\n' : ''}${line}`), '').trim();
  const found = DEPARTMENTS.exec(whole);
  return { ref, parentRef, title, text: (found === null ? whole : whole.slice(0, found.index)).trim(), departments: found?.[1]?.split('、') ?? [] };
}
