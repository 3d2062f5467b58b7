import { isIP } from 'node:net';
import { fail, ok, warn, type Check, type Finding } from './check.js';

const SHANGHAI_SAMPLE = new Date('2026-01-01T00:00:00Z');

/** Node, the data of time zones, and settings that contradict one another. */
export const checkProcess: Check = ({ settings }) => Promise.resolve([nodeVersion(), timeZones(), exposedDemo(settings.demo, settings.host), mail(settings), ports(settings)]);

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major === 20 && minor >= 19 || major === 22 && minor >= 13 || major > 24 || major === 24 && minor >= 11;
  return fits ? ok('node', [`Node.js ${process.versions.node}`, `Node.js ${process.versions.node}`])
    : fail('node', [`Node.js ${process.versions.node} 不受支持`, `Node.js ${process.versions.node} is not supported`], ['安装 20.19、22.13 或 24.11 以上的版本', 'install 20.19, 22.13, 24.11 or later']);
}

function timeZones(): Finding {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', hourCycle: 'h23' }).format(SHANGHAI_SAMPLE);
  return hour === '08' ? ok('time-zone', ['有 Asia/Shanghai 的时区数据', 'Asia/Shanghai is known'])
    : fail('time-zone', ['没有 Asia/Shanghai 的时区数据，日期会算错', 'Asia/Shanghai is not known: dates would be wrong'], ['换用带完整 ICU 的 Node.js', 'use a Node.js with full ICU']);
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || isIP(host) === 4 && host.startsWith('127.');

function exposedDemo(demo: boolean, host: string): Finding {
  if (!demo) return ok('demo', ['不是演示环境', 'not a demo']);
  if (isLoopback(host)) return warn('demo', ['演示环境：有公开密码的账号，不要求第二步验证', 'a demo: accounts with known passwords, and no second factor'], ['正式安装请设 DEMO=0', 'for a real installation set DEMO=0']);
  return fail('demo', ['演示环境对网络开放：任何人可用公开密码登录', 'a demo is open to the network: anybody can sign in with a known password'], ['设 DEMO=0，或把 DUIJIE_HOST 设回 127.0.0.1', 'set DEMO=0, or DUIJIE_HOST back to 127.0.0.1']);
}

function mail({ mailTransport, smtpUrl, mailFrom }: Parameters<Check>[0]['settings']): Finding {
  if (mailTransport !== 'smtp') return ok('mail', ['邮件写入数据文件夹', 'mails go to the data folder']);
  if (smtpUrl !== null && mailFrom !== null) return ok('mail', ['邮件服务器和发件地址已设', 'mail server and sender are set']);
  return fail('mail', ['设了 smtp 而缺少服务器或发件地址', 'smtp is set, and server or sender is missing'], ['设好 DUIJIE_SMTP_URL 和 DUIJIE_MAIL_FROM', 'set DUIJIE_SMTP_URL and DUIJIE_MAIL_FROM']);
}

function ports({ marketPort, adminPort, workerPort }: Parameters<Check>[0]['settings']): Finding {
  return new Set([marketPort, adminPort, workerPort]).size === 3 ? ok('port-settings', ['三个端口各不相同', 'the three ports differ'])
    : fail('port-settings', ['两个进程的端口相同', 'two processes have one port'], ['改 DUIJIE_MARKET_PORT、DUIJIE_ADMIN_PORT 或 DUIJIE_WORKER_PORT', 'change DUIJIE_MARKET_PORT, DUIJIE_ADMIN_PORT or DUIJIE_WORKER_PORT']);
}
