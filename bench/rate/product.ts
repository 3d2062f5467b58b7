import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { PROJECT_FOLDER } from '../../src/platform/config/project.js';
import { freePort } from '../../src/platform/embedded/free-port.js';

const HOST = '127.0.0.1';
const READY_WITHIN_MS = 120_000;
const REST_WITHIN_MS = 3_600_000;
const LOOK_EVERY_MS = 250;

/** The product as `npm start` runs it: supervisor, three processes and the embedded database, in a folder of its own. */
export class Product {
  private constructor(readonly home: string, private readonly child: ChildProcess, readonly market: string, readonly worker: string, private readonly keys: Keys) {}

  static async start(home: string): Promise<Product> {
    const [market, admin, worker] = [await freePort(HOST), await freePort(HOST), await freePort(HOST)];
    const child = spawn(process.execPath, [join(PROJECT_FOLDER, 'dist', 'start.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'] ?? '', DUIJIE_DATA_DIR: home, DUIJIE_MARKET_PORT: String(market), DUIJIE_ADMIN_PORT: String(admin), DUIJIE_WORKER_PORT: String(worker), DEMO: '1' },
    });
    const said: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line);
      if (line.startsWith('ready ')) break;
    }
    child.stdout.resume();
    if (child.exitCode !== null || !existsSync(join(home, 'keys.json'))) throw new Error(`The product did not start:\n${said.join('\n')}`);
    return new Product(home, child, `http://${HOST}:${market}`, `http://${HOST}:${worker}`, JSON.parse(await readFile(join(home, 'keys.json'), 'utf8')) as Keys);
  }

  /** The address of the database for a working role, or for the superuser. */
  databaseUrl(role: 'app' | 'relay' | 'matcher' | 'superuser', port = this.keys.databasePort): string {
    const user = role === 'superuser' ? 'postgres' : `duijie_${role}`;
    return `postgres://${user}:${encodeURIComponent(this.keys.secrets[role])}@${HOST}:${port}/duijie`;
  }

  get databasePort(): number {
    return this.keys.databasePort;
  }

  /** A further market process on a port of its own, told another address of the database; the same product otherwise. */
  async anotherMarket(appDatabaseUrl: string, flags: readonly string[] = []): Promise<{ readonly url: string; stop(): Promise<void> }> {
    const port = await freePort(HOST);
    const child = spawn(process.execPath, [...flags, '--enable-source-maps', join(PROJECT_FOLDER, 'dist', 'main.js')], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'], cwd: this.home,
      env: {
        PATH: process.env['PATH'] ?? '', DUIJIE_DATA_DIR: this.home, DUIJIE_MARKET_PORT: String(port), DUIJIE_APP_DATABASE_URL: appDatabaseUrl, DUIJIE_LOG_TO: 'terminal', DEMO: '1',
        DUIJIE_IDEMPOTENCY_SECRET: this.keys.secrets.idempotency, DUIJIE_ACCESS_SECRET: this.keys.secrets.access,
      },
    });
    const url = `http://${HOST}:${port}`;
    for (const end = Date.now() + READY_WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
      const answer = await fetch(`${url}/health/ready`).catch(() => null);
      if (answer?.status === 200) break;
      if (child.exitCode !== null || Date.now() > end) throw new Error('The second market process did not start.');
    }
    return {
      url,
      stop: async () => {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      },
    };
  }

  /** Waits until nothing is to be relayed, chained or done by a job; answers the seconds it took. */
  async atRest(): Promise<number> {
    const begun = performance.now();
    for (let calm = 0; calm < 2; await pause(LOOK_EVERY_MS)) {
      const text = await (await fetch(`${this.worker}/metrics`)).text();
      const busy = text.split('\n').some((line) => /^duijie_(outbox_undelivered|audit_unchained|jobs\{.*state="(waiting|active|delayed)"\}) [1-9]/.test(line));
      calm = busy ? 0 : calm + 1;
      if (performance.now() - begun > REST_WITHIN_MS) throw new Error('The background did not come to rest.');
    }
    return (performance.now() - begun) / 1_000;
  }

  /** Memory of the four processes in MiB, by name. Linux: elsewhere there is no /proc and nothing is told. */
  async memory(): Promise<Readonly<Record<string, number>>> {
    return Object.fromEntries(await Promise.all(Object.entries(await this.processes()).map(async ([name, pid]): Promise<[string, number]> => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return [name, Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1_024];
    })));
  }

  /** Holds the worker, so that work handed on does not share the cores with what is measured; `atRest` comes first. */
  async holdWorker(): Promise<() => void> {
    const { worker } = await this.processes();
    if (worker === undefined) return () => undefined;
    process.kill(worker, 'SIGSTOP');
    return () => void process.kill(worker, 'SIGCONT');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }

  private async processes(): Promise<Readonly<Record<string, number>>> {
    const found: Record<string, number> = { supervisor: this.child.pid ?? 0 };
    if (!existsSync('/proc/self/status')) return {};
    for (const entry of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const [stat = '', line = ''] = await Promise.all([readFile(`/proc/${entry}/stat`, 'utf8'), readFile(`/proc/${entry}/cmdline`, 'utf8')]).catch(() => []);
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) !== this.child.pid) continue;
      for (const [name, file] of [['market', 'main.js'], ['admin', 'admin.js'], ['worker', 'worker.js']] as const) if (line.includes(`dist/${file}`)) found[name] = Number(entry);
    }
    return found;
  }
}

interface Keys {
  readonly secrets: Readonly<Record<'superuser' | 'owner' | 'app' | 'relay' | 'matcher' | 'idempotency' | 'access', string>>;
  readonly databasePort: number;
}
