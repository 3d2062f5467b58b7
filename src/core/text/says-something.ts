/** True when the text has a letter, a Chinese character or a figure: blanks, marks and characters without width say nothing, however many. */
export function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
