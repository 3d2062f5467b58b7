import { describe, expect, it } from '@jest/globals';
import { filesTooLong, silencedWithoutReason, vagueNames } from './checks/files.js';
import { strangersIn } from './checks/strangers.js';
import { PROJECT } from './plant.js';
import { ourPaths, textsOf } from './tree.js';

const ours = await ourPaths(PROJECT);
const texts = await textsOf(PROJECT, ours);
const code = texts.filter(({ path }) => /\.(ts|js|mjs|cjs)$/.test(path));

/** Texts that break the rules on purpose. */
const PLANTED = /^test\/law\/(planted\/|tree\.test\.ts$)/;
const outside = <T extends { readonly path: string }>(files: readonly T[]): T[] => files.filter(({ path }) => !PLANTED.test(path));

describe('the files of the project', () => {
  it('are seen', () => {
    expect(ours.length).toBeGreaterThan(200);
    expect(code.length).toBeGreaterThan(150);
    expect(ours).toEqual(expect.arrayContaining(['package.json', 'src/platform/db/database.ts', 'test/law/tree.test.ts', '.npmrc']));
    expect(ours.filter((path) => /(^|\/)(node_modules|dist)\//.test(path))).toEqual([]);
  });

  it('have at most 300 lines, or a reason', () => {
    expect(filesTooLong(texts)).toEqual([]);
  });

  it('have names that say something', () => {
    expect(vagueNames(ours)).toEqual([]);
  });

  it('silence a linter or the compiler only with a reason', () => {
    expect(silencedWithoutReason(outside(texts))).toEqual([]);
  });

  it('name no folder of one machine and no place to download from', () => {
    expect(strangersIn(outside(texts.filter(({ path }) => path !== 'test/law/checks/strangers.ts')))).toEqual([]);
  });
});

const lines = (count: number, first = ''): string => `${first}\n${'x;\n'.repeat(count - 1)}`;

describe('planted files are found', () => {
  it.each([
    ['src/a.ts', lines(301), true],
    ['test/a.mjs', lines(301), true],
    ['src/a.ts', lines(301, '// long because:'), true],
    ['src/a.ts', lines(301, '// long because: x'), true],
    ['src/a.ts', lines(301, `${'\n'.repeat(5)}// long because: a table of all units and their factors`), true],
    ['src/a.ts', lines(301, '// long because: a table of all units and their factors'), false],
    ['src/a.ts', lines(300), false],
    ['seeds/a.json', lines(3_000), false],
  ])('too long: %s #%#', (path, text, found) => {
    expect(filesTooLong([{ path, text }]).length).toBe(found ? 1 : 0);
  });

  it.each([
    ['src/platform/utils.ts', true],
    ['src/core/date-helpers.ts', true],
    ['src/common/money.ts', true],
    ['src/platform/db/db_manager.ts', true],
    ['src/demand/misc.spec.ts', true],
    ['src/shared/x.ts', true],
    ['src/platform/shared.store.ts', true],
    ['src/platform/render/shared-strings.ts', false],
    ['src/demand/common-carrier.ts', true],
    ['src/demand/uncommon.ts', false],
    ['src/policy/managed-file.ts', false],
  ])('vague: %s %s', (path, found) => {
    expect(vagueNames([path])).toEqual(found ? [path] : []);
  });

  const disable = (more: string): string => `// eslint-${'disable'}${more}`;
  it.each([
    [disable(''), true],
    [disable('-next-line'), true],
    [disable('-next-line no-console'), true],
    [disable('-next-line no-console -- short'), true],
    [disable('-next-line no-console -- the demo speaks to a person'), false],
    [`/* eslint-${'disable'} no-console -- the demo speaks to a person */`, false],
    [`/* eslint-${'disable'} no-console */`, true],
    [`/* eslint no-console: 0 */`, true],
    [`// @ts-${'ignore'}`, true],
    [`// @ts-${'expect-error'} with words`, true],
    ['// eslint is named here and silenced nowhere', false],
    ['const text = 1;', false],
  ])('silenced: %s %s', (text, found) => {
    expect(silencedWithoutReason([{ path: 'src/a.ts', text: `x;\n${text}\n` }])).toEqual(found ? [expect.stringContaining('src/a.ts:2')] : []);
  });

  const path = (...parts: string[]): string => ['', ...parts].join('/');
  it.each([
    ['a.md', `see ${path('root', 'notes')}`, true],
    ['a.md', `see ${path('tmp', 'x.log')}.`, true],
    ['a.ts', `'${path('home', 'me', 'x')}'`, true],
    ['a.ts', `"${path('Users', 'me', 'x')}"`, true],
    ['a.ts', `C:${'\\'}Users${'\\'}me`, true],
    ['a.sh', `cd ${path('work')}`, true],
    ['a.ts', `join(project, '.${path('tmp', 'x')}')`, false],
    ['a.ts', `app${path('root', 'x')}`, false],
    ['a.md', `the ${path('worker')} process`, false],
    ['a.ts', `fetch('https://registry.${'npmjs'}.org/x')`, true],
    ['Dockerfile', `RUN curl -L https://github.com/a/b/releases/${'download'}/v1/c`, true],
    ['a.md', `https://example.com/pack.${'tgz'}`, true],
    ['a.md', 'https://example.com/page', false],
    ['.npmrc', `registry${'='}https://example.com`, true],
    ['.npmrc', 'fund=false', false],
  ])('stranger in %s: %s %s', (file, text, found) => {
    expect(strangersIn([{ path: file, text }])).toHaveLength(found ? 1 : 0);
  });
});
