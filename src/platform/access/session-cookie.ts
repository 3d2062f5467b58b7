import { SESSION_COOKIE } from './read-session.js';

/** Name of the cookie in which browsers keep this process's session. */
export class SessionCookie {
  constructor(readonly name = SESSION_COOKIE) {}
}
