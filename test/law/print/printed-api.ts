import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeRule, judge, type AccessRule } from '../../../src/core/access/rule.js';
import type { Role, Viewer } from '../../../src/core/access/viewer.js';
import { ROLES_OF } from '../../../src/core/organisation/roles.js';

export const SCHEMAS = ['market', 'admin'] as const;
export type SchemaName = (typeof SCHEMAS)[number];

export interface RootField {
  readonly kind: 'Query' | 'Mutation' | 'Subscription';
  readonly name: string;
  /** Null where the code is silent. */
  readonly rule: AccessRule | null;
}

export interface PrintedApi {
  /** The schema in GraphQL's own language, sorted. */
  readonly sdl: string;
  readonly fields: readonly RootField[];
  /** Members of each union in the order of the code, which a sorted schema does not keep. */
  readonly unions: Readonly<Record<string, readonly string[]>>;
}

const HERE = fileURLToPath(new URL('.', import.meta.url));
const LOADER = new URL('../../contract/queue/typescript-loader.mjs', import.meta.url).href;

/** Builds a schema in a process of its own. `src`: the folder of the rooms, the project's unless given. */
export function printApi(name: SchemaName, src?: string): Promise<PrintedApi> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--no-warnings', '--import', LOADER, join(HERE, 'print-api.ts'), name, ...(src === undefined ? [] : [src])], { maxBuffer: 64 * 1024 * 1024 },
      (error, out, errors) => (error === null ? resolve(JSON.parse(out) as PrintedApi) : reject(new Error(errors || error.message, { cause: error }))));
  });
}

export interface PrintedRest {
  readonly page: { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string; readonly summary: string }>>>> };
  readonly specs: readonly { readonly operationId: string; readonly scope: string | null; readonly writes: boolean }[];
}

/** The REST interface as its routes say it, in a process of its own. */
export function printRest(): Promise<PrintedRest> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--no-warnings', '--import', LOADER, join(HERE, 'print-openapi.ts')], { maxBuffer: 16 * 1024 * 1024 },
      (error, out, errors) => (error === null ? resolve(JSON.parse(out) as PrintedRest) : reject(new Error(errors || error.message, { cause: error }))));
  });
}

/** As docs/openapi.market.json holds it. */
export const restFile = ({ page }: PrintedRest): string => `${JSON.stringify(page, null, 2)}\n`;

type Column = readonly [title: string, viewer: (approved: boolean) => Viewer];

const member = (kind: 'ENTERPRISE' | 'DEPARTMENT' | 'BANK', role: Role) => (approved: boolean): Viewer =>
  ({ kind, roles: [role], approved, organisationId: 'org', branch: 'org', accountId: 'acc', memberId: 'mbr', sessionId: 'ses' } as unknown as Viewer);

const COLUMNS: readonly Column[] = [
  ['guest', () => ({ kind: 'ANONYMOUS' })],
  ...(['ENTERPRISE', 'DEPARTMENT', 'BANK'] as const).flatMap((kind) => ROLES_OF[kind].map((role): Column => [`${kind[0] ?? ''}·${role}`, member(kind, role)])),
];

/** ● open, ◐ open once the organisation is approved, · closed; ? where the code is silent. */
function cell(rule: AccessRule | null, viewer: Column[1]): string {
  if (rule === null) return '?';
  if (judge(rule, viewer(false)) === 'OPEN') return '●';
  return judge(rule, viewer(true)) === 'OPEN' ? '◐' : '·';
}

/** Who may call which root field of a schema, as a table in comments. */
function accessTable({ fields }: PrintedApi): string[] {
  return [
    '● 可用 open · ◐ 单位审核通过后可用 open once the organisation is approved · · 不可用 closed. E 企业 enterprise, D 主管部门 department, B 银行 bank.',
    '这里只决定门是否打开：看到哪些行、哪些字段，由行级安全和 visibleTo 决定。 A rule opens the door alone: row-level security keeps rows, visibleTo columns.',
    '',
    `| field | rule | ${COLUMNS.map(([title]) => title).join(' | ')} |`,
    `|---|---|${COLUMNS.map(() => ':-:|').join('')}`,
    ...fields.map(({ kind, name, rule }) => `| ${kind} ${name} | ${rule === null ? 'SILENT' : describeRule(rule).replaceAll('|', ' / ')} | ${COLUMNS.map(([, viewer]) => cell(rule, viewer)).join(' | ')} |`),
  ];
}

/** The text of docs/schema.<name>.graphql: who may call what, then the schema. One file, so that a new field is one place to look at. */
export function schemaFile(api: PrintedApi): string {
  const head = ['Printed from the code by npm run schema:print; do not edit.', '', '权限表 Who may call which root field', '', ...accessTable(api)];
  return `${head.map((line) => `# ${line}`.trimEnd()).join('\n')}\n\n${api.sdl}\n`;
}
