import { createHmac } from 'node:crypto';
import type { RobotMessage } from './robots.port.js';

/** 企业微信 takes 2,048 bytes of plain text, 钉钉 about 20,000 of everything: the smaller limit serves both. */
const TEXT_MAX_BYTES = 2_000;

/**
 * The JSON that the vendors' group robots take. Plain text at 企业微信, since its markdown is not shown in every client; markdown
 * at 钉钉, which shows a title with it. Signs with a meaning in markdown are taken for what they are.
 */
export function webhookBody({ vendor, title, text }: Pick<RobotMessage, 'vendor' | 'title' | 'text'>): object {
  return vendor === 'WECOM'
    ? { msgtype: 'text', text: { content: within(text) } }
    : { msgtype: 'markdown', markdown: { title, text: within(text).replace(/[\\`*_#>[\]!|~]/g, '\\$&').replaceAll('\n', '  \n') } };
}

/** What 钉钉 wants behind the address of a robot with a secret: HmacSHA256 over time and secret, keyed by the secret, as base64. */
export function signature(secret: string, at: Date): Readonly<Record<'timestamp' | 'sign', string>> {
  const timestamp = String(at.getTime());
  return { timestamp, sign: createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64') };
}

function within(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > TEXT_MAX_BYTES) return `${kept}…`;
    kept += character;
  }
  return kept;
}
