import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { normalAddress } from '../../core/notification/contact.js';
import { PROJECT_FOLDER } from './project.js';

/** What a setting's text may be: `read` answers undefined for anything else, `zh` and `en` say what it must be. */
export interface Kind<T> {
  readonly read: (text: string) => T | undefined;
  readonly zh: string;
  readonly en: string;
}

export const port: Kind<number> = {
  read: (text) => (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535 ? Number(text) : undefined),
  zh: '1 至 65535 的整数', en: 'a whole number from 1 to 65535',
};

export const host: Kind<string> = {
  read: (text) => (isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) ? text : undefined),
  zh: 'IP 地址或主机名', en: 'an IP address or a host name',
};

/** Relative to the project's folder, wherever the program is started from. */
export const folder: Kind<string> = {
  read: (text) => (text.includes('\0') ? undefined : resolve(PROJECT_FOLDER, text)),
  zh: '文件夹路径', en: 'the path of a folder',
};

export const flag: Kind<boolean> = {
  read: (text) => ({ 0: false, 1: true })[text],
  zh: '0 或 1', en: '0 or 1',
};

export const postgresUrl: Kind<string> = {
  read: (text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== '' && url.pathname.length > 1 ? text : undefined;
  },
  zh: 'postgres://用户:密码@主机:端口/数据库 形式的地址（密码中的特殊字符用 % 编码）',
  en: 'an address of the form postgres://user:password@host:port/database (special characters of the password %-encoded)',
};

export const redisUrl: Kind<string> = {
  read: (text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== '' && /^(\/\d{0,3})?$/.test(url.pathname) && url.search === '' && url.hash === '' ? text : undefined;
  },
  zh: 'redis://用户:密码@主机:端口/库号 或 rediss:// 形式的地址（用户、密码、库号可省；特殊字符用 % 编码）',
  en: 'an address of the form redis://user:password@host:port/number, or rediss:// (user, password and number of the database may be left out; special characters %-encoded)',
};

/** Without a query, so that a path may be put behind it; the slash at its end goes. */
export const webAddress: Kind<string> = {
  read: (text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const plain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
    return plain ? url.href.replace(/\/+$/, '') : undefined;
  },
  zh: 'http:// 或 https:// 开头的网址，不带参数', en: 'an address that begins with http:// or https://, without a query',
};

export const smtpUrl: Kind<string> = {
  read: (text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const plain = url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname) && url.search === '' && url.hash === '';
    return plain && (url.username === '') === (url.password === '') ? text : undefined;
  },
  zh: 'smtp://用户:密码@主机:端口 或 smtps:// 形式的地址（密码中的特殊字符用 % 编码；无需登录时不写用户和密码）',
  en: 'an address of the form smtp://user:password@host:port, or smtps:// (special characters of the password %-encoded; neither user nor password where none is wanted)',
};

export const mailAddress: Kind<string> = {
  read: (text) => normalAddress('EMAIL', text) ?? undefined,
  zh: '邮箱地址', en: 'a mail address',
};

const SHORTEST_SECRET = 16;

export const secretText: Kind<string> = {
  read: (text) => (text.length >= SHORTEST_SECRET ? text : undefined),
  zh: `至少 ${SHORTEST_SECRET} 个字符的随机文字`, en: `random text of at least ${SHORTEST_SECRET} characters`,
};

/** Meilisearch asks for sixteen bytes. */
export const engineKey: Kind<string> = {
  read: (text) => (text.length >= 16 ? text : undefined),
  zh: '至少 16 个字符', en: 'at least 16 characters',
};

export function oneOf<const T extends string>(...values: readonly T[]): Kind<T> {
  return {
    read: (text) => values.find((value) => value === text),
    zh: `${values.join('、')} 之一`, en: `one of ${values.join(', ')}`,
  };
}

/** Networks as `address/prefix`, parted by commas; the bits behind the prefix do not matter. */
export const networks: Kind<readonly string[]> = {
  read: (text) => {
    const all = text.split(',').map((one) => one.trim());
    return all.every(isNetwork) ? all : undefined;
  },
  zh: '网段列表，如 10.20.0.0/16,fd00::/8', en: 'networks such as 10.20.0.0/16,fd00::/8',
};

function isNetwork(text: string): boolean {
  const [, address = '', prefix = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  return isIP(address) !== 0 && Number(prefix) >= 1 && Number(prefix) <= (isIP(address) === 4 ? 32 : 128);
}
