import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { freePort } from '../../src/platform/embedded/free-port.js';
import { Endpoint } from './endpoint.js';

const START = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const READY_WITHIN_MS = 240_000;

/** The product as `npm start` runs it, on a database of its own, with the accounts of the demo. */
export class WholeProduct {
  private constructor(readonly dataDir: string, private readonly child: ChildProcess, private readonly ports: Readonly<Record<'market' | 'admin' | 'worker', number>>) {}

  readonly market = new Endpoint(() => `http://127.0.0.1:${this.ports.market}`);

  static async start(dataDir: string): Promise<WholeProduct> {
    const [market, admin, worker] = [await freePort('127.0.0.1'), await freePort('127.0.0.1'), await freePort('127.0.0.1')];
    const child = spawn(process.execPath, [START], {
      env: { PATH: process.env['PATH'] ?? '', DUIJIE_DATA_DIR: dataDir, DUIJIE_MARKET_PORT: String(market), DUIJIE_ADMIN_PORT: String(admin), DUIJIE_WORKER_PORT: String(worker) },
      cwd: '/', stdio: ['ignore', 'pipe', 'pipe'],
    });
    const product = new WholeProduct(dataDir, child, { market, admin, worker });
    let output = '';
    const take = (text: Buffer): void => { output += text.toString(); };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    for (const end = Date.now() + READY_WITHIN_MS; !/^ready /m.test(output); await new Promise((resolve) => setTimeout(resolve, 50))) {
      if (child.exitCode === null && Date.now() < end) continue;
      await product.stop();
      throw new Error(`The product did not start:\n${output}`);
    }
    return product;
  }

  /** Somebody of the demo. */
  async signIn(login: string): Promise<{ readonly token: string }> {
    const { session } = await this.market.done<{ session: { token: string } }>('signIn', { login, password: 'demo-2026-Jin' }, 'SignedIn { session { token } }');
    return session;
  }

  /** Stops the worker in the middle of whatever it does, or lets it go on; what is announced meanwhile stays undelivered. */
  worker(signal: 'SIGSTOP' | 'SIGCONT'): void {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n').map((line) => line.trim().split(/\s+/));
    const [found] = lines.filter(([, parent, ...args]) => Number(parent) === this.child.pid && args.join(' ').includes('worker.js'));
    process.kill(Number(found?.[0]), signal);
  }

  /** A statement of the tables' owner. */
  async sql<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { secrets, databasePort } = JSON.parse(await readFile(join(this.dataDir, 'keys.json'), 'utf8')) as { secrets: { owner: string }; databasePort: number };
    const client = new Client({ connectionString: `postgres://duijie_owner:${secrets.owner}@127.0.0.1:${databasePort}/duijie` });
    await client.connect();
    try {
      return (await client.query<Row>(text, [...parameters])).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
