import { tidy } from '../text/fold.js';
import type { Channel } from './preference.js';

/** Where a robot posts: which vendor's, and the key of its group. The address is built from these, so that it leads nowhere else. */
export interface RobotAddress {
  readonly channel: 'WECOM' | 'DINGTALK';
  readonly key: string;
}

const ROBOTS: readonly (readonly [RobotAddress['channel'], RegExp])[] = [
  ['WECOM', /^https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=([A-Za-z0-9_-]{8,128})$/],
  ['DINGTALK', /^https:\/\/oapi\.dingtalk\.com\/robot\/send\?access_token=([A-Za-z0-9_-]{8,128})$/],
];

/** The robot of a webhook address as the vendors show it; null for every other address, whatever it looks like. */
export function robotOf(url: string): RobotAddress | null {
  for (const [channel, form] of ROBOTS) {
    const key = form.exec(url.trim())?.[1];
    if (key !== undefined) return { channel, key };
  }
  return null;
}

const EMAIL = /^[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/;
const EMAIL_MAX = 200;
const MOBILE = /^1[3-9]\d{9}$/;

/** An address in the form in which it is kept and compared; null when no carrier would take it. Mobile numbers of the mainland alone. */
export function normalAddress(channel: 'EMAIL' | 'SMS', text: string): string | null {
  const folded = tidy(text.normalize('NFKC'));
  if (channel === 'EMAIL') {
    const email = folded.toLowerCase();
    return EMAIL.test(email) && email.length <= EMAIL_MAX && !email.includes('..') ? email : null;
  }
  const mobile = folded.replace(/^(?:\+|00)?86[\s-]*(?=1[3-9])/, '').replace(/[\s-]/g, '');
  return MOBILE.test(mobile) ? mobile : null;
}

/** As much of an address as its owner needs to know it again: 138****5678, w***@example.com, of a robot's key the last four signs. */
export function maskedAddress(channel: Channel, address: string): string {
  if (channel === 'SMS') return `${address.slice(0, 3)}****${address.slice(-4)}`;
  if (channel === 'EMAIL') return `${address.slice(0, 1)}***${address.slice(address.indexOf('@'))}`;
  return `***${address.slice(-4)}`;
}

/** How long a code may be used, how often it may be typed wrong, and how soon another is sent. */
export const CODE_LIFE_MS = 15 * 60_000;
export const CODE_TRIES = 5;
export const CODE_REST_MS = 60_000;
/** Codes that one organisation may ask for in a day, and that one address gets in an hour from anybody: nobody is to be flooded by ours. */
export const CODES_A_DAY = 20;
export const CODES_AN_HOUR = 3;

export interface GivenCode {
  readonly sentAt: Date;
  readonly tries: number;
}

/** What a typed code comes to; `fits`: it is the one that was sent. */
export function codeVerdict({ sentAt, tries }: GivenCode, fits: boolean, at: Date): 'CONFIRMED' | 'WRONG' | 'EXPIRED' {
  if (tries >= CODE_TRIES || at.getTime() - sentAt.getTime() >= CODE_LIFE_MS) return 'EXPIRED';
  return fits ? 'CONFIRMED' : 'WRONG';
}
