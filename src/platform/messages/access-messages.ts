import { defineMessages } from './messages.js';

/** What every door of the platform says, whether it is GraphQL or a file route. */
export const accessMessages = defineMessages({
  SIGN_IN_REQUIRED: { zh: '请先登录', en: 'Sign in first' },
  SESSION_EXPIRED: { zh: '登录已过期，请重新登录', en: 'The session has expired: sign in again' },
  SESSION_REVOKED: { zh: '登录已被注销，请重新登录', en: 'The session was ended: sign in again' },
  SECOND_FACTOR_REQUIRED: { zh: '请先完成第二步验证（动态口令、恢复码或短信验证码；首次登录请先设置）', en: 'Finish the second step first: the code of your authenticator, a recovery code or a code by SMS; set one up at the first sign-in' },
  TOKEN_UNKNOWN: { zh: '接口令牌无效，请检查是否完整复制', en: 'The API token is not known: check that it was copied whole' },
  TOKEN_EXPIRED: { zh: '接口令牌已过期，请由单位管理员新建令牌后更换', en: 'The API token has expired: have an owner of the organisation make a new one' },
  TOKEN_REVOKED: { zh: '接口令牌已撤销，请由单位管理员新建令牌后更换', en: 'The API token was revoked: have an owner of the organisation make a new one' },
  TOKEN_NOT_HERE: { zh: '此功能只供人员登录后使用，接口令牌不能访问', en: 'This is for people who have signed in and is closed to API tokens' },
  SCOPE_MISSING: { zh: '接口令牌缺少权限 {scope}，请由单位管理员新建包含此权限的令牌', en: 'The API token lacks the scope {scope}: have an owner make one that has it' },
  SESSION_UNKNOWN: { zh: '登录凭证无效，请重新登录', en: 'The session is not known: sign in again' },
  INTERNAL: { zh: '系统内部错误，请稍后重试；如仍出现，请提供编号 {traceId}', en: 'Internal error: try again later; if it stays, report the number {traceId}' },
});
