import { CannotStart } from '../config/cannot-start.js';
import { SETTINGS, type SettingKey } from '../config/settings-table.js';
import type { Settings } from '../config/settings.js';
import { whyNotListen } from '../embedded/free-port.js';

export type PortSetting = Extract<SettingKey, 'marketPort' | 'adminPort' | 'workerPort'>;

/** @throws CannotStart that names the first port that cannot be listened on, and its setting. */
export async function checkPorts(settings: Settings, ports: readonly PortSetting[]): Promise<void> {
  const seen = new Map<number, PortSetting>();
  for (const key of ports) {
    const { name } = SETTINGS[key];
    const port = settings[key];
    const twin = seen.get(port);
    if (twin !== undefined) {
      throw new CannotStart(`${SETTINGS[twin].name} 与 ${name} 都是 ${port}：请改其中一个。`, `${SETTINGS[twin].name} and ${name} are both ${port}: change one of them.`);
    }
    seen.set(port, key);
    const reason = await whyNotListen(settings.host, port);
    if (reason !== null) throw cannotListen(reason, settings.host, port, name);
  }
}

function cannotListen(reason: string, host: string, port: number, name: string): CannotStart {
  if (reason === 'EADDRINUSE') {
    return new CannotStart(`端口 ${port} 已被占用：请关闭占用它的程序，或用 ${name} 换一个端口。`, `Port ${port} is taken: stop the program that holds it, or choose another port with ${name}.`);
  }
  if (reason === 'EACCES') {
    return new CannotStart(`本账户不能使用端口 ${port}：请用 ${name} 换一个 1024 以上的端口。`, `This account may not use port ${port}: choose one above 1024 with ${name}.`);
  }
  return new CannotStart(`不能在地址 ${host} 上监听（${reason}）：请改正 ${SETTINGS.host.name}。`, `The address ${host} cannot be listened on (${reason}): correct ${SETTINGS.host.name}.`);
}
