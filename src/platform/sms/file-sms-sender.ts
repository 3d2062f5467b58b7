import { appendFile, chmod, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { smsFault, SmsSender, type SmsAnswer, type SmsMessage } from './sms-sender.port.js';

/** The file that is written to, and how many full ones are kept beside it. */
const CURRENT = 'messages.jsonl';
const KEPT = 4;
const FILE_MAX_BYTES = 1_048_576;

interface Options {
  readonly maxBytes?: number;
}

/**
 * Writes messages to `<dataDir>/sms/messages.jsonl` instead of sending them, one JSON line each, readable by this account alone:
 * for an installation without a carrier, where somebody reads the codes there. A full file moves to `messages.1.jsonl` and so
 * on; beyond four of them the oldest goes. One process writes: the worker.
 */
export class FileSmsSender extends SmsSender {
  private sending: Promise<unknown> = Promise.resolve();
  /** References of the lines that are still there. */
  private known: Set<string> | null = null;

  private constructor(private readonly folder: string, private readonly maxBytes: number) {
    super();
  }

  static async open(dataDir: string, { maxBytes = FILE_MAX_BYTES }: Options = {}): Promise<FileSmsSender> {
    const folder = join(dataDir, 'sms');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new FileSmsSender(folder, maxBytes);
  }

  /** One after another: two at once would both rotate. */
  send(message: SmsMessage): Promise<SmsAnswer> {
    const fault = smsFault(message);
    if (fault !== null) return Promise.resolve(fault);
    const sent = this.sending.then(() => this.write(message));
    this.sending = sent;
    return sent;
  }

  private async write(message: SmsMessage): Promise<SmsAnswer> {
    const accepted: SmsAnswer = { accepted: true, providerId: `file-${message.reference}` };
    try {
      this.known ??= await this.readReferences();
      if (this.known.has(message.reference)) return accepted;
      const { to, template, text, reference } = message;
      const line = `${JSON.stringify({ at: new Date().toISOString(), to, template, text, reference })}\n`;
      await this.makeRoom(Buffer.byteLength(line));
      await appendFile(this.path(0), line, { mode: 0o600, flush: true });
      this.known.add(reference);
      return accepted;
    } catch {
      this.known = null;
      return { accepted: false, code: 'SMS_TRANSPORT_FAILED', retryable: true };
    }
  }

  private async makeRoom(bytes: number): Promise<void> {
    const size = await stat(this.path(0)).then((found) => found.size, () => 0);
    if (size === 0 || size + bytes <= this.maxBytes) return;
    for (let n = KEPT - 1; n >= 0; n--) await rename(this.path(n), this.path(n + 1)).catch(absent);
    // What has left the folder is forgotten with it: the memory is as bounded as the folder.
    this.known = await this.readReferences();
  }

  private async readReferences(): Promise<Set<string>> {
    const references = new Set<string>();
    for (let n = KEPT; n >= 0; n--) {
      const text = await readFile(this.path(n), 'utf8').catch(absent);
      // The mode of a file that somebody copied here is set right.
      if (text !== undefined) await chmod(this.path(n), 0o600);
      if (n === 0 && text !== undefined && !text.endsWith('\n')) await appendFile(this.path(n), '\n');
      for (const line of (text ?? '').split('\n')) references.add(referenceOf(line));
    }
    return references;
  }

  private path(n: number): string {
    return join(this.folder, n === 0 ? CURRENT : `messages.${n}.jsonl`);
  }
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/** The last line may have been cut off by a crash: it was not accepted then, and is sent again. */
function referenceOf(line: string): string {
  try {
    return String((JSON.parse(line) as { reference?: unknown }).reference);
  } catch {
    return '';
  }
}
