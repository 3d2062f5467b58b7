import { relative } from 'node:path';
import { PROJECT_FOLDER } from './project.js';
import { SETTINGS, type Setting } from './settings-table.js';

/** The table of all settings for the README; a law test holds the two together. */
export function settingsAsMarkdown(): string {
  const rows = Object.values(SETTINGS).map((setting: Setting) => `| \`${setting.name}\` | ${defaultText(setting)} | ${setting.zh} | ${setting.en} |`);
  return ['| 设置 Setting | 默认 Default | 含义 | Meaning |', '|---|---|---|---|', ...rows].join('\n');
}

/** The same as plain lines for `--help`. */
export function settingsAsHelp(): string {
  return Object.values(SETTINGS).map((setting: Setting) =>
    `  ${setting.name}  [${defaultText(setting).replaceAll('`', '')}]\n      ${setting.zh}（${setting.kind.zh}）\n      ${setting.en} (${setting.kind.en})`).join('\n');
}

function defaultText({ default: { embedded, external } }: Setting): string {
  const [own, other] = [shown(embedded), shown(external)];
  return own === other ? own : `${own}（外部数据库 external database: ${other}）`;
}

function shown(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return '—';
  if (typeof value === 'boolean') return value ? '`1`' : '`0`';
  const text = String(value);
  return `\`${text.startsWith(PROJECT_FOLDER) ? relative(PROJECT_FOLDER, text) : text}\``;
}
