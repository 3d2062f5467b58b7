/** Why nothing is sent to an address. */
export type WebhookUrlFault = 'WEBHOOK_URL_MALFORMED' | 'WEBHOOK_URL_NOT_HTTPS' | 'WEBHOOK_PORT_NOT_ALLOWED' | 'WEBHOOK_ADDRESS_PRIVATE' | 'WEBHOOK_HOST_UNKNOWN';

export interface WebhookMessage {
  readonly url: string;
  /** The same at every attempt: by it a receiver knows a repeat. */
  readonly id: string;
  /** Of this attempt: receivers refuse what is older than some minutes. */
  readonly at: Date;
  /** The text that is signed and sent, JSON. */
  readonly body: string;
  /** `whsec_…`, each of which signs: two while an old one still holds. */
  readonly secrets: readonly string[];
}

export interface WebhookAnswer {
  /** Of the answer; null when there was none. */
  readonly statusCode: number | null;
  /** Why it does not count as delivered; null when it does. */
  readonly code: string | null;
  /** Its header Retry-After as it came; null when there was none. */
  readonly retryAfter: string | null;
  readonly latencyMs: number;
}

export type CheckedUrl = { readonly fault: null; readonly url: string } | { readonly fault: WebhookUrlFault };

/**
 * Port of the platform: posts signed messages to addresses that tenants chose (Standard Webhooks 1.0). Never inside a transaction.
 * An answer of 2xx means delivered, whatever stands in it; a redirect is followed nowhere.
 */
export abstract class Webhooks {
  /** The address in the form in which it is kept, or why nothing would be sent there. Looks its name up. */
  abstract check(url: string): Promise<CheckedUrl>;

  /** Rejects for nothing that a receiver or the network may do. */
  abstract post(message: WebhookMessage): Promise<WebhookAnswer>;
}
