/** One violation that ESLint must catch: in this file, by this rule, with these words in the message, and nothing else. */
export interface LintPlant {
  readonly rule: string;
  readonly path: string;
  readonly text: string;
  /** Part of the message, where one rule of ESLint carries several of ours. */
  readonly says: string;
}

const SYNTAX = 'no-restricted-syntax';
const ROOM = 'src/demand';
const CORE = 'src/core/money';

const constructorOf = (count: number): string =>
  `export class Deed {\n  constructor(${Array.from({ length: count }, (_, n) => `readonly part${n}: string`).join(', ')}) {}\n}\n`;
const functionOf = (lines: number): string => `export function long(): number {\n${'  void 0;\n'.repeat(lines - 3)}  return 1;\n}\n`;

const cases: readonly (readonly [rule: string, folder: string, says: string, text: string])[] = [
  // Architecture 8: the environment is read in one place.
  ['no-restricted-properties', ROOM, 'platform/config alone', 'export const home = process.env.HOME;\n'],
  ['no-restricted-properties', ROOM, 'platform/config alone', "export const home = process['env']['HOME'];\n"],
  ['no-restricted-properties', ROOM, 'platform/config alone', 'const { env } = process;\nexport const home = env;\n'],
  ['no-restricted-properties', 'src/platform/queue', 'platform/config alone', 'export const home = process.env;\n'],
  ['no-restricted-imports', ROOM, 'whose environment the linter guards', "import { env } from 'node:process';\nexport const home = env.HOME;\n"],
  // Architecture 10: no forward references, no request scope, at most five dependencies.
  [SYNTAX, ROOM, 'hides a circle', "import { ModuleRef } from '@nestjs/core';\nexport const late = [ModuleRef];\n"],
  [SYNTAX, ROOM, 'hides a circle', "import { ModuleRef as Finder } from '@nestjs/core';\nexport const late = [Finder];\n"],
  [SYNTAX, ROOM, 'hides a circle', "import * as nest from '@nestjs/common';\nexport const late = nest.forwardRef(() => String);\n"],
  [SYNTAX, ROOM, 'per request', "import { Injectable, Scope } from '@nestjs/common';\n@Injectable({ scope: Scope.REQUEST })\nexport class Deed {}\n"],
  [SYNTAX, ROOM, 'per request', "import { Scope } from '@nestjs/common';\nexport const scope = Scope['REQUEST'];\n"],
  [SYNTAX, ROOM, 'more than one deed', constructorOf(6)],
  [SYNTAX, ROOM, 'where they are counted', "import { Inject } from '@nestjs/common';\nexport class Deed {\n  @Inject('x') readonly part: string;\n}\n"],
  // Architecture 6: deeds do not speak SQL.
  [SYNTAX, ROOM, 'SQL lives in stores', "import type { Tx } from '../platform/db/tx.js';\nexport const run = (tx: Tx): Promise<object[]> => tx.query('x');\n"],
  [SYNTAX, ROOM, 'SQL lives in stores', "import type { Tx } from '../platform/db/tx.js';\nexport const run = (tx: Tx): object => tx.manager;\n"],
  [SYNTAX, ROOM, 'SQL lives in stores', "import type { Tx } from '../platform/db/tx.js';\nexport function run(tx: Tx): object {\n  const { manager } = tx;\n  return manager;\n}\n"],
  // Architecture 2: core has no clock, no chance, no process.
  ['no-restricted-properties', CORE, 'no clock', 'export const now = Date.now();\n'],
  ['no-restricted-properties', CORE, 'no clock', 'export const clock = Date.now;\n'],
  ['no-restricted-properties', CORE, 'no clock', 'const { now } = Date;\nexport const clock = now;\n'],
  [SYNTAX, CORE, 'no clock', 'export const now = new Date();\n'],
  [SYNTAX, CORE, 'no clock', 'export const now = new Date;\n'],
  [SYNTAX, CORE, 'no clock', 'export const now = Date();\n'],
  ['no-restricted-properties', CORE, 'no chance', 'export const draw = Math.random();\n'],
  ...['performance.now()', 'crypto.randomUUID()', 'globalThis.crypto', 'process.pid', 'Buffer.alloc(1)', 'setTimeout(String, 1)', "fetch('x').catch(String)"].map((expression) =>
    ['no-restricted-globals', CORE, 'core/ is arithmetic', `export const impure = ${expression};\n`] as const),
  ['no-restricted-imports', CORE, 'only core/ and decimal.js', "import { randomBytes } from 'node:crypto';\nexport const draw = randomBytes(1);\n"],
  [SYNTAX, CORE, 'at run time', "export const late = import('./other.js');\n"],
  [SYNTAX, CORE, 'where it lies', 'export const here = import.meta.url;\n'],
  [SYNTAX, CORE, 'name the language', "export const order = 'a'.localeCompare('b');\n"],
  [SYNTAX, CORE, "machine's language", 'export const text = (1).toLocaleString();\n'],
  [SYNTAX, CORE, "machine's zone", 'export const zone = new Intl.DateTimeFormat();\n'],
  // Style and brief.
  ['@typescript-eslint/no-explicit-any', ROOM, 'Unexpected any', 'export const loose: any = 1;\n'],
  ['@typescript-eslint/no-explicit-any', 'test/api', 'Unexpected any', 'export const loose: any = 1;\n'],
  ['@typescript-eslint/no-floating-promises', ROOM, 'must be awaited', 'export function run(work: () => Promise<void>): void {\n  work();\n}\n'],
  ['@typescript-eslint/no-floating-promises', 'test/api', 'must be awaited', 'export function run(work: () => Promise<void>): void {\n  work();\n}\n'],
  ['@typescript-eslint/no-misused-promises', ROOM, 'Promise', 'export const run = (work: () => Promise<boolean>): number => (work() ? 1 : 0);\n'],
  ['@typescript-eslint/await-thenable', ROOM, 'await', 'export async function run(n: number): Promise<void> {\n  await n;\n}\n'],
  ['@typescript-eslint/only-throw-error', ROOM, 'error object', "export function run(): never {\n  throw 'text';\n}\n"],
  ['@typescript-eslint/switch-exhaustiveness-check', ROOM, 'not exhaustive', "export function run(side: 'A' | 'B'): number {\n  switch (side) {\n    case 'A':\n      return 1;\n  }\n  return 2;\n}\n"],
  ['@typescript-eslint/consistent-type-imports', ROOM, 'import type', "import { Tx } from '../platform/db/tx.js';\nexport type Kept = Tx;\n"],
  ['@typescript-eslint/ban-ts-comment', ROOM, '@ts-ignore', '// @ts-ignore: no reason is good enough\nexport const one: number = 1;\n'],
  ['@typescript-eslint/no-unused-vars', ROOM, 'never used', 'const lonely = 1;\nexport const one = 1;\n'],
  ['no-restricted-exports', ROOM, "'default'", 'export default function run(): void {}\n'],
  ['no-console', ROOM, 'Unexpected console', "console.log('x');\n"],
  ['no-console', 'src/app', 'Unexpected console', "console.error('x');\n"],
  ['max-lines-per-function', ROOM, 'too many lines', functionOf(71)],
  ['no-empty', ROOM, 'Empty block', 'export function run(work: () => void): void {\n  try {\n    work();\n  } catch {}\n}\n'],
];

export const LINT_PLANTS: readonly LintPlant[] = [
  ...cases.map(([rule, folder, says, text], n) => ({ rule, says, text, path: `${folder}/planted-${n}.ts` })),
  { rule: 'no-var', says: 'Unexpected var', text: 'export var old = 1;\n', path: 'migrations/1764000000001-old.js' },
];

/** What ESLint must let pass: each stands at the edge of a rule. */
export const LAWFUL_LINT_FILES: Readonly<Record<string, string>> = {
  'src/platform/config/lawful.ts': 'export const environment = process.env;\n',
  'src/platform/db/tx.ts': 'export interface Tx {\n  readonly manager: object;\n  query(sql: string): Promise<object[]>;\n}\n',
  'src/platform/supervisor/lawful.ts': "console.log('ready');\n",
  'src/app/demo/lawful.ts': "console.log('seeded');\n",
  'src/platform/audit/verify.command.ts': "console.log('verified');\n",
  [`${ROOM}/lawful.store.ts`]: "import type { Tx } from '../platform/db/tx.js';\nexport const all = (tx: Tx): Promise<object[]> => tx.query('x');\n",
  [`${ROOM}/lawful-deed.ts`]: constructorOf(5),
  [`${ROOM}/lawful-length.ts`]: functionOf(70),
  [`${CORE}/lawful.ts`]: 'export const at = (millis: number): Date => new Date(millis);\nexport const order = (a: string, b: string): number => a.localeCompare(b, "zh");\n',
  [`${CORE}/lawful.spec.ts`]: 'export const now = [Date.now(), new Date(), Math.random()];\n',
  'test/api/lawful.ts': 'export const folder = process.env.SHARED_DIR;\nconsole.log(folder);\n',
};
