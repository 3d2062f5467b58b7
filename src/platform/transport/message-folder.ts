import { link, mkdir, open, readdir, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** Files of one folder; what is older goes, since people read here what went out lately and nothing else lives from it. */
const KEPT = 2_000;
const LOOKS_EVERY = 200;
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}$/;

/**
 * Messages as files `<dataDir>/<name>/<reference><ending>`, readable by this account alone, for an installation without a
 * carrier. A file is there whole or not at all, and the first one of a name stays: the same message twice is one.
 */
export class MessageFolder {
  private written = 0;

  private constructor(private readonly folder: string, private readonly ending: string, private readonly kept: number) {}

  static async open(dataDir: string, name: string, ending: string, kept = KEPT): Promise<MessageFolder> {
    const folder = join(dataDir, name);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new MessageFolder(folder, ending, kept);
  }

  /** Keeps a message under its reference unless it is there. @throws when the disk does not take it. */
  async put(reference: string, content: string): Promise<void> {
    if (!NAME.test(reference)) throw new RangeError('A reference names a file: letters, digits, . _ - alone.');
    const draft = join(this.folder, `.${randomBytes(9).toString('hex')}.part`);
    try {
      const handle = await open(draft, 'wx', 0o600);
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await link(draft, join(this.folder, `${reference}${this.ending}`)).catch(thereAlready);
    } finally {
      await rm(draft, { force: true });
    }
    if (this.written++ % LOOKS_EVERY === 0) await this.makeRoom();
  }

  /** Our references begin with ids, and ids sort by time. */
  private async makeRoom(): Promise<void> {
    const names = (await readdir(this.folder)).filter((name) => name.endsWith(this.ending)).sort();
    for (const name of names.slice(0, Math.max(0, names.length - this.kept))) await rm(join(this.folder, name), { force: true });
  }
}

function thereAlready(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
