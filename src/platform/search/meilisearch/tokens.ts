const LETTERS = 'abcdefghijklmnop';
/** The engine keeps values of 468 bytes and words of 250; a token has two letters for each byte. */
const LONGEST_BYTES = 100;

/**
 * A word of ours as one word of the engine: letters alone, so that nothing the engine knows of Chinese, figures and separators cuts
 * or joins it. Beginnings stay beginnings.
 */
export function tokenOf(word: string): string {
  return [...new TextEncoder().encode(word).subarray(0, LONGEST_BYTES)].map((byte) => `${LETTERS.charAt(byte >> 4)}${LETTERS.charAt(byte & 15)}`).join('');
}

export function tokensOf(words: Iterable<string>): string[] {
  return [...new Set(words)].filter((word) => word !== '').map(tokenOf);
}
