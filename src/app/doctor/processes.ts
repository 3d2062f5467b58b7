import { whyNotListen } from '../../platform/embedded/free-port.js';
import { productUrls } from '../../platform/supervisor/ready-text.js';
import { fail, ok, type Check, type Finding } from './check.js';

const WITHIN_MS = 5_000;
const SETTING = { market: 'DUIJIE_MARKET_PORT', admin: 'DUIJIE_ADMIN_PORT', worker: 'DUIJIE_WORKER_PORT' } as const;
type Name = keyof typeof SETTING;

/** Of a product that runs: are its processes live and ready; else: can they listen. */
export const checkProcesses: Check = async ({ settings, running }) => {
  const urls = productUrls(settings);
  const port = { market: settings.marketPort, admin: settings.adminPort, worker: settings.workerPort };
  return Promise.all((Object.keys(SETTING) as Name[]).map(async (name) => {
    const answer = await readiness(urls[name]);
    if (answer !== null && answer.process === name) return ready(name, answer);
    if (running) return fail(name, [`${name} 进程没有应答`, `the ${name} process does not answer`], ['看 logs/ 中的原因后重启 npm start', 'read the reason in logs/ and restart npm start']);
    return listening(name, settings.host, port[name]);
  }));
};

interface Answer {
  readonly ready: boolean;
  readonly process: string;
  readonly checks: readonly { readonly name: string; readonly ok: boolean }[];
}

function ready(name: Name, { ready, checks }: Answer): Finding {
  if (ready) return ok(name, [`${name} 进程就绪`, `the ${name} process is ready`]);
  const failed = checks.filter((check) => !check.ok).map((check) => check.name).join(', ');
  return fail(name, [`${name} 进程在运行但未就绪（${failed}）`, `the ${name} process is live and not ready (${failed})`], ['先处理本报告中其他不通过的项', 'mend what else fails in this report first']);
}

async function listening(name: Name, host: string, port: number): Promise<Finding> {
  const reason = await whyNotListen(host, port);
  if (reason === null) return ok(name, [`${name} 没有运行，端口 ${port} 可用`, `${name} does not run; port ${port} is free`]);
  return fail(name, [`端口 ${port} 不能使用（${reason}）`, `port ${port} cannot be used (${reason})`], [`关闭占用它的程序，或用 ${SETTING[name]} 换一个`, `stop the program that holds it, or choose another with ${SETTING[name]}`]);
}

async function readiness(url: string): Promise<Answer | null> {
  try {
    return await (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(WITHIN_MS) })).json() as Answer;
  } catch {
    // Nobody there, or somebody who is not ours.
    return null;
  }
}
