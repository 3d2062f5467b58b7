import type { IncomingHttpHeaders } from 'node:http';
import type { MemberViewer } from '../../core/access/viewer.js';
import { done, refused, type Outcome } from '../../core/outcome/outcome.js';
import type { SessionReader, SessionReading } from './session-reader.port.js';

/** The market's; the admin process has one of its own, since browsers do not tell ports of a host apart. */
export const SESSION_COOKIE = 'duijie_session';
export const ADMIN_SESSION_COOKIE = 'duijie_admin_session';

const CODES: Readonly<Record<Exclude<SessionReading['state'], 'VALID'>, string>> = {
  UNKNOWN: 'SESSION_UNKNOWN', EXPIRED: 'SESSION_EXPIRED', REVOKED: 'SESSION_REVOKED',
};

/**
 * The member behind a request: bearer token for machines, else the cookie for browsers. Refusals, all NOT_ALLOWED:
 * SIGN_IN_REQUIRED, SESSION_UNKNOWN, SESSION_EXPIRED, SESSION_REVOKED, and CROSS_SITE_REQUEST when a browser says that
 * another site's page sends its cookie: a form needs no permission of ours to do that.
 */
export async function readSession(headers: IncomingHttpHeaders, sessions: SessionReader, at: Date, cookie = SESSION_COOKIE): Promise<Outcome<MemberViewer>> {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  const token = bearer ?? cookieOf(headers.cookie, cookie);
  if (token === undefined) return refused('NOT_ALLOWED', 'SIGN_IN_REQUIRED');
  if (bearer === undefined && headers['sec-fetch-site'] === 'cross-site') return refused('NOT_ALLOWED', 'CROSS_SITE_REQUEST');
  const reading = await sessions.read(token, at);
  return reading.state === 'VALID' ? done(reading.viewer) : refused('NOT_ALLOWED', CODES[reading.state]);
}

function cookieOf(header: string | undefined, cookie: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [name, ...value] = pair.trim().split('=');
    if (name === cookie) return value.join('=').replace(/^"(.*)"$/, '$1') || undefined;
  }
  return undefined;
}
