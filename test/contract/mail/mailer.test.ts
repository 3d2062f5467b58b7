import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../../src/platform/config/settings.js';
import type { Mail } from '../../../src/platform/mail/mailer.port.js';
import { FileMailer } from '../../../src/platform/mail/file-mailer.js';
import { openMailer } from '../../../src/platform/mail/open-mailer.js';
import { MessageFolder } from '../../../src/platform/transport/message-folder.js';

let home: string;
beforeEach(async () => { home = await mkdtemp(join(tmpdir(), 'duijie-邮件 ')); });
afterEach(() => rm(home, { recursive: true, force: true }));

const mail = (changes: Partial<Mail> = {}): Mail => ({ to: 'w@example.com', subject: '【对接】有新的推荐', text: '第一行\n第二行 𠮷', reference: 'ndl_1', ...changes });
const names = (): Promise<string[]> => readdir(join(home, 'mail'));
const eml = (reference: string): Promise<string> => readFile(join(home, 'mail', `${reference}.eml`), 'utf8');

/** What a mail program shows of a mail. */
function shown(text: string): { readonly headers: Readonly<Record<string, string>>; readonly subject: string; readonly body: string } {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const headers = Object.fromEntries(head.replace(/\r\n /g, ' ').split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
  const subject = (headers['Subject'] ?? '').split(' ').map((word) => Buffer.from(/^=\?UTF-8\?B\?(.*)\?=$/.exec(word)?.[1] ?? '', 'base64').toString('utf8')).join('');
  return { headers, subject, body: Buffer.from(body.join('\r\n\r\n'), 'base64').toString('utf8') };
}

describe('mails by files', () => {
  it('are files that a mail program opens, readable by this account alone', async () => {
    const mailer = await openMailer(readSettings({ DUIJIE_DATA_DIR: home }));
    expect(await mailer.send(mail())).toEqual({ accepted: true, delivered: false });
    const { headers, subject, body } = shown(await eml('ndl_1'));
    expect(headers).toMatchObject({ To: 'w@example.com', 'Message-ID': '<ndl_1@duijie.invalid>', 'Content-Transfer-Encoding': 'base64', 'Auto-Submitted': 'auto-generated' });
    expect(headers['Date']).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
    expect({ subject, body }).toEqual({ subject: '【对接】有新的推荐', body: '第一行\r\n第二行 𠮷' });
    expect((await stat(join(home, 'mail', 'ndl_1.eml'))).mode & 0o077).toBe(0);
  });

  it('are written once for one reference, also by two processes at once; the first one stays', async () => {
    const [one, two] = [await FileMailer.open(home), await FileMailer.open(home)];
    await one.send(mail());
    const first = await eml('ndl_1');
    const answers = await Promise.all([one.send(mail({ text: 'other' })), two.send(mail({ text: 'another' })), two.send(mail({ reference: 'ndl_2' })), one.send(mail({ reference: 'ndl_2' }))]);
    expect(answers.every((answer) => answer.accepted)).toBe(true);
    expect((await names()).sort()).toEqual(['ndl_1.eml', 'ndl_2.eml']);
    expect(await eml('ndl_1')).toBe(first);
  });

  it('cannot be made to carry a header of somebody else', async () => {
    const mailer = await FileMailer.open(home);
    await mailer.send(mail({ subject: 'a\r\nBcc: x@example.com', text: 'b\r\n\r\nBcc: y@example.com' }));
    expect(await eml('ndl_1')).not.toContain('Bcc');
  });

  it('have lines that every server takes, however long the subject', async () => {
    const mailer = await FileMailer.open(home);
    await mailer.send(mail({ subject: '破碎机𠮷'.repeat(60), text: '长'.repeat(5_000) }));
    const text = await eml('ndl_1');
    expect(text.split('\r\n').every((line) => line.length <= 78)).toBe(true);
    expect(shown(text)).toMatchObject({ subject: '破碎机𠮷'.repeat(60), body: '长'.repeat(5_000) });
  });

  it('that the disk does not take may be tried again', async () => {
    const mailer = await FileMailer.open(home);
    await rm(join(home, 'mail'), { recursive: true });
    expect(await mailer.send(mail())).toEqual({ accepted: false, code: 'MAIL_TRANSPORT_FAILED', retryable: true });
  });

  it('never leave their folder', async () => {
    const mailer = await FileMailer.open(home);
    for (const reference of ['../x', 'a/b', '', '.x']) expect((await mailer.send(mail({ reference }))).accepted).toBe(false);
    expect([await names(), await readdir(home)]).toEqual([[], ['mail']]);
  });
});

it('a folder of messages keeps the latest', async () => {
  const folder = await MessageFolder.open(home, 'mail', '.eml', 3);
  for (let n = 0; n <= 200; n++) await folder.put(`ndl_${String(n).padStart(3, '0')}`, 'x');
  expect((await names()).sort()).toEqual(['ndl_198.eml', 'ndl_199.eml', 'ndl_200.eml']);
});
