import type { Mail } from './mailer.port.js';

const LINE = 76;
/** Characters of one encoded word, of at most four bytes each: with frame and `Subject: ` it stays below 78 (RFC 2047, 2; RFC 5322, 2.1.1). */
const WORD_CHARACTERS = 10;

/**
 * A mail as it travels and as mail programs open it (RFC 5322, MIME): UTF-8 in base64 throughout, so that no sign of a text can
 * become a header. `domain`: what stands behind the @ of the Message-ID.
 */
export function emlOf({ to, subject, text, reference }: Mail, from: string, domain: string, at: Date): string {
  return [
    `Message-ID: <${reference}@${domain}>`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${encodedWords(subject)}`,
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...wrapped(base64(text.replace(/\r?\n/g, '\r\n'))),
    '',
  ].join('\r\n');
}

/** Words are cut between characters: half a character in each of two words is none. */
function encodedWords(text: string): string {
  const characters = [...text];
  const words: string[] = [];
  for (let from = 0; from < characters.length; from += WORD_CHARACTERS) words.push(`=?UTF-8?B?${base64(characters.slice(from, from + WORD_CHARACTERS).join(''))}?=`);
  return words.join('\r\n ');
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (let from = 0; from < text.length; from += LINE) lines.push(text.slice(from, from + LINE));
  return lines;
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
