import { defineMessages } from '../platform/messages/messages.js';

/** Every code that this room refuses with and every notice it announces. */
export const organisationMessages = defineMessages({
  LOGIN_OR_PASSWORD_WRONG: { zh: '账号或密码不正确，请重新输入', en: 'The login or the password is wrong: enter them again' },
  SIGN_IN_TOO_OFTEN: { zh: '登录失败次数过多，请 {seconds} 秒后再试；忘记密码请联系单位管理员', en: 'Too many wrong sign-ins: try again in {seconds} seconds; if you forgot the password, ask an owner of your organisation' },
  SIGN_IN_BUSY: { zh: '系统正忙于核对密码，请几秒后再试', en: 'Too many passwords are being checked right now: try again in a few seconds' },
  REGISTRATION_TOO_OFTEN: { zh: '本网络地址注册过于频繁，请 {seconds} 秒后再试', en: 'Too many registrations came from your address: try again in {seconds} seconds' },

  LOGIN_MALFORMED: { zh: '账号须为 3 至 64 个字符，可用文字、数字和 . _ @ + -', en: 'A login has 3 to 64 characters: letters, digits and . _ @ + -' },
  LOGIN_TAKEN: { zh: '账号 {login} 已被使用，请换一个', en: 'The login {login} is taken: choose another' },
  DISPLAY_NAME_LENGTH: { zh: '姓名必填，最多 {max} 个字', en: 'The name must be filled in and have at most {max} characters' },
  PASSWORD_LENGTH: { zh: '密码须为 {min} 至 {max} 个字符', en: 'A password has {min} to {max} characters' },
  PASSWORD_TOO_PLAIN: { zh: '密码过于简单：至少用 5 个不同的字符，且不得包含账号', en: 'The password is too plain: use at least 5 different characters, and not the login' },
  ROLES_MISSING: { zh: '请至少选择一个角色', en: 'Choose at least one role' },
  ROLE_NOT_FOR_KIND: { zh: '角色 {role} 不适用于此类单位，请改选', en: 'The role {role} is not for this kind of organisation: choose another' },
  ADMIN_ROLES_TOGETHER: { zh: '系统、安全、审计管理员须由不同的人担任，请只保留一个', en: 'System, security and audit administrator must be different people: keep one of these roles' },

  ORGANISATION_NAME_LENGTH: { zh: '单位名称必填，最多 {max} 个字', en: 'The name of the organisation must be filled in and have at most {max} characters' },
  CREDIT_CODE_MISSING: { zh: '企业须填写统一社会信用代码', en: 'An enterprise needs its unified social credit code' },
  CREDIT_CODE_WRONG: { zh: '统一社会信用代码 {creditCode} 校验不通过，请对照营业执照核对 18 位代码', en: 'The credit code {creditCode} fails its check: compare the 18 characters with the licence' },
  CREDIT_CODE_TAKEN: {
    zh: '统一社会信用代码 {creditCode} 已有单位登记；如属贵单位，请联系本单位管理员或主管部门',
    en: 'An organisation with the credit code {creditCode} is registered: if it is yours, ask its owner or the department',
  },
  REGION_CODE_WRONG: { zh: '行政区划代码 {regionCode} 不正确，请填写 6 位代码（GB/T 2260），如 140105', en: 'The region code {regionCode} is not right: give the six digits of GB/T 2260, such as 140105' },
  INDUSTRY_CODE_WRONG: { zh: '行业代码 {industryCode} 不正确，请按 GB/T 4754-2017 填写，如 C3511', en: 'The industry code {industryCode} is not right: give it as in GB/T 4754-2017, such as C3511' },
  FOUNDING_NOT_ALLOWED: { zh: '部门和银行由平台建立；企业请自行注册', en: 'Departments and banks are founded by the platform; enterprises register themselves' },

  REVIEW_NOT_OPEN: { zh: '该单位没有待审的登记，可能已由其他审核人处理，请刷新待审列表', en: 'This organisation has no open registration, another officer may have decided it: reload the queue' },
  VERDICTS_MISSING: { zh: '请逐项给出审核意见', en: 'Give a verdict for each item' },
  VERDICT_REPEATED: { zh: '审核项「{item}」重复，每项只能有一个意见', en: 'The item “{item}” is there twice: give one verdict for each' },
  REASON_MISSING: { zh: '请写明理由，对方据此改正', en: 'Give the reason, so that it can be put right' },
  REGISTRATION_NOT_RETURNED: { zh: '只有被退回的登记可以修改后重新提交', en: 'Only a registration that was returned can be corrected and handed in again' },
  DEPARTMENT_NOT_SUSPENDED: { zh: '部门不能被暂停', en: 'A department cannot be suspended' },
  ORGANISATION_NOT_APPROVED: { zh: '该单位当前不是已通过审核的状态，不能暂停', en: 'The organisation is not approved, so it cannot be suspended' },
  ORGANISATION_NOT_SUSPENDED: { zh: '该单位未被暂停，无需恢复', en: 'The organisation is not suspended, so there is nothing to reinstate' },

  NOTICE_REGISTRATION_APPROVED: { zh: '{name} 的登记已通过审核，可以发布产品和需求', en: 'The registration of {name} is approved: you may publish products and demands' },
  NOTICE_REGISTRATION_RETURNED: { zh: '{name} 的登记被退回，请登录查看逐项理由，修改后重新提交', en: 'The registration of {name} was returned: sign in to read the reason for each item, correct it and hand it in again' },
  NOTICE_ORGANISATION_SUSPENDED: { zh: '{name} 已被主管部门暂停，请登录查看原因', en: '{name} was suspended by the department: sign in to read why' },
  NOTICE_ORGANISATION_REINSTATED: { zh: '{name} 已恢复正常', en: '{name} is reinstated' },
});
