/** The lines of a seed table by heading; its cells hold no quotes, commas or line breaks. Throws on a line of another width. */
export function tableLines(csv: string): Readonly<Record<string, string>>[] {
  const [heading, ...lines] = csv.trim().split(/\r?\n/u).map((line) => line.split(','));
  if (heading === undefined) return [];
  return lines.map((cells, index) => {
    if (cells.length !== heading.length) throw new Error(`Line ${index + 2} has ${cells.length} cells and the heading ${heading.length}.`);
    return Object.fromEntries(heading.map((name, place) => [name, cells[place] ?? '']));
  });
}

/** A cell that must hold a number. */
export function figure(line: Readonly<Record<string, string>>, name: string): number {
  const text = line[name] ?? '';
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new Error(`"${text}" under ${name} is no number.`);
  return value;
}

/** A cell that may be empty. */
export function figureOrNull(line: Readonly<Record<string, string>>, name: string): number | null {
  return (line[name] ?? '') === '' ? null : figure(line, name);
}
