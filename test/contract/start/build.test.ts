import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IS_ROOT, plainAccount } from './plain-account.js';
import { ProjectCopy } from './project-copy.js';

jest.setTimeout(60_000);

let project: ProjectCopy;
beforeAll(async () => { project = await ProjectCopy.make(); });
afterAll(() => project.remove());

const at = (path: string): string => join(project.folder, path);
const run = (program: string, ...argv: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(program, argv, { cwd: project.folder, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
const build = (...argv: string[]): ReturnType<typeof run> => run(process.execPath, 'build.js', ...argv);

describe('npm run build', () => {
  it('does nothing when nothing changed', () => {
    expect(build()).toEqual(expect.objectContaining({ status: 0, stdout: '', stderr: '' }));
  });

  it('compiles what changed, whatever its time says, and no specs', async () => {
    await writeFile(at('src/one.ts'), 'export const one: number = 1;\n');
    await writeFile(at('src/one.spec.ts'), 'export const spec = 1;\n');
    const before = (await stat(at('dist/start.js'))).mtimeMs;
    expect(build().stdout).toMatch(/^已编译 built: 1 \/ \d+\n$/);
    expect(await readFile(at('dist/one.js'), 'utf8')).toBe('export const one = 1;\n\n//# sourceMappingURL=one.js.map\n'.replace('\n\n', '\n'));
    expect(existsSync(at('dist/one.spec.js'))).toBe(false);
    expect((await stat(at('dist/start.js'))).mtimeMs).toBe(before);
  });

  it('takes away what has no source any more', async () => {
    await rm(at('src/one.ts'));
    expect(build().status).toBe(0);
    expect(existsSync(at('dist/one.js'))).toBe(false);
  });

  it('compiles everything when the compiler’s settings changed, or when told so', async () => {
    await writeFile(at('.swcrc'), `${await readFile(at('.swcrc'), 'utf8')}\n`);
    for (const said of [build().stdout, build('--force').stdout]) expect(said).toMatch(/built: (\d+) \/ \1\n/);
  });

  it('says what is wrong with a source, and leaves the last build as it was', async () => {
    await writeFile(at('src/one.ts'), 'export const = 1;\n');
    const { status, stderr } = build();
    expect(status).toBe(1);
    expect(stderr).toContain('src/one.ts:1');
    expect(stderr).not.toContain('backtrace');
    await rm(at('src/one.ts'));
    expect(build().status).toBe(0);
  });
});

describe('npm start', () => {
  it('builds first, and passes its options on', async () => {
    await rm(at('dist'), { recursive: true });
    const { status, stdout } = run('npm', 'start', '--', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/built: (\d+) \/ \1\n[^]*npm start \[-- --help/);
  });

  it('has a --help for the build as well', () => {
    expect(run('npm', 'run', 'build', '--', '--help').stdout).toContain('npm run build [--');
  });

  const plain = plainAccount();
  const asPlainUser = IS_ROOT && plain === null ? it.skip : it;
  asPlainUser('says in one sentence that dist/ cannot be written (by root tried only where the account nobody may read node_modules)', async () => {
    await writeFile(at('src/one.ts'), 'export const one = 1;\n');
    await chmod(at('dist'), 0o555);
    const { status, stderr } = spawnSync(process.execPath, ['build.js'], { ...plain, cwd: project.folder, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^不能写入 .*（EACCES）.* cannot be written \(EACCES\).*\n$/);
    await chmod(at('dist'), 0o755);
  });
});
