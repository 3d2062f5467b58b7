import type { MessageText } from '../platform/messages/messages.js';

/** What the deeds of certificates refuse with and tell suppliers. */
export const certificateMessages = {
  CERTIFICATE_NUMBER_MISSING: { zh: '请填写证书或报告编号', en: 'Give the number of the certificate or report' },
  CERTIFICATE_ISSUER_MISSING: { zh: '请填写发证或检测机构', en: 'Say who issued it' },
  CERTIFICATE_COVERS_NOTHING: { zh: '请填写覆盖的型号；如覆盖整个品类，请选择品类', en: 'Name the models that it covers, or the classes where it covers all of them' },
  CERTIFICATE_NOT_YET_VALID: { zh: '证书自 {validFrom} 起才生效；请在生效后登记，或更正日期', en: 'It is valid from {validFrom} only: register it then, or correct the day' },
  CERTIFICATE_ENDS_BEFORE_IT_BEGINS: { zh: '有效期截止日 {validUntil} 早于起始日 {validFrom}，请更正', en: 'Its last day {validUntil} lies before its first day {validFrom}: correct one of them' },
  CERTIFICATE_GRADE_MISPLACED: { zh: '能效等级和标准只用于能效检测报告和能效标识；请改证书种类，或清空此项', en: 'Grade and standard belong to reports and labels of energy efficiency: change the kind, or leave this out' },
  CERTIFICATE_GRADE_MISSING: { zh: '请填写报告所列的能效等级（1 至 3 级）', en: 'Give the energy grade that the report names, 1 to 3' },
  CERTIFICATE_EVIDENCE_UNKNOWN: { zh: '没有找到本单位上传的这份证明文件；请先用 POST /files/evidence 上传', en: 'There is no such file of your organisation: upload it by POST /files/evidence first' },
  CERTIFICATE_NUMBER_TAKEN: { zh: '同一机构的同种证书「{number}」已登记；请修改已有的证书', en: 'Certificate “{number}” of that kind and issuer is registered already: revise that one' },
  CERTIFICATES_TOO_MANY: { zh: '本单位的证书已达 {most} 份；请先撤回不用的', en: 'Your organisation has {most} certificates: withdraw some that you do not need' },
  CERTIFICATE_REJECTED_STAYS: { zh: '证书「{number}」核验未通过，须留存备查，不能撤回；请更正后重新提交', en: 'Certificate “{number}” was rejected and stays on record: put it right instead of withdrawing it' },
  CERTIFICATE_REASON_MISSING: { zh: '请写明未通过的理由，供应商据此更正', en: 'Give the reason, so that the supplier can put it right' },
  CERTIFICATE_VERIFIED_ALREADY: { zh: '证书「{number}」已核验通过，可能由其他审核人处理，请刷新', en: 'Certificate “{number}” is verified already, perhaps by another officer: reload it' },
  CERTIFICATE_NOT_WAITING: { zh: '证书「{number}」不在待核验状态，可能已由其他审核人处理或被撤回，请刷新', en: 'Certificate “{number}” does not wait any more, another officer may have decided it: reload it' },
  CERTIFICATE_EXPIRED: { zh: '证书「{number}」已于 {validUntil} 到期，不能核验通过；请供应商更新', en: 'Certificate “{number}” ended on {validUntil} and cannot be verified: its supplier has to renew it' },
  NOTICE_CERTIFICATE_VERIFIED: { zh: '证书「{number}」已核验通过', en: 'Your certificate “{number}” was verified' },
  NOTICE_CERTIFICATE_REJECTED: { zh: '证书「{number}」核验未通过：{reason}。请更正后重新提交', en: 'Your certificate “{number}” was rejected: {reason}. Put it right and hand it in again' },
} as const satisfies Readonly<Record<string, MessageText>>;
