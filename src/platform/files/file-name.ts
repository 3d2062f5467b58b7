const MAX_CHARACTERS = 255;
const EXTENSION = /\.[\p{L}\p{N}]{1,10}$/u;

/**
 * A file's name as it is shown: the last part of a path of any system, without control and text-direction characters and halves of pairs,
 * 1 to 255 characters, the extension kept when it must be cut. Never used as a path, and never to tell what the file is.
 */
export function cleanFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  if (clean === '' || clean === '.' || clean === '..') return 'file';
  const characters = [...clean];
  if (characters.length <= MAX_CHARACTERS) return clean;
  const extension = EXTENSION.exec(clean)?.[0] ?? '';
  return characters.slice(0, MAX_CHARACTERS - [...extension].length).join('') + extension;
}
