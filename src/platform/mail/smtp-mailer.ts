import { createTransport } from 'nodemailer';
import { ACCEPTED, notAccepted, type TransportAnswer } from '../transport/transport-answer.js';
import { emlOf } from './eml.js';
import { Mailer, type Mail } from './mailer.port.js';

/** Each step of a conversation; all of them together stay below the time that a job gives an attempt. */
const TIMEOUT_MS = 10_000;
const LASTING = 500;
/** 5xx, and yet about us and not about the mail: the account, the greeting, encryption. Whoever runs the product sets it right. */
const OURS = new Set(['EAUTH', 'ENOAUTH', 'ETLS', 'EREQUIRETLS', 'ECONFIG', 'EPROTOCOL']);

interface Options {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string;
  readonly from: string;
  readonly timeoutMs?: number;
  /** Tests alone: what a server's certificate is held against instead of the public authorities. */
  readonly trusted?: string;
}

/**
 * Hands mails to a mail server (RFC 5321). A password never travels in the open: with one, or by `smtps`, the connection is
 * encrypted or not used. Servers know no reference; a mail whose answer was lost goes again under the same Message-ID.
 */
export class SmtpMailer extends Mailer {
  private readonly transport: ReturnType<typeof transportOf>;

  constructor(private readonly options: Options) {
    super();
    this.transport = transportOf(options);
  }

  async send(mail: Mail): Promise<TransportAnswer> {
    const { from } = this.options;
    try {
      const raw = emlOf(mail, from, from.slice(from.indexOf('@') + 1), new Date());
      await this.transport.sendMail({ envelope: { from, to: mail.to }, raw });
      return ACCEPTED;
    } catch (error) {
      return faultOf(error);
    }
  }
}

function transportOf({ url, timeoutMs = TIMEOUT_MS, trusted }: Options) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const auth = username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return createTransport({
    host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (secure ? 465 : 587) : Number(port), secure, requireTLS: !secure && auth !== undefined,
    ...(auth === undefined ? {} : { auth }), tls: trusted === undefined ? {} : { ca: trusted },
    connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, dnsTimeout: timeoutMs,
    disableFileAccess: true, disableUrlAccess: true,
  });
}

/** Never the server's words: they repeat the address. */
function faultOf(error: unknown): TransportAnswer {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown };
  const kind = typeof code === 'string' && /^E[A-Z0-9]{2,20}$/.test(code) ? code : 'EUNKNOWN';
  if (OURS.has(kind) || typeof responseCode !== 'number') return notAccepted(`MAIL_${kind.slice(1)}`, true);
  return notAccepted(`MAIL_REFUSED_${responseCode}`, responseCode < LASTING);
}
