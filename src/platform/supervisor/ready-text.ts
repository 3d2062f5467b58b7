import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import type { DataHome } from './data-home.js';

/** A person of the demo who can sign in. */
export interface DemoAccount {
  readonly zh: string;
  readonly en: string;
  readonly signInName: string;
  readonly password: string;
  /** Where this person signs in. */
  readonly at: 'market' | 'admin';
}

/** Where the processes answer, as a browser on this machine reaches them. */
export interface ProductUrls {
  readonly market: string;
  readonly admin: string;
  readonly worker: string;
}

export function productUrls({ host, marketPort, adminPort, workerPort }: Settings): ProductUrls {
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return { market: `http://${reached}:${marketPort}`, admin: `http://${reached}:${adminPort}`, worker: `http://${reached}:${workerPort}` };
}

/** The one line that begins with `ready`, and below it what a person needs next. */
export function readyText(settings: Settings, home: DataHome, accounts: readonly DemoAccount[], milliseconds: number): string {
  const { market, admin, worker } = productUrls(settings);
  const lines = [
    `ready market=${market}/graphql admin=${admin}/graphql worker=${worker}/health/ready (${(milliseconds / 1000).toFixed(1)} s)`,
    ...(accounts.length === 0 ? [] : ['  演示账号 Demo accounts:']),
    ...accounts.map(({ zh, en, signInName, password, at }) => `    ${zh} ${en}: ${signInName} / ${password} → ${at === 'admin' ? admin : market}/graphiql`),
    `  数据在 The data lies in: ${home.folder}`,
    ...(settings.logTo === 'folder' ? [`  日志在 The logs lie in: ${join(home.folder, 'logs')}`] : []),
    `  清除数据（先停止）To erase it (stop first): rm -rf ${quoted(home.folder)}${settings.embedded ? '' : '（不含外部数据库 not the external database）'}`,
    '  停止 To stop: Ctrl-C',
  ];
  return lines.join('\n');
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
