import { refused, type RefusalData } from '../../outcome/outcome.js';
import { cellsOf, originalOf, type Heading, type KnownColumns, type RowRemark } from '../../table/known-columns.js';
import type { TextRow } from '../../table/text-row.js';
import { wordKey } from '../../text/fold.js';
import { normalCreditCode } from '../credit-code.js';
import { registrationFault, type RegistrationFacts } from '../registration.js';
import { readRegion } from './read-region.js';

export type EnterpriseColumn = 'name' | 'creditCode' | 'region' | 'industry' | 'size' | 'trades' | 'businessPhone' | 'contactName' | 'contactPhone';

/** A list of enterprises as bureaus keep it. */
export const ENTERPRISE_COLUMNS: KnownColumns<EnterpriseColumn> = {
  name: { zh: '企业名称', also: ['单位名称', '公司名称', '企业全称', '名称'], needed: true },
  creditCode: { zh: '统一社会信用代码', also: ['社会信用代码', '信用代码', '统一信用代码'], needed: true },
  region: { zh: '所在地区', also: ['行政区划代码', '行政区划', '区划代码', '地区', '所在地', '所属地区', '县区', '所属县区', '所在县区', '市县'], needed: true },
  industry: { zh: '行业代码', also: ['所属行业', '行业', '国民经济行业代码', '行业类别'], needed: false },
  size: { zh: '企业规模', also: ['规模', '企业类型规模'], needed: false },
  trades: { zh: '从事业务', also: ['业务类型', '企业类型', '业务', '供需类型'], needed: false },
  businessPhone: { zh: '业务电话', also: ['单位电话', '企业电话', '办公电话'], needed: false },
  contactName: { zh: '联系人', also: ['联系人姓名'], needed: false },
  contactPhone: { zh: '联系电话', also: ['联系人电话', '手机', '手机号', '联系方式', '联系人手机'], needed: false },
};

type Size = 'LARGE' | 'MEDIUM' | 'SMALL' | 'MICRO';
type Trade = 'MAKER' | 'DEALER' | 'BUYER' | 'RECYCLER';

/** An enterprise as a bureau wrote it down. */
export interface WrittenEnterprise extends RegistrationFacts {
  readonly kind: 'ENTERPRISE';
  readonly creditCode: string;
  readonly sizeClass: Size | null;
  readonly trades: readonly Trade[];
  readonly businessPhone: string | null;
  /** To whom the bureau sends the link; personal data, dropped once the enterprise has confirmed. */
  readonly contactName: string | null;
  readonly contactPhone: string | null;
}

export interface ReadEnterprise {
  /** Null when the row cannot be taken. */
  readonly enterprise: WrittenEnterprise | null;
  readonly remarks: readonly RowRemark[];
}

const SIZES: readonly (readonly [RegExp, Size])[] = [[/^大型?/u, 'LARGE'], [/^中型?/u, 'MEDIUM'], [/^小型?/u, 'SMALL'], [/^微型?/u, 'MICRO']];
const TRADES: readonly (readonly [RegExp, Trade])[] = [
  [/厂家|生产|制造|供应|供方/u, 'MAKER'], [/经销|贸易|代理/u, 'DEALER'], [/采购|需求|用户|需方|买方/u, 'BUYER'], [/回收|处置|再生/u, 'RECYCLER'],
];
const PHONE = /^\+?[0-9][0-9 ()-]{4,28}(?:转[0-9]{1,6})?$/u;
const CONTACT_MAX = 50;

/** Which column a fault of a registration stands in. */
const COLUMN_OF_FIELD: Readonly<Record<string, EnterpriseColumn>> = { name: 'name', creditCode: 'creditCode', regionCode: 'region', industryCode: 'industry' };

/**
 * Reads one row of a list of enterprises. What cannot be read is dropped with a remark; name, credit code and region decide
 * whether the row is taken, by the same rule as a registration.
 */
export function readEnterprise(row: TextRow, heading: Heading<EnterpriseColumn>): ReadEnterprise {
  const cell = cellsOf(row, heading);
  const remarks: RowRemark[] = [];
  const remark = (verdict: RowRemark['verdict'], column: EnterpriseColumn, said: RefusalData): void => void remarks.push({
    column: ENTERPRISE_COLUMNS[column].zh, verdict, original: originalOf(cell(column)), said,
  });
  const region = readRegion(cell('region'));
  const enterprise: WrittenEnterprise = {
    kind: 'ENTERPRISE', name: cell('name').replace(/\s+/gu, ' '), creditCode: normalCreditCode(cell('creditCode')), regionCode: region?.code ?? cell('region').slice(0, 20),
    industryCode: industryOf(cell('industry')), sizeClass: SIZES.find(([word]) => word.test(wordKey(cell('size'))))?.[1] ?? null, trades: tradesOf(cell('trades')),
    businessPhone: phoneOf(cell('businessPhone')), contactName: cell('contactName').slice(0, CONTACT_MAX) || null, contactPhone: phoneOf(cell('contactPhone')),
  };
  const fault = enterprise.creditCode === '' ? refused('INPUT', 'CREDIT_CODE_MISSING', 'creditCode') : registrationFault(enterprise);
  if (fault !== null) {
    remark('REJECT', COLUMN_OF_FIELD[fault.refusal.field ?? ''] ?? 'name', fault.refusal);
    return { enterprise: null, remarks };
  }
  if (region?.exact === false) remark('WARN', 'region', refused('INPUT', 'LIST_REGION_TO_CITY', 'regionCode', { regionCode: region.code }).refusal);
  const dropped = (column: EnterpriseColumn, kept: unknown): void => {
    if (cell(column) !== '' && kept === null) remark('WARN', column, refused('INPUT', 'LIST_CELL_DROPPED', null, { column: ENTERPRISE_COLUMNS[column].zh }).refusal);
  };
  dropped('industry', enterprise.industryCode);
  dropped('size', enterprise.sizeClass);
  dropped('businessPhone', enterprise.businessPhone);
  dropped('contactPhone', enterprise.contactPhone);
  if (enterprise.trades.length > 0) return { enterprise, remarks };
  remark('WARN', 'trades', refused('INPUT', 'LIST_TRADE_ASSUMED').refusal);
  return { enterprise: { ...enterprise, trades: ['BUYER'] }, remarks };
}

/** The code at the head of 「C35 通用设备制造业」. */
function industryOf(cell: string): string | null {
  return /^(?:[A-T][0-9]{0,4}|[0-9]{2,4})(?![0-9A-Z])/u.exec(wordKey(cell).toUpperCase())?.[0] ?? null;
}

function tradesOf(cell: string): Trade[] {
  return TRADES.filter(([word]) => word.test(cell)).map(([, trade]) => trade);
}

function phoneOf(cell: string): string | null {
  const written = cell.normalize('NFKC').trim();
  return PHONE.test(written) ? written : null;
}
