import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { looseVersions, resolvedPlaces, scriptsNotReviewed, type LockFile, type Manifest } from './checks/lock.js';
import { unusedIn } from './checks/unused.js';
import { PROJECT, inPlantedFolder } from './plant.js';

const SLOW_MS = 60_000;
const read = async <T>(name: string): Promise<T> => JSON.parse(await readFile(join(PROJECT, name), 'utf8')) as T;
const lock = await read<LockFile>('package-lock.json');
const manifest = await read<Manifest>('package.json');

describe('the packages of the project', () => {
  it('are seen', () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(300);
    expect(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).length).toBeGreaterThan(20);
  });

  it('are locked without the place one machine took them from', () => {
    expect(resolvedPlaces(lock)).toEqual([]);
  });

  it('run install scripts only where package.json says yes or no to them', () => {
    expect(scriptsNotReviewed(lock, manifest)).toEqual([]);
  });

  it('are listed with one version each', () => {
    expect(looseVersions(manifest)).toEqual([]);
  });

  it('are listed when used and used when listed, and so is every file of code', async () => {
    expect(await unusedIn(PROJECT)).toEqual([]);
  }, SLOW_MS);
});

const locked = (path: string, more: object): LockFile => ({ packages: { '': { hasInstallScript: true }, [path]: { version: '1.0.0', ...more } } });

describe('planted packages are found', () => {
  it.each<[object, boolean]>([
    [{ resolved: 'https://one.example/a-1.0.0' }, true],
    [{ resolved: 'git+ssh://git@one.example/a.git' }, true],
    [{ resolved: 'file:../a' }, true],
    [{}, false],
  ])('with a place: %j', (more, found) => {
    expect(resolvedPlaces(locked('node_modules/a', more))).toHaveLength(found ? 1 : 0);
  });

  it.each<[string, LockFile, Manifest, string[]]>([
    ['a script nobody spoke about', locked('node_modules/a', { hasInstallScript: true }), {}, [expect.stringContaining('a: runs an install script') as never]],
    ['a nested one', locked('node_modules/b/node_modules/@c/d', { hasInstallScript: true }), {}, [expect.stringContaining('@c/d: runs') as never]],
    ['one that was refused', locked('node_modules/a', { hasInstallScript: true }), { allowScripts: { a: false } }, []],
    ['one that was allowed', locked('node_modules/a', { hasInstallScript: true }), { allowScripts: { a: true } }, []],
    ['a word too many', locked('node_modules/a', {}), { allowScripts: { a: true } }, [expect.stringContaining('no such package') as never]],
  ])('%s', (_what, planted, allowed, faults) => {
    expect(scriptsNotReviewed(planted, allowed)).toEqual(faults);
  });

  it.each([['^1.0.0', true], ['~1.0.0', true], ['1', true], ['*', true], ['latest', true], ['https://one.example/a', true], ['1.0.0', false], ['18.4.0-beta.17', false]])('version %s: %s', (version, found) => {
    expect(looseVersions({ devDependencies: { a: version } })).toHaveLength(found ? 1 : 0);
  });

  it('used and listed nowhere, listed and used nowhere, and a file that nothing reaches', async () => {
    const planted = {
      'package.json': JSON.stringify({ name: 'planted', type: 'module', dependencies: { 'decimal.js': '10.6.0', ws: '8.23.0' } }),
      'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'nodenext' } }),
      'src/main.ts': "import { Decimal } from 'decimal.js';\nimport { Client } from 'pg';\nimport { used } from './used.js';\nexport const all = [Decimal, Client, used];\n",
      'src/used.ts': 'export const used = 1;\n',
      'src/lonely.ts': 'export const lonely = 1;\n',
    };
    expect(await inPlantedFolder(planted, unusedIn)).toEqual(['pg: used in src/main.ts, listed nowhere', 'src/lonely.ts: nothing imports this file', 'ws: listed in package.json, used nowhere']);
  }, SLOW_MS);
});
