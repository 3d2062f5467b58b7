import { defineMessages } from '../messages/messages.js';

/** What the REST interface refuses before a deed sees it. */
export const restMessages = defineMessages({
  REST_BODY_TOO_LARGE: { zh: '请求超过 1 MB，请分批发送', en: 'The request is larger than 1 MB: send it in parts' },
  REST_MEDIA_TYPE: { zh: '请以 application/json 发送', en: 'Send application/json' },
  REST_JSON_MALFORMED: { zh: '请求内容不是有效的 JSON（UTF-8）', en: 'The body is no valid JSON in UTF-8' },
  REST_FIELD_UNKNOWN: { zh: '没有名为此的字段，请核对接口说明（/api/v1/openapi.json）', en: 'There is no such field: see /api/v1/openapi.json' },
  REST_TYPE_WRONG: { zh: '类型不对，应为 {expected}', en: 'The type is wrong: {expected} is expected' },
  REST_LIST_LENGTH: { zh: '条数不符，界限为 {limit}', en: 'The list has not the right length: its bound is {limit}' },
  REST_VALUE_UNKNOWN: { zh: '取值应为其中之一：{allowed}', en: 'The value is one of {allowed}' },
  REST_VALUE_WRONG: { zh: '取值不符合规定（{rule}）', en: 'The value breaks a rule ({rule})' },
  REST_COUNT_WRONG: { zh: '条数须为 1 至 {max}', en: 'Ask for 1 to {max}' },
  IDEMPOTENCY_KEY_LENGTH: { zh: 'Idempotency-Key 须为 1 至 {max} 个字符', en: 'An Idempotency-Key has 1 to {max} characters' },
});
