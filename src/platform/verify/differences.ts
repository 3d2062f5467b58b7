/** A thing by its key; `value` is what must be the same on both sides. */
export interface Keyed {
  readonly key: string;
  readonly value: string;
}

/** A key that two sides tell differently; null where a side does not know it. */
export interface Difference {
  readonly key: string;
  readonly left: string | null;
  readonly right: string | null;
}

/**
 * Compares two streams that are in the order of their keys (code points, each key once) and answers where they differ. One
 * pair is held at a time, so that rooms of any size can be compared whose tables no one statement may name together.
 */
export async function* differences(left: AsyncIterable<Keyed>, right: AsyncIterable<Keyed>): AsyncGenerator<Difference> {
  const sides = [left[Symbol.asyncIterator](), right[Symbol.asyncIterator]()] as const;
  let [a, b] = [await sides[0].next(), await sides[1].next()];
  while (a.done !== true || b.done !== true) {
    const order = a.done === true ? 1 : b.done === true ? -1 : compare(a.value.key, b.value.key);
    if (order === 0) {
      if (a.value.value !== b.value.value) yield { key: a.value.key, left: a.value.value, right: b.value.value };
    } else if (order < 0) yield { key: a.value.key, left: a.value.value, right: null };
    else yield { key: b.value.key, left: null, right: b.value.value };
    if (order <= 0) a = await sides[0].next();
    if (order >= 0) b = await sides[1].next();
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
