import { lookup as lookUp } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AddressGuard, hostOf, type GuardRules } from './address-guard.js';
import { webhookHeaders } from './sign-webhook.js';
import { Webhooks, type CheckedUrl, type WebhookAnswer, type WebhookMessage } from './webhooks.port.js';

const TIMEOUT_MS = 10_000;
const LOOKUP_MS = 3_000;
const URL_MAX = 500;
/** Of an answer nothing is read but its head; so much is let in for so long, that a polite receiver meets no broken connection. */
const ANSWER_MAX_BYTES = 16_384;
const ANSWER_MS = 1_000;
const UNPRINTED = /[\s\p{Cc}\p{Cf}\\]/u;

/** All addresses of a name. */
type Resolve = (host: string) => Promise<readonly string[]>;

interface Options {
  /** For connection and status line together. */
  readonly timeoutMs?: number;
  /** Tests alone: who answers for the names of hosts, and whose certificates are trusted. */
  readonly resolve?: Resolve;
  readonly ca?: string;
}

/**
 * Posts over HTTPS with connections of their own. The name is looked up once for each connection, every address it leads to is judged,
 * and the connection goes to one of those very addresses: a name that leads elsewhere the second time (DNS rebinding) gains nothing.
 * Settings of proxies are not looked at.
 */
export class HttpsWebhooks extends Webhooks {
  private readonly guard: AddressGuard;
  private readonly timeoutMs: number;
  private readonly resolve: Resolve;

  constructor(rules: GuardRules, private readonly options: Options = {}) {
    super();
    this.guard = new AddressGuard(rules);
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.resolve = options.resolve ?? addressesOf;
  }

  async check(text: string): Promise<CheckedUrl> {
    const url = text.length <= URL_MAX && !UNPRINTED.test(text) && URL.canParse(text) ? new URL(text) : null;
    if (url === null) return { fault: 'WEBHOOK_URL_MALFORMED' };
    const fault = this.guard.faultOfUrl(url) ?? this.guard.faultOfAddresses(url, await within(this.known(hostOf(url)), LOOKUP_MS, []));
    return fault === null ? { fault, url: url.href } : { fault };
  }

  async post(message: WebhookMessage): Promise<WebhookAnswer> {
    const started = performance.now();
    const latencyMs = (): number => Math.round(performance.now() - started);
    try {
      const { statusCode, retryAfter } = await this.send(new URL(message.url), message);
      return { statusCode, retryAfter, code: statusCode >= 200 && statusCode < 300 ? null : `WEBHOOK_HTTP_${statusCode}`, latencyMs: latencyMs() };
    } catch (error) {
      return { statusCode: null, retryAfter: null, code: codeOf(error), latencyMs: latencyMs() };
    }
  }

  /** The head of the answer; rejects when there is none in time. */
  private async send(url: URL, message: WebhookMessage): Promise<AnswerHead> {
    const fault = this.guard.faultOfUrl(url) ?? (isIP(hostOf(url)) === 0 ? null : this.guard.faultOfAddresses(url, [hostOf(url)]));
    if (fault !== null) throw new Refused(fault);
    const options: RequestOptions = {
      method: 'POST', agent: false, signal: AbortSignal.timeout(this.timeoutMs), lookup: this.lookupFor(url), ca: this.options.ca,
      headers: {
        ...webhookHeaders(message), 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(message.body), 'user-agent': 'Duijie-Webhooks/1',
      },
    };
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
      const unanswered = (error?: Error): void => reject(error ?? new Error('The connection ended without an answer.'));
      request.once('error', unanswered).once('close', unanswered);
      request.once('response', (response) => {
        request.off('error', unanswered).off('close', unanswered).on('error', () => undefined);
        void letGo(response).then(() => resolve({ statusCode: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null }));
      });
      // Without a listener Node leaves such a connection open and says nothing.
      request.once('upgrade', (_response, socket) => socket.destroy());
      request.end(message.body);
    });
  }

  /** What `net.connect` asks for the addresses of a host: it connects to what this answers and to nothing else. */
  private lookupFor(url: URL): LookupFunction {
    return (host, { all }, answer) => {
      this.known(host).then((addresses) => {
        const fault = this.guard.faultOfAddresses(url, addresses);
        if (fault !== null) return answer(new Refused(fault), []);
        const [first = ''] = addresses;
        return all === true ? answer(null, addresses.map((address) => ({ address, family: isIP(address) }))) : answer(null, first, isIP(first));
      }).catch((error: unknown) => answer(error as NodeJS.ErrnoException, []));
    };
  }

  /** All addresses of a host, none when it has none; one that is an address itself needs no looking up. */
  private async known(host: string): Promise<readonly string[]> {
    return isIP(host) === 0 ? this.resolve(host).catch(() => []) : [host];
  }
}

interface AnswerHead {
  readonly statusCode: number;
  readonly retryAfter: string | null;
}

class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookUp(host, { all: true, order: 'verbatim' })).map(({ address }) => address);
}

/** Lets an answer go by unread, and ends it when it is longer than anybody needs. */
async function letGo(response: IncomingMessage): Promise<void> {
  const timer = setTimeout(() => response.destroy(), ANSWER_MS);
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > ANSWER_MAX_BYTES) response.destroy();
  });
  response.on('error', () => undefined);
  await new Promise((resolve) => response.once('close', resolve));
  clearTimeout(timer);
}

async function within<T>(work: Promise<T>, ms: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => { timer = setTimeout(() => resolve(otherwise), ms); });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Codes of Node's certificate checks, as far as their names do not say so. */
const CERTIFICATE = /CERT|^UNABLE_TO_|^ERR_TLS|^ERR_SSL|^HOSTNAME_MISMATCH$/;

function codeOf(error: unknown): string {
  if (error instanceof Refused) return error.code;
  const { name, code } = error as { readonly name?: string; readonly code?: unknown };
  if (name === 'AbortError' || name === 'TimeoutError') return 'WEBHOOK_TIMEOUT';
  if (typeof code === 'string' && CERTIFICATE.test(code)) return 'WEBHOOK_CERTIFICATE';
  return 'WEBHOOK_UNREACHABLE';
}
