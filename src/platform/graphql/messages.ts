import { defineMessages } from '../messages/messages.js';

/** What the door of the API says before any room is asked. */
export const graphqlMessages = defineMessages({
  WRONG_KIND: { zh: '此操作不对当前单位类型开放，请切换到相应的单位', en: 'This is not open to your kind of organisation: switch to one it is for' },
  ROLE_MISSING: { zh: '您在本单位没有所需的角色（{roles}），请联系单位管理员', en: 'You lack the role this needs ({roles}): ask an owner of your organisation' },
  NOT_APPROVED: { zh: '单位尚未通过审核，审核通过后即可使用', en: 'The organisation is not approved yet: this opens once it is' },
  CURSOR_INVALID: { zh: '分页游标无效，请使用上一页返回的 endCursor', en: 'The cursor is not one of ours: use the endCursor of the page before' },
  ID_MALFORMED: { zh: '编号格式不对，应以 {prefix}_ 开头', en: 'The id is malformed: it should start with {prefix}_' },
  VALUE_MISSING: { zh: '此项必填', en: 'This field must be filled in' },
  TEXT_LENGTH: { zh: '文字长度不在允许范围内（{detail}）', en: 'The text is too short or too long ({detail})' },
  TEXT_MALFORMED: { zh: '格式不对（{detail}）', en: 'The format is wrong ({detail})' },
  TEXT_NOT_STORABLE: { zh: '文字中含有无法保存的字符（空字符或不完整的字符），请删除后重试', en: 'The text holds characters that cannot be stored (NUL or half a character): remove them' },
  TEXT_TOO_LONG: { zh: '单项文字不能超过 {max} 个字符', en: 'A single text may have at most {max} characters' },
  NUMBER_OUT_OF_RANGE: { zh: '数值超出允许范围（{detail}）', en: 'The number is out of range ({detail})' },
  LIST_LENGTH: { zh: '列表的项数不在允许范围内（{detail}）', en: 'The list has too few or too many items ({detail})' },
  VALUE_UNKNOWN: { zh: '不是可选的值（{detail}）', en: 'This is not one of the choices ({detail})' },
  INPUT_INVALID: { zh: '填写有误（{detail}）', en: 'The input is not in order ({detail})' },
  QUERY_TOO_DEEP: { zh: '查询嵌套过深：{depth} 层，最多 {max} 层，请拆成几次查询', en: 'The query is {depth} levels deep, {max} are allowed: split it' },
  QUERY_TOO_COMPLEX: { zh: '查询过大：{cost} 点，最多 {max} 点，请减少 first 或字段', en: 'The query costs {cost} points, {max} are allowed: ask for fewer rows or fields' },
  TOO_MANY_ITEMS: { zh: '一次最多 {max} 项，请分批提交', en: 'At most {max} items at once: send them in parts' },
  IDEMPOTENCY_KEY_REUSED: { zh: '此幂等键已用于不同内容，请换一个新的键', en: 'This idempotency key was used with another input: take a new one' },
  NOT_FOUND: { zh: '没有找到，或不属于您', en: 'Not found, or not yours' },
  REQUEST_MALFORMED: { zh: '请求不是有效的 JSON，或缺少 query', en: 'The request is no valid JSON, or has no query' },
  REQUEST_TOO_LARGE: { zh: '请求超过 1 MiB；文件请通过 /files 上传', en: 'The request is larger than 1 MiB: files go through /files' },
  REQUEST_TYPE: { zh: '请以 application/json 发送请求', en: 'Send the request as application/json' },
  ROUTE_NOT_FOUND: { zh: '没有这个地址', en: 'There is no such address' },
  STOPPING: { zh: '服务正在重启，请稍后重试', en: 'The service is restarting: try again shortly' },
});
