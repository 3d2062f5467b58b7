/**
 * Type codes as standards and habit have them (JB/T, NY/T 1640 for farm machines, GB/T 25706 for mining, QC/T for vehicles): how a model
 * begins, for which class, and how surely, 0 to 1. Editorial, from memory: it supports a proposal and never makes one alone.
 */
const CODES: readonly (readonly [pattern: RegExp, classId: string, weight: number])[] = [
  [/^(?:MG|EBZ|EBH|SGZ|SGB|SGD)\d/u, 'S1.1.1.01', 0.9], [/^Z[YFT][A-Z]?\d{4,5}\/\d/u, 'S1.1.1.01', 0.9], [/^(?:DSJ|DTL|DTII|DT2|DX)[-\d]/u, 'S1.1.1.02', 0.85], [/^(?:PE|PEX|PF|PC|PCM|PLM|PYB|PYZ|YP|PFW|2PG|2PL|HP|HCS|PCH)[A-Z]{0,2}[-\d]/u, 'S1.1.1.03', 0.7],
  [/^SZZ\d/u, 'S1.1.1.04', 0.9], [/^EJM/u, 'S1.1.1.05', 0.9], [/^ZDY\d/u, 'S1.1.1.06', 0.9], [/^(?:XY|HYDX|SPC|SPJ|SJ|GY|GXY|HGY|CSD)-?\d/u, 'S1.1.1.07', 0.6], [/^(?:TR|SGE|NTE)\d{2,3}/u, 'S1.1.1.08', 0.4], [/^WK-?\d/u, 'S1.1.1.09', 0.7],
  [/^(?:WNS|SZS|SZL|DZL|DHS|LSS|LHS|ZWNS|CWNS|YYQW|YLW|LDR|QXS|SHS|YGL|CLHS)\d?/u, 'S1.1.4.01', 0.75], [/^(?:SHX|XD|DHX|TG|UG)\d{1,3}-/u, 'S1.1.2.04', 0.6], [/^(?:KFR|KFRS|KFXRS|RSJ|DKFXRS|LSQ)/u, 'S1.1.4.03', 0.7],
  [/^(?:FA|JWF|DTM|CJ|EJM)\d{3}[A-Z]?-?\d*$/u, 'S1.1.5.07', 0.25], [/^(?:QD|LD|LDA|LH|QB|QZ|YZ|LX|NLH|HD)\d{1,3}(?:[/-]|$)/u, 'S1.1.5.11', 0.5],
  [/^(?:HXD|SS|HX)\d/u, 'S1.2.1.01', 0.5], [/^(?:C|P|NX|GQ|N|D)(?:50|60|62|64|70|80)[A-Z]*$/u, 'S1.2.1.03', 0.6], [/^(?:KZ|KM|L|K|KF)(?:13|14|16|18|60|70|80)[A-Z]*$/u, 'S1.2.1.04', 0.6], [/^(?:HESA|HDSA|HDZ|HEZ|HFS)/u, 'S1.2.1.07', 0.7],
  [/^(?:RE2|RF2|RD2|RC2|RB2)/u, 'S1.2.1.08', 0.55], [/^LZ(?:45|50)/u, 'S1.2.1.06', 0.7], [/^(?:ZD6|ZDJ9|ZYJ7|ZD9|ZDG|S700)/u, 'S1.2.1.09', 0.9], [/^(?:YQ|JD|YJ)-?\d{3}/u, 'S1.2.1.05', 0.3],
  [/^(?:QY|QAY|XCT|ZTC|STC)\d/u, 'S1.3.1.02', 0.7], [/^SQS?\d/u, 'S1.3.1.02', 0.6], [/^(?:TC|QTZ|QT|T|TCT|D|L)\d{3,4}(?:-\d+)?$/u, 'S1.3.1.03', 0.45], [/^S[CS]D?\d{2,3}(?:\/\d{2,3})?/u, 'S1.3.1.04', 0.6],
  [/^[A-Z]{2,3}5\d{3}(?:ZYS|GSS|TXS|TSL|GXW|GQX|JGK|TDY|TYH|GXE|ZZZ|ZXX|TCX|GQW|TCA|ZLJ|TXC)/u, 'S1.3.1.06', 0.9], [/^[A-Z]{2,3}5\d{3}(?:XXY|XLC|XYZ|XYK)/u, 'S2.1.3.01', 0.8],
  [/^1B[QF]/u, 'S1.4.1.01', 0.7], [/^1(?:S|SZ|G|GQ|JH|L|SQ|GZ|LZ)[A-Z]*-?\d/u, 'S1.4.1.02', 0.6], [/^2(?:B|C)[A-Z]*-?\d/u, 'S1.4.1.03', 0.85], [/^12P|^1PJ/u, 'S1.4.1.04', 0.8], [/^3W[A-Z]*-?\d/u, 'S1.4.1.05', 0.8],
  [/^4(?:L|Y)[A-Z]*-?\d/u, 'S1.4.1.07', 0.8], [/^(?:1WG|3TG|4U|5T|9Z|9Y|4CM|3GP|9R|4W)[A-Z]*-?\d/u, 'S1.4.1.08', 0.75],
];

export interface TypeCode {
  readonly classId: string;
  readonly weight: number;
  readonly prefix: string;
}

/** What a model's first letters and figures say; nothing for most. */
export function readTypeCode(model: string): readonly TypeCode[] {
  const key = model.normalize('NFKC').toUpperCase().replace(/\s+/gu, '');
  return CODES.flatMap(([pattern, classId, weight]) => {
    const found = pattern.exec(key);
    return found === null ? [] : [{ classId, weight, prefix: found[0] }];
  });
}
