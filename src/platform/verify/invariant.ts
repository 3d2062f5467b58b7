import type { Tx } from '../db/tx.js';

/** What breaks an invariant: how much of it, and what in particular, at most `KEPT`, in one order. */
export interface Broken {
  readonly count: number;
  readonly what: readonly string[];
}

export interface InvariantText {
  /** Upper case, for programs; never renamed. */
  readonly code: string;
  /** What must hold. */
  readonly zh: string;
  readonly en: string;
  /** What to do where it does not hold. */
  readonly fix: { readonly zh: string; readonly en: string };
  /** Handlers whose work brings it about: while jobs of theirs or undelivered events wait, what is broken may be about to be mended. */
  readonly after?: readonly string[];
}

/** Something that must hold of the data whatever happened to the processes. */
export interface Invariant extends InvariantText {
  /** Everything that breaks it in the snapshot of this transaction. */
  broken(tx: Tx): Promise<Broken>;
}

/** So many are named; the others are counted. */
export const KEPT = 1_000;

/** Collects what breaks an invariant out of a stream of any length. */
export async function brokenOf(found: AsyncIterable<string>): Promise<Broken> {
  const what: string[] = [];
  let count = 0;
  for await (const one of found) {
    if (count++ < KEPT) what.push(one);
  }
  return { count, what };
}
