import { DELIVERED, notAccepted, type TransportAnswer } from '../transport/transport-answer.js';
import { signature, webhookBody } from './webhook-body.js';
import { Robots, type RobotMessage, type RobotVendor } from './robots.port.js';

/** The only hosts there are: a robot's address is made of these and its key, so that nobody can point it into the house. */
const VENDORS: Readonly<Record<RobotVendor, string>> = { WECOM: 'https://qyapi.weixin.qq.com', DINGTALK: 'https://oapi.dingtalk.com' };
const TIMEOUT_MS = 8_000;
const ANSWER_MAX_BYTES = 10_000;

/** Too many messages in a minute, and the vendors' own troubles; everything else (an unknown key, a wrong signature) stays as it is. */
const TEMPORARY = new Set([-1, 45_009, 45_033, 130_101, 410_100]);

interface Options {
  /** Tests alone: where a server of their own stands in for the vendors. */
  readonly vendors?: Readonly<Record<RobotVendor, string>>;
  readonly timeoutMs?: number;
}

/**
 * Posts to the webhooks of 企业微信 and 钉钉 over HTTPS; a redirect is followed nowhere. The vendors know no reference: a message
 * whose answer was lost is posted again.
 */
export class WebhookRobots extends Robots {
  private readonly vendors: Readonly<Record<RobotVendor, string>>;
  private readonly timeoutMs: number;

  constructor({ vendors = VENDORS, timeoutMs = TIMEOUT_MS }: Options = {}) {
    super();
    this.vendors = vendors;
    this.timeoutMs = timeoutMs;
  }

  async post(message: RobotMessage): Promise<TransportAnswer> {
    try {
      const response = await fetch(this.addressOf(message, new Date()), {
        method: 'POST', redirect: 'error', signal: AbortSignal.timeout(this.timeoutMs),
        headers: { 'content-type': 'application/json' }, body: JSON.stringify(webhookBody(message)),
      });
      const text = await bounded(response);
      if (!response.ok) return notAccepted(`ROBOT_HTTP_${response.status}`, response.status >= 500 || response.status === 429);
      return verdictOf(text);
    } catch {
      return notAccepted('ROBOT_UNREACHABLE', true);
    }
  }

  private addressOf({ vendor, key, signingSecret }: RobotMessage, at: Date): URL {
    const [path, name] = vendor === 'WECOM' ? ['/cgi-bin/webhook/send', 'key'] : ['/robot/send', 'access_token'];
    const url = new URL(path, this.vendors[vendor]);
    url.searchParams.set(name, key);
    if (signingSecret !== null) for (const [one, value] of Object.entries(signature(signingSecret, at))) url.searchParams.set(one, value);
    return url;
  }
}

/** Both vendors answer 200 with an `errcode`; 0 means that the message stands in the group. */
function verdictOf(text: string): TransportAnswer {
  try {
    const { errcode } = JSON.parse(text) as { readonly errcode?: unknown };
    if (errcode === 0) return DELIVERED;
    if (typeof errcode === 'number' && Number.isInteger(errcode)) return notAccepted(`ROBOT_ERROR_${errcode}`, TEMPORARY.has(errcode));
  } catch {
    // A page of somebody in between, not of the vendor.
  }
  return notAccepted('ROBOT_ANSWER_UNREADABLE', true);
}

async function bounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > ANSWER_MAX_BYTES) break;
  }
  return text;
}
