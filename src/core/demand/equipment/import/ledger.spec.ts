import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { ImportPolicy } from '../../../catalogue/import/remark.js';
import { placedClasses, type ReferenceFiles } from '../../../policy/reference.js';
import { plainCell, type SheetRow } from '../../../table/sheet.js';
import { HeadingSearch, LedgerJudge, type JudgedMachine } from './ledger.js';
import { MachineClasses } from './machine-class.js';

const reference = (name: string): never => JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as never;
const FILES: ReferenceFiles = { taxonomy: reference('seed-taxonomy'), attributes: reference('class-attributes'), extensions: reference('extension-classes'), paths: reference('upgrade-paths') };
const DEFINITIONS = new Map(placedClasses(FILES).map(({ definition }) => [definition.id, definition]));
const CLASSES = new MachineClasses(DEFINITIONS, (reference('synonyms') as { groups: never[] }).groups);
const SEARCH = new HeadingSearch(DEFINITIONS.values());
const TODAY = '2026-11-23';

const rowOf = (line: string, index: number): SheetRow => ({ number: index + 1, hidden: false, cells: line.split('|').map((text) => (text === '' ? undefined : plainCell(text))) });

/** A ledger line by line, cells separated by strokes: what its heading was understood as, and its rows judged. */
function read(lines: readonly string[], policy: ImportPolicy = 'IGNORE_FAILED_FIELDS') {
  const rows = lines.map(rowOf);
  const search = SEARCH.anew();
  for (const [index, row] of rows.entries()) {
    const heading = search.take(row);
    if (heading === null) continue;
    const judge = new LedgerJudge(policy, CLASSES, TODAY).sheet('', heading);
    return { heading, rows: rows.slice(index + 1).map(judge), refusal: null };
  }
  return { heading: null, rows: [], refusal: search.refusal.refusal };
}
const only = (heading: string, line: string): JudgedMachine => {
  const [row] = read([heading, line]).rows;
  if (row === undefined) throw new Error('no row');
  return row;
};
const codes = (row: JudgedMachine): string => row.remarks.filter(({ code }) => code !== 'CLASS_NOT_TOLD').map(({ code }) => code).join(' ');

describe('the heading of a ledger', () => {
  it.each([
    ['固定资产编号|设备名称|规格型号|制造厂|出厂编号|投用日期|数量|功率(kW)|能效等级|存放地点|使用状况', 'assetNumber name model maker serial commissioned quantity power energyGrade site status'],
    ['序号|资产编码|资产名称|型号规格|生产厂家|出厂号|启用年月|台数|额定功率（KW）|能效|安装地点|状态', 'assetNumber name model maker serial commissioned quantity power energyGrade site status'],
    ['设备编号|名 称|型号/规格|制造商|机号|出厂日期|数量（台）|电机功率/kW||使用部门|设备状态', 'assetNumber name model maker serial commissioned quantity power site status'],
  ])('%s', (line, fields) => {
    expect([...read([line]).heading?.fields.keys() ?? []].join(' ')).toBe(fields);
  });

  it('stands below titles', () => {
    expect(read(['某厂设备台账', '编制：设备科||2026年', '', '资产编号|设备名称', 'A|车床']).heading?.number).toBe(4);
  });

  it('names attributes of classes with their units', () => {
    const { rows } = read(['资产编号|设备名称|流量(L/min)|扬程(m)', 'A|单级单吸离心泵|830|32']);
    expect(rows[0]?.draft?.specs).toEqual({ flow: 49.8, head: 32 });
  });

  it('says that amounts and people are not kept, and that a day of another kind was taken', () => {
    expect(read(['资产编号|设备名称|出厂日期|原值|净值(万元)|保管人|星座|备注']).heading?.remarks.map(({ code, original }) => `${code} ${original ?? ''}`)).toEqual([
      'HEADER_WORD 出厂日期', 'AMOUNTS_NOT_KEPT 原值', 'AMOUNTS_NOT_KEPT 净值(万元)', 'PEOPLE_NOT_KEPT 保管人', 'LEDGER_HEADER_UNKNOWN 星座',
    ]);
  });

  it.each([
    [['设备名称|规格型号|制造厂', '车床|C6140|沈阳'], 'LEDGER_COLUMNS_MISSING', { row: 1, columns: '固定资产编号' }],
    [['a|b', '1|2'], 'LEDGER_HEADING_NOT_FOUND', { within: 40 }],
  ])('is missing in %j', (lines, code, params) => {
    expect(read(lines).refusal).toMatchObject({ code, params });
  });
});

describe('a row of a ledger', () => {
  const HEADING = '资产编号|设备名称|启用日期|数量|功率(kW)|使用状况|出厂日期';
  const CASES: [line: string, verdict: string, remarks: string, kept: object | null][] = [
    ['A|普通车床|2016-11-23|1|7.5|在用', 'WARN', '', { commissioned: '2016-11-23', quantity: 1, powerKw: '7.5' }],
    ['A|普通车床|98年5月|2台|7.5kW|完好', 'WARN', 'DAY_READ', { commissioned: '1998-05', quantity: 2, powerKw: '7.5' }],
    ['A|普通车床|42697|||', 'WARN', 'DAY_READ', { commissioned: '2016-11-23', quantity: 1, powerKw: null }],
    ['A|普通车床||1|0||2001.3', 'WARN', 'DAY_OF_OTHER_COLUMN', { commissioned: '2001-03', powerKw: null }],
    ['A|普通车床|-|1|/|', 'WARN', '', { commissioned: null, powerKw: null }],
    ['A|普通车床|七十年代|1|大|', 'WARN', 'DAY_UNREADABLE POWER_UNREADABLE', { commissioned: null, powerKw: null }],
    ['A|普通车床|2016|若干|7.5|', 'WARN', 'QUANTITY_UNREADABLE', { quantity: 1 }],
    ['A|普通车床|2062-01-01|1|7.5|', 'REJECT', 'DAY_FUTURE', null],
    ['A|普通车床|1912|1|7.5|', 'REJECT', 'DAY_TOO_EARLY', null],
    ['|普通车床|2016|1|7.5|', 'REJECT', 'MISSING_ASSET_NUMBER', null],
    ['A||2016|1|7.5|', 'REJECT', 'MISSING_EQUIPMENT_NAME', null],
    ['A|普通车床|2016|1|7.5|已报废', 'SKIP', 'EQUIPMENT_GONE', null],
    ['A|普通车床|2016|1|7.5|待报废', 'WARN', '', { commissioned: '2016' }],
    ['合计|||12||', 'SKIP', 'TOTAL_ROW', null],
    ['||||', 'SKIP', 'BLANK_ROW', null],
    ['资产编号|设备名称|启用日期|数量', 'SKIP', 'REPEATED_HEADING', null],
    ['=1+1|普通车床|2016|1|7.5|', 'WARN', 'FORMULA', { assetNumber: '=1+1' }],
  ];
  it.each(CASES)('%s: %s', (line, verdict, remarks, kept) => {
    const row = only(HEADING, line);
    expect([row.verdict, codes(row)]).toEqual([verdict, remarks]);
    if (kept === null) expect(row.draft).toBeNull();
    else expect(row.draft).toMatchObject(kept);
  });

  it('tells its class by a column for it before its name, and keeps rated values of that class alone', () => {
    const heading = '资产编号|设备名称|品类|流量(m3/h)|功率';
    expect(only(heading, 'A|水泵|X.104|50|7.5').draft).toMatchObject({ classId: 'X.104', specs: { flow: 50, power: 7.5 } });
    expect(codes(only(heading, 'A|水泵|不知道|50|7.5'))).toBe('LEDGER_CLASS_UNKNOWN');
    expect(only(heading, 'A|水泵||50|7.5').draft).toMatchObject({ classId: null, specs: {}, powerKw: '7.5' });
  });

  it('says nothing of maker and serial where the ledger does not', () => {
    expect(only('资产编号|设备名称|制造厂', 'A|普通车床|沈阳机床厂').draft).toMatchObject({ maker: '沈阳机床厂', serial: null, makerKey: null, identityReason: '台账未载明' });
  });
});

describe('rows of one ledger', () => {
  it('that are one machine are taken once, the first of them', () => {
    const { rows } = read(['资产编号|设备名称|制造厂|出厂编号', 'A-1|车床|沈阳机床厂|7', 'a－1|车床||', 'A-2|车床|沈阳机床厂有限公司|７', 'A-3|车床|大连|7']);
    expect(rows.map((row) => `${row.number} ${row.draft === null ? codes(row) : 'taken'}`)).toEqual(['2 taken', '3 DUPLICATE_ASSET', '4 DUPLICATE_ASSET', '5 taken']);
    expect(rows[2]?.remarks.find(({ code }) => code === 'DUPLICATE_ASSET')?.params).toEqual({ assetNumber: 'A-2', row: '2' });
  });

  it('of which the first was rejected leave their place to the second', () => {
    expect(read(['资产编号|设备名称|启用日期', 'A|车床|2062', 'A|车床|2012']).rows.map((row) => row.draft !== null)).toEqual([false, true]);
  });

  it('are rejected for what cannot be read, where rows are taken whole', () => {
    expect(read(['资产编号|设备名称|启用日期', 'A|普通车床|某年'], 'WHOLE_ROWS').rows.map(({ verdict }) => verdict)).toEqual(['REJECT']);
  });
});
