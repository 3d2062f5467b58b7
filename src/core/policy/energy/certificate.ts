import { addDays, type DateText } from '../../time/dates.js';
import { fold, wordKey } from '../../text/fold.js';
import { isGrade, type Grade } from './grade.js';

/** A document as a 认证 cell names it: 能效等级检测报告 编号NX-2026-118 有效期至2028-06-30. */
export interface Certificate {
  /** As written. */
  readonly text: string;
  /** True for a report, certificate or label on energy efficiency that is said to exist. */
  readonly onEnergy: boolean;
  /** Grade that it names. */
  readonly grade: Grade | null;
  readonly number: string | null;
  /** First day; null when it names none. */
  readonly validFrom: DateText | null;
  /** Last day; null when it names none. */
  readonly validUntil: DateText | null;
  /** False: it speaks of a validity that cannot be read. */
  readonly readable: boolean;
}

const ON_ENERGY = /能效.*?(?:报告|证书|标识|认证)|节能产品认证|energy[ -]efficiency.*?(?:report|certificate|label)/isu;
/** A document that is on its way proves nothing yet: 能效检测报告办理中, 暂无能效报告. */
const NOT_THERE = /(?:办理|申请|检测|测试|送检|审核|补办|换证)中|待(?:办|续|检|补|出)|暂无|(?<!有)无能效|没有|未(?:取得|通过|出具|提供)|已(?:失效|注销|撤销|过期)/u;
const GRADE = /(?:能效|等级)[^0-9一二三]{0,6}([1-3一二三])\s*级|([1-3一二三])\s*级\s*能效/u;
const NUMBER = /(?:报告|证书|备案)?(?:编号|号)\s*[:：]?\s*([A-Za-z0-9][A-Za-z0-9/().-]{2,39})/u;
const VALIDITY = /有效|截[止至]|至今|valid|expir|until/iu;
const DATE = /(\d{4})\s*(?:[-./]|年)\s*(\d{1,2})(?:\s*(?:[-./]|月)\s*(\d{1,2})\s*日?|\s*月(?!\s*\d)|(?![\d./-]))/gu;

const DOCUMENT = /报告|证|标[志识]|登记|公告|备案|report|certificate|label/iu;
/** What only says more of the document before it, set off by a comma or in a cell of its own: 编号…, 有效期至…. */
const MORE_OF_IT = /^(?:(?:报告|证书|备案)?(?:编号|号)|有效|截[止至]|签发|发证|颁发|出具|valid|until|expir)/iu;

/** The documents that cells name, one or several in each: 能效等级检测报告 有效期至2028-06-30；MA 矿用产品安全标志. */
export function readCertificates(cells: readonly string[]): Certificate[] {
  const documents: string[] = [];
  for (const cell of cells.flatMap((one) => one.split(/[；;\n]/u))) {
    const [first = '', ...rest] = cell.split(/[，,、]/u).map((one) => one.trim()).filter((one) => one !== '');
    join(documents, first, MORE_OF_IT.test(first));
    for (const part of rest) join(documents, part, MORE_OF_IT.test(part) || !DOCUMENT.test(part));
  }
  return documents.map(readOne);
}

function join(documents: string[], part: string, moreOfIt: boolean): void {
  const before = documents.at(-1);
  if (moreOfIt && before !== undefined) documents[documents.length - 1] = `${before}，${part}`;
  else if (part !== '') documents.push(part);
}

function readOne(text: string): Certificate {
  const folded = fold(text);
  const at = VALIDITY.exec(folded)?.index ?? null;
  const spoken = at === null ? '' : folded.slice(at);
  const dates = [...spoken.matchAll(DATE)].map(dayOf);
  const [first = null, ...rest] = dates;
  const end = dates.reduce((latest, one) => (one !== null && (latest === null || one > latest) ? one : latest), null);
  return {
    text, onEnergy: ON_ENERGY.test(folded) && !NOT_THERE.test(folded), grade: gradeIn(folded), number: NUMBER.exec(folded)?.[1] ?? null,
    validFrom: rest.length > 0 && first !== null && end !== null && first < end ? first : null, validUntil: end,
    readable: at === null || (dates.length === 0 ? !/\d/u.test(spoken) : !dates.includes(null)),
  };
}

const NUMERALS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3 };

function gradeIn(text: string): Grade | null {
  const [, before, behind] = GRADE.exec(text) ?? [];
  const word = before ?? behind ?? '';
  const grade = NUMERALS[word] ?? (word === '' ? null : Number(word));
  return isGrade(grade) ? grade : null;
}

/** Without a day, the month counts to its end; null for a date that no calendar has. */
function dayOf([, year = '', month = '', day]: RegExpExecArray): DateText | null {
  const inMonth = `${year}-${month.padStart(2, '0')}`;
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined) return addDays(Number(month) === 12 ? `${Number(year) + 1}-01-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`, -1);
  const date = `${inMonth}-${day.padStart(2, '0')}`;
  return Number(day) >= 1 && addDays(date.slice(0, 8) + '01', Number(day) - 1) === date ? date : null;
}

/** A document that the supplier registered as a record, with what a department said of it. */
export interface RecordedDocument {
  readonly number: string;
  /** True for a report or label on energy efficiency. */
  readonly onEnergy: boolean;
  readonly state: 'DECLARED' | 'VERIFIED' | 'REJECTED';
  /** Why it was rejected; null otherwise. */
  readonly reason: string | null;
  readonly grade: Grade | null;
  readonly validFrom: DateText | null;
  readonly validUntil: DateText | null;
}

/** How far documents bear a grade out. Those that are not VERIFIED are named by the supplier and nobody has checked them. */
export interface Evidence {
  readonly status: EvidenceStatus;
  /** The document that was looked at, as written. */
  readonly document: string | null;
  readonly number: string | null;
  readonly validUntil: DateText | null;
  /** Grade that the document names. */
  readonly grade: Grade | null;
  /** True: a record, whose grade the supplier entered as such; false: words in a cell. */
  readonly recorded: boolean;
  /** Why a department rejected it; null otherwise. */
  readonly reason: string | null;
}

/**
 * Best first. VERIFIED: a department has checked it, and it is in force. DECLARED: named and, if it names an end, valid; unverified.
 * UNREADABLE: speaks of a validity that cannot be read.
 */
export const EVIDENCE_STATUSES = ['VERIFIED', 'DECLARED', 'NOT_YET_VALID', 'EXPIRED', 'REJECTED', 'UNREADABLE', 'NONE'] as const;
export type EvidenceStatus = (typeof EVIDENCE_STATUSES)[number];

const NO_EVIDENCE: Evidence = { status: 'NONE', document: null, number: null, validUntil: null, grade: null, recorded: false, reason: null };

/**
 * The best document on energy efficiency among these cells and records, as of a date: checked before declared, valid before expired,
 * then the one that lasts longest. Where a cell names the number of a record it is the same document, and the record speaks.
 */
export function evidenceOf(cells: readonly string[], asOf: DateText, records: readonly RecordedDocument[] = []): Evidence {
  const recorded = new Set(records.map(({ number }) => wordKey(number)));
  const named = readCertificates(cells).filter(({ onEnergy, number }) => onEnergy && (number === null || !recorded.has(wordKey(number)))).map((one): Evidence => ({
    status: statusOf(one, asOf), document: one.text, number: one.number, validUntil: one.validUntil, grade: one.grade, recorded: false, reason: null,
  }));
  const registered = records.filter(({ onEnergy }) => onEnergy).map((one): Evidence => ({
    status: statusOfRecord(one, asOf), document: one.number, number: one.number, validUntil: one.validUntil, grade: one.grade, recorded: true, reason: one.reason,
  }));
  const rank = (one: Evidence): [number, string] => [EVIDENCE_STATUSES.indexOf(one.status), one.validUntil ?? (one.recorded ? '9999-12-31' : '')];
  return [...named, ...registered].reduce((best, one) => {
    const [[place, end], [bestPlace, bestEnd]] = [rank(one), rank(best)];
    return place < bestPlace || (place === bestPlace && end > bestEnd) ? one : best;
  }, NO_EVIDENCE);
}

/** What a record counts for on a day: rejected is rejected, whatever its dates. */
export function statusOfRecord({ state, validFrom, validUntil }: Pick<RecordedDocument, 'state' | 'validFrom' | 'validUntil'>, asOf: DateText): Exclude<EvidenceStatus, 'UNREADABLE' | 'NONE'> {
  if (state === 'REJECTED') return 'REJECTED';
  if (validFrom !== null && validFrom > asOf) return 'NOT_YET_VALID';
  return validUntil !== null && validUntil < asOf ? 'EXPIRED' : state;
}

function statusOf({ readable, validFrom, validUntil }: Certificate, asOf: DateText): EvidenceStatus {
  if (!readable) return 'UNREADABLE';
  if (validFrom !== null && validFrom > asOf) return 'NOT_YET_VALID';
  return validUntil !== null && validUntil < asOf ? 'EXPIRED' : 'DECLARED';
}
