import { HeadingWords } from '../../../catalogue/import/heading-words.js';
import type { ColumnSource } from '../../../catalogue/import/heading.js';
import type { ClassDefinition } from '../../../policy/class-definition.js';
import { parseUnit, sameDimensions } from '../../../quantity/unit.js';
import type { SheetRow } from '../../../table/sheet.js';
import { tidy, wordKey } from '../../../text/fold.js';
import { changed, lacking, told, type LedgerRemark } from './ledger-remark.js';

export type LedgerField = 'assetNumber' | 'name' | 'model' | 'classId' | 'maker' | 'serial' | 'commissioned' | 'quantity' | 'power' | 'energyGrade' | 'site' | 'status';

interface LedgerColumn {
  readonly field: LedgerField;
  /** As the template writes it. */
  readonly heading: string;
  /** Further headings, the nearest in meaning first: of two in one ledger the earlier is read, the later where it is empty. */
  readonly also: readonly string[];
}

export const LEDGER_COLUMNS: readonly LedgerColumn[] = [
  { field: 'assetNumber', heading: '固定资产编号', also: ['资产编号', '资产编码', '固定资产编码', '固资编号', '资产号', '资产代码', '设备编号', '设备编码', '设备号', '编号'] },
  { field: 'name', heading: '设备名称', also: ['资产名称', '固定资产名称', '机器名称', '名称', '设备'] },
  { field: 'model', heading: '规格型号', also: ['型号规格', '型号', '设备型号', '规格/型号', '型号/规格', '规格及型号', '规格'] },
  { field: 'classId', heading: '品类', also: ['品类编号', '品类编码', '品类代码', 'classId'] },
  { field: 'maker', heading: '制造厂', also: ['生产厂家', '制造厂家', '制造商', '生产厂', '制造单位', '生产单位', '生产厂商', '制造厂商', '出厂单位', '厂家', '厂商'] },
  { field: 'serial', heading: '出厂编号', also: ['出厂号', '制造编号', '机身编号', '机身号', '机号', '序列号', '产品编号'] },
  {
    field: 'commissioned', heading: '投用日期',
    also: [
      '投产日期', '启用日期', '投用时间', '投产时间', '启用时间', '启用年月', '投产年月', '使用日期', '开始使用日期', '投入使用日期', '使用时间', '安装日期',
      '购置日期', '购入日期', '购置时间', '购置年月', '购入时间', '入账日期', '取得日期', '出厂日期', '出厂年月', '出厂时间', '制造日期', '制造年月',
    ],
  },
  { field: 'quantity', heading: '数量', also: ['台数', '数量(台)', '数量/台', '台(套)数', '台套数', '数量(台/套)'] },
  { field: 'power', heading: '功率(kW)', also: ['额定功率', '电机功率', '装机功率', '总功率', '电机总功率', '设备功率', '功率', '主电机功率'] },
  { field: 'energyGrade', heading: '能效等级', also: ['能效', '能效级别'] },
  { field: 'site', heading: '存放地点', also: ['安装地点', '使用地点', '安装位置', '存放位置', '所在位置', '所在地点', '地点', '位置', '所在车间', '车间', '使用部门', '使用单位', '所属部门', '部门'] },
  { field: 'status', heading: '使用状况', also: ['使用状态', '使用情况', '设备状态', '资产状态', '设备状况', '状态', '技术状况'] },
];

/** Amounts of the books and names of people have no place in the register. */
const AMOUNTS = /(?:原值|净值|残值|折旧|单价|金额|总价|价格|造价|净额|价值)/u;
const PEOPLE = /(?:保管人|责任人|负责人|使用人|经办人|操作人|电话|联系人|联系方式|身份证)/u;
/** Nothing for the register, and nothing to tell of. */
const QUIET = new Set(['序号', '编次', '备注', '单位', '计量单位', '说明', '图片', '照片', '类别', '设备类别', '资产类别', '设备分类', '资产分类', '使用年限', '折旧年限', '附件', '国别', '产地', '用途'].map(wordKey));
const KW = 'kW';

/** Columns of a ledger, as its heading says. */
export interface LedgerHeading {
  /** Number of the row that it is. */
  readonly number: number;
  /** The nearest column first. `readAs`: unit of the heading. */
  readonly fields: ReadonlyMap<LedgerField, readonly ColumnSource[]>;
  /** By the folded Chinese name of the attributes that they are called after. */
  readonly attributes: ReadonlyMap<string, readonly ColumnSource[]>;
  readonly remarks: readonly LedgerRemark[];
}

interface Known { readonly column: LedgerColumn; readonly rank: number }

/** Knows what the columns of ledgers are called. */
export class LedgerWords {
  private readonly known = new Map<string, Known>();
  private readonly attributeWords: HeadingWords;

  constructor(classes: Iterable<ClassDefinition>) {
    this.attributeWords = new HeadingWords(classes);
    for (const column of LEDGER_COLUMNS) [column.heading, ...column.also].forEach((word, rank) => this.known.set(wordKey(word), { column, rank }));
  }

  /** How many fields of the register a row names: a heading names an asset number and a name. */
  fieldsIn(row: SheetRow): ReadonlySet<LedgerField> {
    return new Set(row.cells.flatMap((cell) => (cell === undefined ? [] : this.read(cell.text)?.known.column.field ?? [])));
  }

  heading(row: SheetRow): LedgerHeading {
    const fields = new Map<LedgerField, { source: ColumnSource; rank: number; cell: string }[]>();
    const attributes = new Map<string, ColumnSource[]>();
    const remarks: LedgerRemark[] = [];
    row.cells.forEach((cell, index) => {
      const text = tidy((cell?.text ?? '').replace(/\s+/gu, ' '));
      if (text === '') return;
      const read = this.read(text);
      if (read !== null) {
        const { column, rank } = read.known;
        fields.set(column.field, [...fields.get(column.field) ?? [], { source: { index, readAs: column.field === 'power' ? read.unit ?? KW : null }, rank, cell: text }]);
        return;
      }
      const meaning = this.attributeWords.read(text);
      if (meaning !== null && meaning.attribute !== null) attributes.set(meaning.attribute, [...attributes.get(meaning.attribute) ?? [], { index, readAs: meaning.readAs }]);
      else remarks.push(...unread(text));
    });
    return { number: row.number, fields: new Map([...fields].map(([field, sources]) => [field, inOrder(sources)])), attributes, remarks: [...this.otherWords(fields), ...remarks] };
  }

  private read(text: string): { readonly known: Known; readonly unit: string | null } | null {
    const whole = this.known.get(wordKey(text));
    if (whole !== undefined) return { known: whole, unit: null };
    const [, name = '', unit = ''] = /^(.+?)[(（/]([^()（）]+)[)）]?$/u.exec(tidy(text).normalize('NFKC')) ?? [];
    const known = this.known.get(wordKey(name));
    if (known === undefined) return null;
    if (known.column.field !== 'power') return { known, unit: null };
    // Read as it stands, KW is a kelvin times a watt.
    const spelled = unit.trim().replace(/^kw$/iu, KW);
    const [written, wanted] = [parseUnit(spelled), parseUnit(KW)];
    return written === null || wanted === null || !sameDimensions(written, wanted) ? null : { known, unit: spelled };
  }

  /** What is told of headings that were understood as another word: the day above all, since 出厂日期 is not 投用日期. */
  private otherWords(fields: ReadonlyMap<LedgerField, readonly { readonly rank: number; readonly cell: string }[]>): LedgerRemark[] {
    return LEDGER_COLUMNS.flatMap(({ field, heading }) => {
      const [first] = [...fields.get(field) ?? []].sort((a, b) => a.rank - b.rank);
      if (first !== undefined) return field === 'commissioned' && first.rank > 0 ? [changed(heading, 'HEADER_WORD', first.cell, { expected: heading })] : [];
      return field === 'commissioned' ? [lacking(heading, 'HEADER_MISSING', null)] : [];
    });
  }
}

function inOrder(sources: readonly { readonly source: ColumnSource; readonly rank: number }[]): ColumnSource[] {
  return [...sources].sort((a, b) => a.rank - b.rank || a.source.index - b.source.index).map(({ source }) => source);
}

function unread(text: string): LedgerRemark[] {
  if (QUIET.has(wordKey(text))) return [];
  if (AMOUNTS.test(text)) return [told(text, 'AMOUNTS_NOT_KEPT', text)];
  if (PEOPLE.test(text)) return [told(text, 'PEOPLE_NOT_KEPT', text)];
  return [lacking(text.slice(0, 100), 'LEDGER_HEADER_UNKNOWN', text)];
}
