import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Account } from './plain-account.js';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));
/** What `npm start` needs; stubs stand in for the three processes. */
const NEEDED = ['package.json', 'package-lock.json', '.swcrc', 'build.js', 'migrations', 'seeds', 'src'];
const PROGRAMS = ['market', 'admin', 'worker'] as const;

export interface StartOptions {
  readonly argv?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly account?: Account;
  /** Through a parent of this command of npm, which can be killed. */
  readonly underNpm?: boolean;
}

/** A copy of the project, built, in a folder of its own whose path has spaces and Chinese characters. */
export class ProjectCopy {
  private readonly running = new Set<Started>();

  private constructor(readonly root: string, readonly folder: string, readonly ports: Readonly<Record<(typeof PROGRAMS)[number], number>>) {}

  /** `packages`: names that are copied into node_modules; the others are links to this project's. */
  static async make({ mode = 0o755, packages = [] as readonly string[] } = {}): Promise<ProjectCopy> {
    const root = await mkdtemp(join(tmpdir(), 'duijie-start-'));
    const folder = join(root, '设备 更新', '对接 平台');
    await mkdir(folder, { recursive: true });
    for (const path of NEEDED) await cp(join(PROJECT, path), join(folder, path), { recursive: true });
    await cp(join(FIXTURE, 'start.js'), join(folder, 'start.js'));
    for (const name of PROGRAMS) await cp(join(FIXTURE, 'stub.js'), join(folder, `${name}.stub.js`));
    await linkPackages(folder, packages);
    const { status, stderr } = spawnSync(process.execPath, ['build.js'], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    await chmod(root, mode);
    return new ProjectCopy(root, folder, Object.fromEntries(await Promise.all(PROGRAMS.map(async (name) => [name, await freePort()]))));
  }

  get data(): string {
    return join(this.folder, '.duijie');
  }

  /** Starts it with next to nothing in the environment, above all no LANG. */
  start(options: StartOptions = {}): Started {
    const environment = {
      PATH: process.env['PATH'] ?? '', DUIJIE_MARKET_PORT: String(this.ports.market), DUIJIE_ADMIN_PORT: String(this.ports.admin), DUIJIE_WORKER_PORT: String(this.ports.worker),
      ...options.environment,
    };
    const argv = [join(this.folder, 'start.js'), ...options.argv ?? []];
    const started = new Started(options.underNpm === true
      ? spawn(process.execPath, ['-e', `require('child_process').spawn(process.execPath, ${JSON.stringify(argv)}, { stdio: 'inherit' })`], { cwd: '/', env: { ...environment, npm_lifecycle_event: 'start' } })
      : spawn(process.execPath, argv, { cwd: '/', env: environment, ...options.account }));
    this.running.add(started);
    return started;
  }

  async ask(program: (typeof PROGRAMS)[number], path: string): Promise<unknown> {
    return (await fetch(`http://127.0.0.1:${this.ports[program]}${path}`)).json();
  }

  /** The numbers of all processes of this copy that run: supervisor, stubs, keeper, PostgreSQL with its children. */
  async processes(data = this.data): Promise<number[]> {
    const ours: number[] = [];
    for (const name of (await readdir('/proc')).filter((one) => /^\d+$/.test(one))) {
      const read = (file: string): Promise<string> => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '');
      const [command, stat] = [(await read('cmdline')).replaceAll('\0', ' '), await read('stat')];
      const workplace = await readlink(`/proc/${name}/cwd`).catch(() => '');
      const isOurs = [command, workplace].some((text) => text.includes(this.root) || text.includes(data));
      if (isOurs && !/\) Z /.test(stat)) ours.push(Number(name));
    }
    return ours;
  }

  /** Of these, PostgreSQL's: the postmaster first. */
  async servers(data = this.data): Promise<number[]> {
    const ours = await this.processes(data);
    const names = await Promise.all(ours.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')));
    return ours.filter((_pid, n) => names[n]?.startsWith('postgres')).sort((a, b) => a - b);
  }

  /** Ends whatever a test that failed has left, and takes the folder away. */
  async remove(): Promise<void> {
    for (const started of this.running) started.kill('SIGKILL');
    await settle(async () => (await this.processes()).length === 0, 20_000);
    await rm(this.root, { recursive: true, force: true });
  }
}

/** A running `npm start`. */
export class Started {
  output = '';
  readonly ended: Promise<number | null>;

  constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => { this.output += text.toString(); });
    this.ended = new Promise((resolve) => child.once('close', resolve));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves with what was said once it is ready; rejects when it ends before. */
  async ready(): Promise<string> {
    let over = false;
    void this.ended.then(() => { over = true; });
    await settle(() => Promise.resolve(over || /^ready .*\n/m.test(this.output)), 60_000);
    if (!/^ready /m.test(this.output)) throw new Error(`It did not become ready: ${this.output}`);
    return this.output;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null> {
    this.kill('SIGINT');
    return this.ended;
  }
}

export async function settle(until: () => Promise<boolean>, milliseconds: number): Promise<void> {
  for (const end = Date.now() + milliseconds; !await until();) {
    if (Date.now() > end) throw new Error('It did not settle.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function linkPackages(folder: string, copied: readonly string[]): Promise<void> {
  const [from, to] = [join(PROJECT, 'node_modules'), join(folder, 'node_modules')];
  if (copied.length === 0) return symlink(from, to, 'dir');
  await mkdir(to);
  for (const name of await readdir(from)) {
    if (copied.includes(name)) await cp(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
    else await symlink(join(from, name), join(to, name));
  }
}
