import { defineMessages } from './messages.js';

/** What every door of the platform says, whether it is GraphQL or a file route. */
export const accessMessages = defineMessages({
  SIGN_IN_REQUIRED: { zh: '请先登录', en: 'Sign in first' },
  SESSION_EXPIRED: { zh: '登录已过期，请重新登录', en: 'The session has expired: sign in again' },
  SESSION_REVOKED: { zh: '登录已被注销，请重新登录', en: 'The session was ended: sign in again' },
  SESSION_UNKNOWN: { zh: '登录凭证无效，请重新登录', en: 'The session is not known: sign in again' },
  INTERNAL: { zh: '系统内部错误，请稍后重试；如仍出现，请提供编号 {traceId}', en: 'Internal error: try again later; if it stays, report the number {traceId}' },
});
