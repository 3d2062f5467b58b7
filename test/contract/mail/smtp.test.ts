import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { readSettings } from '../../../src/platform/config/settings.js';
import type { Mail } from '../../../src/platform/mail/mailer.port.js';
import { openMailer } from '../../../src/platform/mail/open-mailer.js';
import { SmtpMailer } from '../../../src/platform/mail/smtp-mailer.js';

/** A certificate of this test for localhost, good for a hundred years. */
const PEMS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'mail');
const FROM = 'duijie@platform.example';
const mail = (changes: Partial<Mail> = {}): Mail => ({ to: 'w@example.com', subject: '【对接】有新的推荐', text: '第一行\n.\n..二', reference: 'ndl_1', ...changes });

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: unknown;
  readonly encrypted: boolean;
  readonly text: string;
}

let pems: { readonly key: string; readonly cert: string };
let received: Received[];
let opened: { close(done: () => void): unknown }[] = [];
beforeAll(async () => {
  pems = { key: await readFile(join(PEMS, 'localhost.key.pem'), 'utf8'), cert: await readFile(join(PEMS, 'localhost.cert.pem'), 'utf8') };
});
afterEach(async () => {
  await Promise.all(opened.map((server) => new Promise<void>((resolve) => void server.close(resolve))));
  opened = [];
});

/** A mail server of this machine; answers its port. */
async function serve(options: SMTPServerOptions = {}): Promise<number> {
  received = [];
  const server = new SMTPServer({
    ...pems, authOptional: true, logger: false, closeTimeout: 100,
    onAuth: ({ username, password }, _session, answer) => void (password === 'right password' ? answer(null, { user: username }) : answer(new Error('no'))),
    onData: (stream, session, answer) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => { text += chunk.toString('utf8'); });
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map((one) => one.address), user: session.user, encrypted: session.secure, text });
        answer(null);
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.server.address() as AddressInfo).port;
}

const refusing = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });
const mailer = (url: string, trusted: string | undefined = pems.cert) => new SmtpMailer({ url, from: FROM, timeoutMs: 1_000, ...(trusted === undefined ? {} : { trusted }) });

describe('mails by a mail server', () => {
  it('are handed over as they are, to the one they are for', async () => {
    const port = await serve({ disabledCommands: ['STARTTLS', 'AUTH'] });
    expect(await mailer(`smtp://localhost:${port}`).send(mail())).toEqual({ accepted: true, delivered: false });
    expect(received).toMatchObject([{ from: FROM, to: ['w@example.com'], encrypted: false }]);
    const [head = '', body = ''] = (received[0]?.text ?? '').split('\r\n\r\n');
    expect(head.split('\r\n')).toEqual(expect.arrayContaining(['Message-ID: <ndl_1@platform.example>', `From: ${FROM}`, 'To: w@example.com', expect.stringMatching(/^Subject: =\?UTF-8\?B\?/)]));
    expect(Buffer.from(body, 'base64').toString('utf8')).toBe('第一行\r\n.\r\n..二');
  });

  it.each([['STARTTLS', 'smtp', {}], ['TLS from the first byte', 'smtps', { secure: true }]] as const)('with a password go over an encrypted connection: %s', async (_how, protocol, options) => {
    const port = await serve(options);
    expect(await mailer(`${protocol}://us%40er:right%20password@localhost:${port}`).send(mail())).toEqual({ accepted: true, delivered: false });
    expect(received).toMatchObject([{ user: 'us@er', encrypted: true }]);
  });

  it('with a password never go in the open, nor to a server that cannot show who it is', async () => {
    const open = await serve({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    expect(await mailer(`smtp://user:right%20password@localhost:${open}`).send(mail())).toMatchObject({ accepted: false, retryable: true });
    const unknown = await serve();
    expect(await new SmtpMailer({ url: `smtp://user:right%20password@localhost:${unknown}`, from: FROM, timeoutMs: 1_000 }).send(mail())).toMatchObject({ accepted: false, retryable: true });
    expect(received).toEqual([]);
  });

  it('with a wrong password wait until somebody sets it right', async () => {
    const port = await serve();
    expect(await mailer(`smtp://user:wrong@localhost:${port}`).send(mail())).toEqual({ accepted: false, code: 'MAIL_AUTH', retryable: true });
  });

  it.each<[what: string, options: SMTPServerOptions, answer: object]>([
    ['an unknown mailbox', { onRcptTo: (_to, _session, answer) => void answer(refusing(550, 'no such user w@example.com')) }, { code: 'MAIL_REFUSED_550', retryable: false }],
    ['a mailbox that is busy', { onRcptTo: (_to, _session, answer) => void answer(refusing(450, 'later')) }, { code: 'MAIL_REFUSED_450', retryable: true }],
    ['a refused text', { onData: (stream, _session, answer) => void stream.resume().on('end', () => { answer(refusing(554, 'spam')); }) }, { code: 'MAIL_REFUSED_554', retryable: false }],
    ['a full disk', { onData: (stream, _session, answer) => void stream.resume().on('end', () => { answer(refusing(452, 'full')); }) }, { code: 'MAIL_REFUSED_452', retryable: true }],
  ])('meet %s', async (_what, options, answer) => {
    const port = await serve({ disabledCommands: ['AUTH'], ...options });
    expect(await mailer(`smtp://localhost:${port}`).send(mail())).toEqual({ accepted: false, ...answer });
  });

  it('meet nobody, and somebody who says nothing', async () => {
    expect(await mailer('smtp://127.0.0.1:1').send(mail())).toMatchObject({ accepted: false, retryable: true });
    const silent: Server = createServer();
    opened.push(silent);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    expect(await mailer(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`).send(mail())).toMatchObject({ accepted: false, retryable: true });
  });
});

describe('the settings', () => {
  it('choose a mail server', async () => {
    expect(await openMailer(readSettings({ DUIJIE_MAIL_TRANSPORT: 'smtp', DUIJIE_SMTP_URL: 'smtp://mail.example', DUIJIE_MAIL_FROM: 'Duijie@Platform.example' }))).toBeInstanceOf(SmtpMailer);
  });

  it.each([{ DUIJIE_SMTP_URL: 'smtp://mail.example' }, { DUIJIE_MAIL_FROM: FROM }])('say what is missing: %j', async (given) => {
    await expect(openMailer(readSettings({ DUIJIE_MAIL_TRANSPORT: 'smtp', ...given }))).rejects.toThrow(/DUIJIE_SMTP_URL.*DUIJIE_MAIL_FROM.*needs DUIJIE_SMTP_URL/);
  });
});
