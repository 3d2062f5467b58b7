const ATOM = /[a-z]+|\d+/gu;
const SEGMENT = /[a-z0-9]+/gu;
/** Longer texts are no model numbers; the cap keeps one row from flooding the index. */
const MOST_ATOMS = 16;

/** A model number, in searchable form, without its separators: `mg500/1180-wd` → `mg5001180wd`. */
export function collapsedModel(text: string): string {
  return (text.match(SEGMENT) ?? []).join('');
}

/**
 * Under what a model number is found: itself without separators, its tails from every change between letters and digits on
 * (so that the beginning of any of them is a prefix search), and its parts. `js-mg500/1180-wd` is found by `mg5001180wd`,
 * `mg500`, `500/1180`, `1180`, `wd`. Single letters are left out.
 */
export function modelTokens(text: string): string[] {
  const atoms = (text.match(ATOM) ?? []).slice(0, MOST_ATOMS);
  const tails = atoms.map((_, from) => atoms.slice(from).join(''));
  return [...new Set([...tails, ...(text.match(SEGMENT) ?? []).slice(0, MOST_ATOMS), ...atoms])].filter((token) => token.length > 1 || /\d/u.test(token));
}
