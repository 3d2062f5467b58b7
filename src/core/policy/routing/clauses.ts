/** A stretch of a text between stops, with its place in it. */
export interface Clause {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const STOP = /[,;:!?。，；：！？\n]|\.(?!\d)|\s(?=[\u4e00-\u9fff])(?<=[\u4e00-\u9fff]\s)/gu;

/** The clauses of a text. Lists (、) stay together, since what is said before or behind them is said of each. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  for (const stop of [...text.matchAll(STOP), null]) {
    const to = stop?.index ?? text.length;
    if (text.slice(from, to).trim() !== '') clauses.push({ text: text.slice(from, to), from, to });
    from = to + 1;
  }
  return clauses;
}
