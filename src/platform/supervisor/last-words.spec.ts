import { describe, expect, it } from '@jest/globals';
import { lastWords } from './last-words.js';

const STACK = `file:///srv/dist/app/switchboard.js:2
import { IndexProducts } from '../catalogue/jobs.js';
         ^^^^^^^^^^^^^
SyntaxError: The requested module does not provide an export named 'IndexProducts'
    at ModuleJob._instantiate (node:internal/modules/esm/module_job:180:21)

Node.js v20.20.2
`;

describe('the last words of a process', () => {
  it.each<[string, string, string]>([
    ['an error that nobody caught', STACK, "SyntaxError: The requested module does not provide an export named 'IndexProducts'"],
    ['one with properties', `${STACK.split('\n').slice(0, 5).join('\n')} {\n  code: 'X'\n}\n`, "SyntaxError: The requested module does not provide an export named 'IndexProducts'"],
    ['a sentence for a person', '{"level":"info","msg":"a"}\n缺少设置。 A setting is missing.\n', '缺少设置。 A setting is missing.'],
    ['a logged fault before the last line', '{"level":"error","msg":"stopping failed"}\n{"level":"info","msg":"b"}\n', '{"level":"error","msg":"stopping failed"}'],
    ['nothing', '', ''],
  ])('of %s', (_what, log, words) => {
    expect(lastWords(log)).toBe(words);
  });

  it('are cut when they are long', () => {
    expect(lastWords('x'.repeat(1_000))).toHaveLength(300);
  });
});
