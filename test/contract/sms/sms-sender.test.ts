import { describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../../src/platform/config/settings.js';
import { FileSmsSender } from '../../../src/platform/sms/file-sms-sender.js';
import { openSmsSender } from '../../../src/platform/sms/open-sms-sender.js';
import type { SmsMessage } from '../../../src/platform/sms/sms-sender.port.js';
import { message, smsContract } from './sms-sender.contract.js';

const home = (): Promise<string> => mkdtemp(join(tmpdir(), 'duijie-短信 '));
const linesOf = async (file: string): Promise<SmsMessage[]> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).map((line) => {
    const { at, ...rest } = JSON.parse(line) as SmsMessage & { at: string };
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT/);
    return rest;
  });
};

smsContract('file', async () => {
  const folder = await home();
  return {
    sender: await FileSmsSender.open(folder),
    sent: () => linesOf(join(folder, 'sms', 'messages.jsonl')),
    close: () => rm(folder, { recursive: true }),
  };
});

describe('the folder of the file transport', () => {
  it('is chosen by the settings, which know no other transport', async () => {
    const folder = await home();
    const sender = await openSmsSender(readSettings({ DUIJIE_DATA_DIR: folder }));
    expect(await sender.send(message())).toMatchObject({ accepted: true });
    expect(await readdir(join(folder, 'sms'))).toEqual(['messages.jsonl']);
    expect(() => readSettings({ DUIJIE_SMS_TRANSPORT: 'pigeon' })).toThrow(/DUIJIE_SMS_TRANSPORT/);
    await rm(folder, { recursive: true });
  });

  it('is readable by this account alone, and keeps at most five files of the size', async () => {
    const folder = await home();
    const sender = await FileSmsSender.open(folder, { maxBytes: 400 });
    for (let n = 0; n < 30; n++) await sender.send(message({ reference: `chl_${n}` }));
    const files = (await readdir(join(folder, 'sms'))).sort();
    expect(files).toEqual(['messages.1.jsonl', 'messages.2.jsonl', 'messages.3.jsonl', 'messages.4.jsonl', 'messages.jsonl']);
    for (const file of files) {
      const { size, mode } = await stat(join(folder, 'sms', file));
      expect(size).toBeLessThanOrEqual(400);
      expect(mode & 0o777).toBe(0o600);
    }
    expect((await stat(join(folder, 'sms'))).mode & 0o777).toBe(0o700);
    expect((await linesOf(join(folder, 'sms', 'messages.jsonl'))).at(-1)?.reference).toBe('chl_29');
    await rm(folder, { recursive: true });
  });

  it('knows what it sent before a restart, and sends again what a crash cut off', async () => {
    const folder = await home();
    await (await FileSmsSender.open(folder)).send(message());
    const file = join(folder, 'sms', 'messages.jsonl');
    await writeFile(file, '{"at":"2026-11-25T00:00:00.000Z","reference":"chl_2","te', { flag: 'a' });
    const restarted = await FileSmsSender.open(folder);
    expect(await restarted.send(message())).toMatchObject({ accepted: true });
    expect(await restarted.send(message({ reference: 'chl_2' }))).toMatchObject({ accepted: true });
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect(lines.filter((line) => line.includes('"chl_1"'))).toHaveLength(1);
    expect(JSON.parse(lines.at(-2) ?? '')).toMatchObject({ reference: 'chl_2' });
    await rm(folder, { recursive: true });
  });

  it('answers that the message may be tried again when the disk refuses it', async () => {
    const folder = await home();
    const sender = await FileSmsSender.open(folder);
    await rm(folder, { recursive: true });
    expect(await sender.send(message())).toEqual({ accepted: false, code: 'SMS_TRANSPORT_FAILED', retryable: true });
  });
});
