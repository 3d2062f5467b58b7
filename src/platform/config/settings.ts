import { nearestWords } from '../../core/text/nearest-word.js';
import { CannotStart } from './cannot-start.js';
import { SETTINGS, type Setting, type SettingKey, type SettingValues } from './settings-table.js';

export type { SettingKey, SettingValues } from './settings-table.js';
export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'DUIJIE_';
const MASK = '***';
const ENTRIES = Object.entries(SETTINGS) as readonly (readonly [SettingKey, Setting])[];
const NAMES = ENTRIES.map(([, { name }]) => name);

/** What this process was told, every value checked; the properties are the rows of the settings table. */
export class Settings extends (Object as unknown as new () => SettingValues) {
  constructor(values: SettingValues) {
    super();
    Object.assign(this, values);
  }

  /** The value of a setting that this process cannot do without. @throws CannotStart when it was not given. */
  needed<K extends SettingKey>(key: K): NonNullable<SettingValues[K]> {
    const value = this[key];
    if (value !== null) return value as NonNullable<SettingValues[K]>;
    const { name, kind } = SETTINGS[key];
    throw new CannotStart(`缺少设置 ${name}：应为${kind.zh}；用 npm start 启动时会自动设好。`, `The setting ${name} is missing: it must be ${kind.en}; npm start provides it.`);
  }

  /** True when the product brings its own PostgreSQL. */
  get embedded(): boolean {
    return isEmbedded(this);
  }
}

/**
 * Reads the settings from the environment; an empty value counts as none.
 * @throws CannotStart for a value that is wrong and for a name with our prefix that no setting has.
 */
export function readSettings(environment: Environment = process.env): Settings {
  for (const name of Object.keys(environment)) {
    if (name.startsWith(PREFIX) && !NAMES.includes(name)) throw unknown(name);
  }
  const given = Object.fromEntries(ENTRIES.map(([key, setting]) => [key, readOne(setting, environment[setting.name])])) as Partial<SettingValues>;
  const whose = isEmbedded(given) ? 'embedded' : 'external';
  return new Settings(Object.fromEntries(ENTRIES.map(([key, setting]) => [key, given[key] ?? setting.default[whose]])) as unknown as SettingValues);
}

/** The settings as lines `NAME=value`, safe to print: of a secret nothing is shown, of a database's address no password. */
export function describeSettings(settings: SettingValues): string[] {
  return ENTRIES.map(([key, { name, secret }]) => {
    const text = textOf(settings[key]);
    return `${name}=${secret && text !== '' ? masked(text) : text}`;
  });
}

/** Settings as an environment that reads back as the same values; what is null is left out. */
export function settingsAsEnvironment(values: Partial<SettingValues>): Record<string, string> {
  return Object.fromEntries(ENTRIES.flatMap(([key, { name }]) => (textOf(values[key]) === '' ? [] : [[name, textOf(values[key])]])));
}

/** The environment this process runs in, without any setting of ours: what a child inherits beside its own settings. */
export function inheritedEnvironment(environment: Environment = process.env): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value === undefined || NAMES.includes(name) ? [] : [[name, value]])));
}

/** True when npm runs this process as the command `npm start` or `npm run dev`. */
export function isStartedByNpm(environment: Environment = process.env): boolean {
  return ['start', 'dev'].includes(environment['npm_lifecycle_event'] ?? '');
}

function isEmbedded({ databaseUrl, appDatabaseUrl }: Partial<SettingValues>): boolean {
  return (databaseUrl ?? null) === null && (appDatabaseUrl ?? null) === null;
}

function readOne({ name, kind, secret }: Setting, text: string | undefined): unknown {
  if (text === undefined || text.trim() === '') return null;
  const value = kind.read(text.trim());
  if (value !== undefined) return value;
  const shown = secret ? '' : `${name}=${JSON.stringify(text)}`;
  throw new CannotStart(
    secret ? `设置 ${name} 的值不对（不显示）：应为${kind.zh}。` : `设置 ${shown} 不对：应为${kind.zh}。`,
    secret ? `The value of ${name} (not shown) is wrong: it must be ${kind.en}.` : `The setting ${shown} is wrong: it must be ${kind.en}.`,
  );
}

function unknown(name: string): CannotStart {
  const near = nearestName(name);
  return new CannotStart(
    `没有名为 ${name} 的设置${near === null ? '' : `，是否指 ${near}`}？请改正或删除该环境变量（全部设置：npm start -- --help）。`,
    `There is no setting ${name}${near === null ? '' : `; did you mean ${near}`}? Correct or unset this variable (all settings: npm start -- --help).`,
  );
}

/** Compared without the prefix, which would make any two names alike. */
function nearestName(name: string): string | null {
  const ours = NAMES.filter((one) => one.startsWith(PREFIX)).map((one) => one.slice(PREFIX.length));
  const [near] = nearestWords(name.slice(PREFIX.length), ours, '').candidates;
  return near === undefined ? null : PREFIX + near;
}

function masked(text: string): string {
  if (!URL.canParse(text)) return MASK;
  const url = new URL(text);
  url.search = '';
  if (url.password !== '') url.password = MASK;
  return url.href;
}

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value === null || value === undefined ? '' : String(value);
}
