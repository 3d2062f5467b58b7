import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../src/platform/embedded/free-port.js';
import { letGo } from '../../src/platform/redis/redis-client.js';

const HOST = '127.0.0.1';
const PATIENCE_MS = 20_000;
const PROGRAM = 'redis-server';

/** Why no Redis can be started here, to be put into the name of what is skipped; null when one can. */
export const WITHOUT_REDIS: string | null = spawnSync(PROGRAM, ['--version'], { stdio: 'ignore' }).status === 0 ? null : `skipped, since ${PROGRAM} is not installed`;

export interface RedisServer {
  readonly url: string;
  /** A command on a connection of its own; every other connection stays as it is. */
  ask(command: string, ...words: readonly (string | number)[]): Promise<unknown>;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  /** As a machine that loses its power. */
  kill(): Promise<void>;
  /** Brings it back on the same port, with what it had kept on disk. */
  start(): Promise<void>;
  /** Ends it for good and removes its folder. */
  close(): Promise<void>;
}

/**
 * A Redis of its own on a free port, in a temporary folder, ended with this process however that ends. `settings`: options of
 * redis.conf and their values; without any it is what we advise, but nothing reaches the disk.
 */
export async function openRedisServer(settings: Readonly<Record<string, string>> = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'duijie-redis-'));
  for (let attempt = 1; ; attempt++) {
    const server = new OwnRedis(folder, await freePort(HOST), settings);
    try {
      await server.start();
      return server;
    } catch (error) {
      // Another test file may have taken the free port first.
      if (attempt === 5 || !String(error).includes('Address already in use')) throw error;
    }
  }
}

class OwnRedis implements RedisServer {
  readonly url: string;
  private child: ChildProcess | null = null;
  private watch: ChildProcess | null = null;

  constructor(private readonly folder: string, private readonly port: number, private readonly settings: Readonly<Record<string, string>>) {
    this.url = `redis://${HOST}:${port}/0`;
  }

  async start(): Promise<void> {
    const options = { save: '', appendonly: 'no', ...this.settings };
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    const child = spawn(PROGRAM, ['--port', String(this.port), '--bind', HOST, '--dir', this.folder, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] ?? '' } });
    this.child = child;
    // Reads until this process is gone, also when that is killed.
    this.watch = spawn('sh', ['-c', `cat >/dev/null; kill -9 ${child.pid}; rm -rf '${this.folder}'`], { stdio: ['pipe', 'ignore', 'ignore'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => { said = (said + text.toString()).slice(-5_000); });
    for (const end = Date.now() + PATIENCE_MS; !(await this.answers(child));) {
      if (child.exitCode === null && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      await this.end('SIGKILL');
      throw new Error(`${PROGRAM} did not start: ${said}`);
    }
  }

  async ask(command: string, ...words: readonly (string | number)[]): Promise<unknown> {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(command, ...words);
    } finally {
      letGo(client);
    }
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  async close(): Promise<void> {
    await this.end('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child, watch } = this;
    [this.child, this.watch] = [null, null];
    watch?.kill('SIGKILL');
    // Its `cat` outlives it, and ends at the end of its input.
    watch?.stdin?.destroy();
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  /** Whether our own process answers there: the port may be another one's. */
  private async answers(child: ChildProcess): Promise<boolean> {
    const info = await this.ask('info', 'server').catch(() => '');
    return String(info).includes(`process_id:${child.pid}\r\n`) && child.exitCode === null;
  }
}
