import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { migrationFaults, sealOf, type Sealed } from './checks/migrations.js';
import { PROJECT } from './plant.js';

const FOLDER = join(PROJECT, 'migrations');
const LIST = 'test/law/migrations.json';

/** The seals of the last commit; none in a copy without history. */
function sealsOfLastCommit(): Promise<Sealed> {
  return new Promise((resolve) => {
    execFile('git', ['show', `HEAD:${LIST}`], { cwd: PROJECT }, (error, text) => resolve(error === null ? JSON.parse(text) as Sealed : {}));
  });
}

describe('the migrations', () => {
  it('are append-only: each is as it was sealed', async () => {
    const names = await readdir(FOLDER);
    const files = new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(FOLDER, name), 'utf8')] as const)));
    expect(files.size).toBeGreaterThan(5);
    expect(migrationFaults(files, JSON.parse(await readFile(join(PROJECT, LIST), 'utf8')) as Sealed, await sealsOfLastCommit())).toEqual([]);
  });
});

const [ONE, TWO, THREE] = ['1764000000001-one.js', '1764000000002-two.js', '1764000000003-three.js'] as const;
const files = (texts: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(texts));
const seals = (texts: Record<string, string>): Sealed => Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, sealOf(text)]));

describe('planted migrations', () => {
  it.each<[string, Record<string, string>, Record<string, string>, Record<string, string>, string[]]>([
    ['as sealed', { [ONE]: 'a', [TWO]: 'b' }, { [ONE]: 'a', [TWO]: 'b' }, { [ONE]: 'a' }, []],
    ['with other line ends', { [ONE]: 'a\r\nb' }, { [ONE]: 'a\nb' }, { [ONE]: 'a\nb' }, []],
    ['changed', { [ONE]: 'x' }, { [ONE]: 'a' }, {}, [`${ONE}: was changed`]],
    ['changed and sealed anew', { [ONE]: 'x' }, { [ONE]: 'x' }, { [ONE]: 'a' }, [`${ONE}: was changed`]],
    ['taken away', { [ONE]: 'a' }, { [ONE]: 'a', [TWO]: 'b' }, {}, [`${TWO}: was taken away`]],
    ['taken away with its seal', { [ONE]: 'a' }, { [ONE]: 'a' }, { [ONE]: 'a', [TWO]: 'b' }, [`${TWO}: was taken away`]],
    ['new and not sealed', { [ONE]: 'a', [TWO]: 'b' }, { [ONE]: 'a' }, { [ONE]: 'a' }, [`${TWO}: not sealed`]],
    ['squeezed in', { [ONE]: 'a', [TWO]: 'b', [THREE]: 'c' }, { [ONE]: 'a', [TWO]: 'b', [THREE]: 'c' }, { [ONE]: 'a', [THREE]: 'c' }, [`${TWO}: new, but older`]],
    ['named freely', { 'two.js': 'b' }, { 'two.js': 'b' }, {}, ['two.js: is not named']],
  ])('%s', (_what, present, sealed, before, faults) => {
    expect(migrationFaults(files(present), seals(sealed), seals(before))).toEqual(faults.map((fault) => expect.stringContaining(fault)));
  });
});
