import type { IncomingHttpHeaders } from 'node:http';
import { TOKEN_PREFIX } from '../../core/access/token-scopes.js';
import type { MemberViewer } from '../../core/access/viewer.js';
import { done, refused, type Outcome } from '../../core/outcome/outcome.js';
import type { SessionReader, SessionReading } from './session-reader.port.js';

/** The market's; the admin process has one of its own, since browsers do not tell ports of a host apart. */
export const SESSION_COOKIE = 'duijie_session';
export const ADMIN_SESSION_COOKIE = 'duijie_admin_session';

const CODES: Readonly<Record<Exclude<SessionReading['state'], 'VALID'>, string>> = {
  UNKNOWN: 'SESSION_UNKNOWN', EXPIRED: 'SESSION_EXPIRED', REVOKED: 'SESSION_REVOKED', HALFWAY: 'SECOND_FACTOR_REQUIRED',
  TOKEN_UNKNOWN: 'TOKEN_UNKNOWN', TOKEN_EXPIRED: 'TOKEN_EXPIRED', TOKEN_REVOKED: 'TOKEN_REVOKED',
};

/** A session that was read: whom it stands for, and whom once its second step is done. */
export interface SessionRead {
  readonly viewer: Outcome<MemberViewer>;
  readonly halfway: MemberViewer | null;
}

/**
 * The member behind a request: bearer token for machines, else the cookie for browsers. Refusals, all NOT_ALLOWED:
 * SIGN_IN_REQUIRED, SESSION_UNKNOWN, SESSION_EXPIRED, SESSION_REVOKED, SECOND_FACTOR_REQUIRED, TOKEN_NOT_HERE for every token of
 * other software, since what asks for a person asks here; and CROSS_SITE_REQUEST when a browser says that another site's page
 * sends its cookie: a form needs no permission of ours to do that.
 */
export async function readSession(headers: IncomingHttpHeaders, sessions: SessionReader, at: Date, cookie = SESSION_COOKIE): Promise<Outcome<MemberViewer>> {
  const { viewer } = await readWholeSession(headers, sessions, at, cookie);
  return viewer.ok && viewer.value.token !== undefined ? refused('NOT_ALLOWED', 'TOKEN_NOT_HERE') : viewer;
}

/**
 * As `readSession`, for doors that judge tokens by their scopes, which may also find TOKEN_UNKNOWN, TOKEN_EXPIRED and TOKEN_REVOKED;
 * with the member whose second step is still to come, for the few fields by which it is done.
 */
export async function readWholeSession(headers: IncomingHttpHeaders, sessions: SessionReader, at: Date, cookie = SESSION_COOKIE): Promise<SessionRead> {
  const nobody = (code: string): SessionRead => ({ viewer: refused('NOT_ALLOWED', code), halfway: null });
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  const token = bearer ?? cookieOf(headers.cookie, cookie);
  if (token === undefined) return nobody('SIGN_IN_REQUIRED');
  if (bearer === undefined && headers['sec-fetch-site'] === 'cross-site') return nobody('CROSS_SITE_REQUEST');
  // No browser keeps a token for us: one in a cookie was put there by somebody else.
  if (bearer === undefined && token.startsWith(TOKEN_PREFIX)) return nobody('SESSION_UNKNOWN');
  const reading = await sessions.read(token, at);
  if (reading.state === 'VALID') return { viewer: done(reading.viewer), halfway: null };
  return { ...nobody(CODES[reading.state]), halfway: reading.state === 'HALFWAY' ? reading.viewer : null };
}

function cookieOf(header: string | undefined, cookie: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [name, ...value] = pair.trim().split('=');
    if (name === cookie) return value.join('=').replace(/^"(.*)"$/, '$1') || undefined;
  }
  return undefined;
}
