import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSmsSender } from '../../../src/platform/sms/file-sms-sender.js';
import type { SmsMessage } from '../../../src/platform/sms/sms-sender.port.js';

/** The messages of one test file, as they lie in the folder of the file transport. */
export class SmsBox {
  private constructor(readonly sender: FileSmsSender, private readonly folder: string) {}

  static async open(): Promise<SmsBox> {
    const folder = await mkdtemp(join(tmpdir(), 'duijie-sms-'));
    return new SmsBox(await FileSmsSender.open(folder), folder);
  }

  /** All messages to this telephone, oldest first. */
  async to(phone: string): Promise<SmsMessage[]> {
    return (await messagesIn(this.folder)).filter((message) => message.to === phone);
  }

  /** The six digits of the newest message to this telephone. */
  async code(phone: string): Promise<string> {
    return /\d{6}/.exec((await this.to(phone)).at(-1)?.text ?? '')?.[0] ?? 'none was sent';
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** The messages that lie in a data folder. */
export async function messagesIn(dataDir: string): Promise<SmsMessage[]> {
  const text = await readFile(join(dataDir, 'sms', 'messages.jsonl'), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as SmsMessage);
}
