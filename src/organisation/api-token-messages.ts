import { defineMessages } from '../platform/messages/messages.js';

/** What tokens of other software are refused with, and what people are told of them. */
export const apiTokenMessages = defineMessages({
  API_TOKENS_TOO_MANY: { zh: '有效的接口令牌已有 {max} 个，请先撤销不再使用的', en: '{max} tokens work already: revoke those that are not used any more first' },
  API_TOKEN_NAME_LENGTH: { zh: '请填写令牌名称（1 至 {max} 字），例如使用它的系统', en: 'Give the token a name of 1 to {max} characters, such as the software that uses it' },
  API_TOKEN_WITHOUT_SCOPE: { zh: '请至少选择一项权限', en: 'Choose at least one scope' },
  API_TOKEN_DAYS: { zh: '有效期须为 1 至 {max} 天', en: 'A token is good for 1 to {max} days' },
  API_TOKEN_REVOKED_ALREADY: { zh: '该令牌已撤销，或其创建人已离开本单位', en: 'The token is revoked already, or who made it has left' },

  NOTICE_API_TOKEN_CREATED: { zh: '新建了接口令牌「{name}」（末四位 {lastLetters}）；如非本单位所为，请立即撤销', en: 'An API token was made: “{name}”, ending in {lastLetters}. Revoke it at once if that was not you' },
  NOTICE_API_TOKEN_REVOKED: { zh: '接口令牌「{name}」（末四位 {lastLetters}）已撤销，使用它的系统不能再访问', en: 'The API token “{name}”, ending in {lastLetters}, was revoked: software that uses it has no access any more' },
});
