import { defineMessages } from './messages.js';

/** What every door of the platform says, whether it is GraphQL or a file route. */
export const accessMessages = defineMessages({
  SIGN_IN_REQUIRED: { zh: '请先登录', en: 'Sign in first' },
  SESSION_EXPIRED: { zh: '登录已过期，请重新登录', en: 'The session has expired: sign in again' },
  SESSION_REVOKED: { zh: '登录已被注销，请重新登录', en: 'The session was ended: sign in again' },
  SECOND_FACTOR_REQUIRED: { zh: '请先完成第二步验证（动态口令、恢复码或短信验证码；首次登录请先设置）', en: 'Finish the second step first: the code of your authenticator, a recovery code or a code by SMS; set one up at the first sign-in' },
  SESSION_UNKNOWN: { zh: '登录凭证无效，请重新登录', en: 'The session is not known: sign in again' },
  INTERNAL: { zh: '系统内部错误，请稍后重试；如仍出现，请提供编号 {traceId}', en: 'Internal error: try again later; if it stays, report the number {traceId}' },
});
