import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/platform/embedded/free-port.js';

const HOST = '127.0.0.1';
const PATIENCE_MS = 30_000;

/** The program of a Meilisearch 1.50, as the environment names it; null where it names none. */
export const MEILISEARCH_PROGRAM: string | null = process.env['MEILI_PROGRAM'] || null;

export const WITHOUT_MEILISEARCH: string | null = MEILISEARCH_PROGRAM === null ? 'left out, since MEILI_PROGRAM names no program of Meilisearch 1.50' : null;

export interface MeilisearchServer {
  readonly url: string;
  readonly masterKey: string;
  /** It answers nobody and ends no connection, until `goOn`. */
  hold(): void;
  goOn(): void;
  /** As a machine that loses its power. */
  kill(): Promise<void>;
  /** Brings it back on the same port with what it had on its disk, or `empty`. */
  start(empty?: boolean): Promise<void>;
  /** Drops every index, as somebody with the key might. */
  dropAll(): Promise<void>;
  /** Ends it for good and removes its folder. */
  close(): Promise<void>;
}

/** A Meilisearch of its own on a free port, in a temporary folder, ended with this process however that ends. */
export async function openMeilisearchServer(): Promise<MeilisearchServer> {
  if (MEILISEARCH_PROGRAM === null) throw new Error(`A Meilisearch is ${WITHOUT_MEILISEARCH}.`);
  const server = new OwnMeilisearch(MEILISEARCH_PROGRAM, await mkdtemp(join(tmpdir(), 'duijie-meili-')), await freePort(HOST));
  await server.start();
  return server;
}

class OwnMeilisearch implements MeilisearchServer {
  readonly url: string;
  readonly masterKey = randomBytes(16).toString('hex');
  private child: ChildProcess | null = null;
  private watch: ChildProcess | null = null;

  constructor(private readonly program: string, private readonly folder: string, private readonly port: number) {
    this.url = `http://${HOST}:${port}`;
  }

  hold(): void {
    this.child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.child?.kill('SIGCONT');
  }

  kill(): Promise<void> {
    return this.end();
  }

  async start(empty = false): Promise<void> {
    const data = join(this.folder, 'data');
    if (empty) await rm(data, { recursive: true, force: true });
    const child = spawn(this.program, ['--http-addr', `${HOST}:${this.port}`, '--no-analytics', '--master-key', this.masterKey, '--db-path', data, '--max-indexing-threads', '1', '--log-level', 'WARN'], {
      stdio: ['ignore', 'pipe', 'pipe'], cwd: this.folder, env: { PATH: process.env['PATH'] ?? '' },
    });
    this.child = child;
    // Reads until this process is gone, also when that is killed.
    this.watch = spawn('sh', ['-c', `cat >/dev/null; kill -9 ${child.pid}; rm -rf '${this.folder}'`], { stdio: ['pipe', 'ignore', 'ignore'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => { said = (said + text.toString()).slice(-5_000); });
    for (const end = Date.now() + PATIENCE_MS; !(await this.isUp());) {
      if (child.exitCode === null && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      await this.end();
      throw new Error(`${this.program} did not start: ${said}`);
    }
  }

  async dropAll(): Promise<void> {
    const headers = { authorization: `Bearer ${this.masterKey}` };
    const { results } = await (await fetch(`${this.url}/indexes?limit=1000`, { headers })).json() as { results: { uid: string }[] };
    for (const { uid } of results) await fetch(`${this.url}/indexes/${uid}`, { method: 'DELETE', headers });
  }

  async close(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async end(): Promise<void> {
    const { child, watch } = this;
    [this.child, this.watch] = [null, null];
    watch?.kill('SIGKILL');
    // Its `cat` outlives it, and ends at the end of its input.
    watch?.stdin?.destroy();
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  private async isUp(): Promise<boolean> {
    return (await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => null))?.ok === true;
  }
}
