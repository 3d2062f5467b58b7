import { tidy } from '../text/fold.js';

/** Letters of any script, digits and the signs of mail addresses and telephone numbers. */
const LOGIN = /^[\p{L}\p{N}._@+-]{3,64}$/u;

/** The form in which a login is kept and compared: half-width, lower case, nothing invisible. Idempotent. */
export function normalLogin(login: string): string {
  return tidy(login.normalize('NFKC')).toLowerCase().normalize('NFKC');
}

/** True for a normal login of 3 to 64 characters. */
export function isLogin(login: string): boolean {
  return LOGIN.test(login) && normalLogin(login) === login;
}

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;
const DIFFERENT_CHARACTERS_MIN = 5;

/**
 * Why a new password is refused, or null. Length and what is easily guessed, no rule about kinds of characters: such rules
 * yield `Password1!` (NIST SP 800-63B, 5.1.1.2).
 */
export function passwordFault(password: string, login: string): 'PASSWORD_LENGTH' | 'PASSWORD_TOO_PLAIN' | null {
  const characters = [...password];
  if (characters.length < PASSWORD_MIN || characters.length > PASSWORD_MAX) return 'PASSWORD_LENGTH';
  if (new Set(characters).size < DIFFERENT_CHARACTERS_MIN) return 'PASSWORD_TOO_PLAIN';
  return normalLogin(password).includes(login) ? 'PASSWORD_TOO_PLAIN' : null;
}
