/** What a demand may hold; each is told with the refusal that it causes. */
export const LIMITS = {
  lines: 500,
  /** Lines that one batch may write: a longer transaction holds the outbox back. */
  linesAtOnce: 1_000,
  classes: 10,
  /** Kinds of software that one line pairs with its machines. */
  software: 5,
  requirements: 50,
  retires: 50,
  /** Machines of the register that one line retires. */
  equipment: 200,
  titleCharacters: 200,
  wordsCharacters: 5_000,
  unitCharacters: 20,
  nameCharacters: 200,
  externalRefCharacters: 100,
  reasonCharacters: 500,
  /** How far ahead a day may lie that something is needed by. */
  yearsAhead: 30,
} as const;
