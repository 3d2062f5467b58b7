export interface HighlightPart {
  readonly text: string;
  /** True for what the query asked for. */
  readonly hit: boolean;
}

/**
 * The text as written, in parts: what one of the words (in searchable form) covers, and the rest. `write` gives a character's
 * searchable form, so that full-width and traditional writing is marked too. Words of models match across separators.
 */
export function highlight(text: string, words: readonly string[], write: (character: string) => string): HighlightPart[] {
  const characters = [...text];
  const written: { readonly character: string; readonly from: number }[] = characters.flatMap((character, from) =>
    [...write(character)].filter((one) => /[\p{Script=Han}a-z0-9]/u.test(one)).map((one) => ({ character: one, from })));
  const plain = written.map((one) => one.character).join('');
  const marked = new Set<number>();
  for (const word of words) {
    if (word === '') continue;
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
      for (const { from } of written.slice(at, at + word.length)) marked.add(from);
    }
  }
  return partsOf(characters, marked);
}

function partsOf(characters: readonly string[], marked: ReadonlySet<number>): HighlightPart[] {
  const parts: { text: string; hit: boolean }[] = [];
  for (const [index, character] of characters.entries()) {
    const hit = marked.has(index);
    const last = parts.at(-1);
    if (last !== undefined && last.hit === hit) last.text += character;
    else parts.push({ text: character, hit });
  }
  return parts;
}
