import { decoded, type Remark } from './remark.js';

/** What the supplier is told of how a file was read; nothing for UTF-8 with commas. */
export function decodingRemarks(reading: { readonly encoding: string; readonly byteOrderMark: boolean; readonly delimiter: string }): Remark[] {
  const remarks: Remark[] = [];
  if (reading.encoding !== 'UTF-8') remarks.push(decoded(null, 'ENCODING', null, { encoding: reading.encoding }));
  else if (reading.byteOrderMark) remarks.push(decoded(null, 'BOM', null));
  if (reading.delimiter !== ',') remarks.push(decoded(null, 'DELIMITER', null, { delimiter: reading.delimiter === '\t' ? 'TAB' : reading.delimiter }));
  return remarks;
}
