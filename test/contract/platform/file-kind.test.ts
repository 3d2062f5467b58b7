import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { fileKind, FILE_KINDS, type FileKind } from '../../../src/platform/files/file-kind.js';
import { fileMessages } from '../../../src/platform/files/messages.js';
import { XLSX, zipOf } from './zip.js';

const kindOf = async (content: Uint8Array, allowed: readonly FileKind[] = FILE_KINDS): Promise<string> => {
  const outcome = await fileKind({ sizeBytes: content.length, read: (offset, length) => Promise.resolve(content.subarray(offset, offset + length)) }, allowed);
  return outcome.ok ? outcome.value : outcome.refusal.code;
};

const TABLE = '产品名称,型号,价格\n颚式破碎机,PE-600×900,"128,000.00"\n';
const OLE2 = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const long = (text: string): Buffer => Buffer.from(text.repeat(Math.ceil(70_000 / text.length)));

describe('kind of a file by its bytes', () => {
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(TABLE), 'CSV'],
    ['UTF-8 with a mark', Buffer.from('\ufeff' + TABLE), 'CSV'],
    ['GB18030', iconv.encode(TABLE, 'gb18030'), 'CSV'],
    ['GB18030, four-byte characters', iconv.encode('㐀𠀀,名称\n', 'gb18030'), 'CSV'],
    ['UTF-16 little endian', Buffer.from('\ufeff' + TABLE, 'utf16le'), 'CSV'],
    ['UTF-16 big endian', Buffer.from('\ufeff' + TABLE, 'utf16le').swap16(), 'CSV'],
    ['ASCII', Buffer.from('a;b\r\n1;2\r\n\x1a'), 'CSV'],
    ['UTF-8 cut in a character at the end of the head', long('破碎机,'), 'CSV'],
    ['UTF-8 cut, shifted by one', long('1破碎机,'), 'CSV'],
    ['UTF-8 cut, shifted by two', long('12破碎机,'), 'CSV'],
    ['GB18030 cut at the end of the head', iconv.encode('破碎机,'.repeat(20_000), 'gb18030'), 'CSV'],
    ['a name in angle brackets', Buffer.from('<名称>,<型号>\n甲,乙\n'), 'CSV'],
    ['no bytes', Buffer.alloc(0), 'FILE_EMPTY'],
    ['a mark alone', Buffer.from('\ufeff'), 'FILE_EMPTY'],
    ['white space alone', Buffer.from(' \r\n\t\r\n'), 'FILE_EMPTY'],
    ['xlsx', zipOf(XLSX), 'XLSX'],
    ['xlsx with a comment', zipOf(XLSX, { comment: 'written by hand'.repeat(99) }), 'XLSX'],
    ['xlsx in the 64-bit form', zipOf(XLSX, { zip64: true }), 'XLSX'],
    ['xlsx with backslashes and other casing', zipOf(['[content_types].xml', 'XL\\workbook.xml']), 'XLSX'],
    ['xlsx with macros', zipOf([...XLSX, 'xl/vbaProject.bin']), 'XLSX_HAS_MACROS'],
    ['xlsb', zipOf(['[Content_Types].xml', 'xl/workbook.bin']), 'XLS_NOT_SUPPORTED'],
    ['xlsx cut off', zipOf(XLSX).subarray(0, -30), 'FILE_DAMAGED'],
    ['xlsx with a torn directory', Buffer.concat([zipOf(XLSX).subarray(0, 60), zipOf(XLSX).subarray(70)]), 'FILE_DAMAGED'],
    ['xlsx whose directory is no list to its end', Buffer.from(zipOf([...XLSX, 'xl/a']).toString('latin1').replace(/PK\x01\x02(?=[^P]*PK\x05)/, 'PKxx'), 'latin1'), 'FILE_DAMAGED'],
    ['xlsx that claims to unpack to 16 GB', zipOf(XLSX, { unpackedBytes: 4_000_000_000 }), 'FILE_KIND_NOT_ALLOWED'],
    ['an empty zip', zipOf([]), 'FILE_DAMAGED'],
    ['docx', zipOf(['[Content_Types].xml', 'word/document.xml']), 'FILE_KIND_NOT_ALLOWED'],
    ['a zip of programs', zipOf(['setup.exe', 'xl/readme.txt']), 'FILE_KIND_NOT_ALLOWED'],
    ['xls', Buffer.concat([OLE2, Buffer.alloc(600)]), 'XLS_NOT_SUPPORTED'],
    ['a page that pretends to be xls', Buffer.from('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>'), 'XLS_NOT_SUPPORTED'],
    ['XML of Excel 2003', Buffer.from('\ufeff<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'), 'XLS_NOT_SUPPORTED'],
    ['PDF', Buffer.from('%PDF-1.7\n%âãÏÓ', 'latin1'), 'PDF'],
    ['PNG', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'PNG'],
    ['JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'JPEG'],
    ['a Windows program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'FILE_KIND_NOT_ALLOWED'],
    ['a Windows program in letters', Buffer.from('MZ, said the program'), 'FILE_KIND_NOT_ALLOWED'],
    ['a Linux program', Buffer.from('7f454c4602010100', 'hex'), 'FILE_KIND_NOT_ALLOWED'],
    ['a Mac program', Buffer.from('cffaedfe07000001', 'hex'), 'FILE_KIND_NOT_ALLOWED'],
    ['a shell script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'FILE_KIND_NOT_ALLOWED'],
    ['a script behind a mark and a blank', Buffer.from('\ufeff \n#!/bin/sh'), 'FILE_KIND_NOT_ALLOWED'],
    ['a web page', Buffer.from('<!DOCTYPE html><script>1</script>'), 'FILE_KIND_NOT_ALLOWED'],
    ['a picture in XML', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'FILE_KIND_NOT_ALLOWED'],
    ['gzip', Buffer.from('1f8b0800000000000003', 'hex'), 'FILE_KIND_NOT_ALLOWED'],
    ['text with NUL', Buffer.from('a,b\n1,\0\n'), 'FILE_KIND_NOT_ALLOWED'],
    ['no encoding we know', Buffer.from('61ff80ff81', 'hex'), 'FILE_KIND_NOT_ALLOWED'],
  ])('%s', async (_name, content, verdict) => {
    expect(await kindOf(content)).toBe(verdict);
  });

  it('is refused where the purpose does not take it', async () => {
    expect(await kindOf(Buffer.from('%PDF-1.7'), ['XLSX', 'CSV'])).toBe('FILE_KIND_NOT_ALLOWED');
    expect(await kindOf(Buffer.from(TABLE), ['PDF'])).toBe('FILE_KIND_NOT_ALLOWED');
  });

  it('is always one of the kinds or a refusal with a message, whatever the bytes', async () => {
    const verdicts = new Set<string>([...FILE_KINDS, ...Object.keys(fileMessages)]);
    const start = fc.constantFrom(Buffer.alloc(0), Buffer.from('PK\x03\x04'), zipOf(XLSX), zipOf(XLSX, { zip64: true }), OLE2, Buffer.from([0xff, 0xfe]));
    await fc.assert(fc.asyncProperty(start, fc.uint8Array({ maxLength: 300 }), fc.nat(400), async (before, noise, cut) => {
      expect(verdicts).toContain(await kindOf(Buffer.concat([before.subarray(0, cut), noise])));
      expect(verdicts).toContain(await kindOf(Buffer.concat([before.subarray(0, cut), noise, before.subarray(cut)])));
    }), { numRuns: 300 });
  });
});
