import { readFile, stat } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { settingsAsMarkdown } from '../../src/platform/config/settings-markdown.js';
import { PROJECT } from './plant.js';
import { ourPaths, textsOf, type SourceText } from './tree.js';

const pages = await textsOf(PROJECT, (await ourPaths(PROJECT)).filter((path) => /^(README.*|docs\/.*)\.md$/.test(path)));

/** Links of a page that lead to no file beside it; those to other sites and within the page are not followed. */
async function brokenLinks({ path, text }: SourceText, project: string): Promise<string[]> {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '').filter((target) => !/^([a-z]+:|#)/i.test(target));
  const checked = await Promise.all(targets.map(async (target) => {
    const file = normalize(join(dirname(path), decodeURI(target.replace(/#.*$/, ''))));
    return (await stat(join(project, file)).catch(() => null)) === null ? [`${path}: ${target}`] : [];
  }));
  return checked.flat();
}

/** Commands that a page names and package.json does not have. */
function unknownCommands({ path, text }: SourceText, scripts: readonly string[]): string[] {
  return [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name ?? '').filter((name) => !scripts.includes(name)).map((name) => `${path}: npm run ${name}`);
}

describe('the pages for readers', () => {
  it('are seen', () => {
    expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'docs/glossary.md', 'docs/adding-a-mutation.md']));
  });

  it('show the settings as the code has them', async () => {
    expect(await readFile(join(PROJECT, 'README.md'), 'utf8').catch(() => '')).toContain(settingsAsMarkdown());
  });

  it('link to files that are there', async () => {
    expect((await Promise.all(pages.map((page) => brokenLinks(page, PROJECT)))).flat()).toEqual([]);
  });

  it('name commands that are there', async () => {
    const { scripts } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
    expect(pages.flatMap((page) => unknownCommands(page, Object.keys(scripts)))).toEqual([]);
  });
});

describe('planted pages', () => {
  it('with a broken link or an unknown command are found', async () => {
    const text = '[a](../package.json) [b](none.md#x) [c](https://example.com) [d](#there) `npm run known` `npm run unknown:one`';
    expect(await brokenLinks({ path: 'docs/a.md', text }, PROJECT)).toEqual(['docs/a.md: none.md#x']);
    expect(unknownCommands({ path: 'docs/a.md', text }, ['known'])).toEqual(['docs/a.md: npm run unknown:one']);
  });
});
