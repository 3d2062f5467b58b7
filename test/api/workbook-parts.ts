import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { createDeflateRaw, deflateRawSync } from 'node:zlib';

/** A part of a package as it lies in the ZIP; `claims`: bytes that it says it unpacks to, as bombs lie. */
export interface ZipPart {
  readonly name: string;
  readonly packed: Buffer;
  readonly claims: number;
}

export function part(name: string, text: string): ZipPart {
  return { name, packed: deflateRawSync(Buffer.from(text)), claims: Buffer.byteLength(text) };
}

/** A ZIP of ready packed parts. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, packed, claims } of parts) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claims, 22);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claims, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (all: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<Relationships>${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

/** A workbook of these sheets, given as the XML of their parts; `more` parts lie beside them. */
export function workbookOf(sheets: readonly ZipPart[], more: readonly ZipPart[] = []): Buffer {
  const tabs = sheets.map((_, at) => `<sheet name="表${at + 1}" sheetId="${at + 1}" r:id="r${at + 1}"/>`).join('');
  return zipOf([
    part('[Content_Types].xml', '<Types/>'), part('_rels/.rels', relations([['r1', 'officeDocument', 'xl/workbook.xml']])),
    part('xl/workbook.xml', `<workbook xmlns:r="${TYPES}"><sheets>${tabs}</sheets></workbook>`),
    part('xl/_rels/workbook.xml.rels', relations(sheets.map(({ name }, at) => [`r${at + 1}`, 'worksheet', name.replace('xl/', '')]))), ...sheets, ...more,
  ]);
}

/** The XML of a sheet whose cells hold these texts. */
export function sheetXml(rows: readonly (readonly string[])[], after = ''): string {
  const cells = (row: readonly string[]): string => row.map((text) => (text === '' ? '<c/>' : `<c t="inlineStr"><is><t>${text}</t></is></c>`)).join('');
  return `<worksheet><sheetData>${rows.map((row, at) => `<row r="${at + 1}">${cells(row)}</row>`).join('')}</sheetData>${after}</worksheet>`;
}

/** One text many times over, packed as it is made. */
export async function packedTimes(piece: string, times: number): Promise<Buffer> {
  const deflate = createDeflateRaw();
  const packed = buffer(deflate);
  for (let done = 0; done < times; done += 1) if (!deflate.write(piece)) await once(deflate, 'drain');
  deflate.end();
  return packed;
}
