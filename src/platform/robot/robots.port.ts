import type { TransportAnswer } from '../transport/transport-answer.js';

export type RobotVendor = 'WECOM' | 'DINGTALK';

/** One message to the group that a robot sits in. */
export interface RobotMessage {
  readonly vendor: RobotVendor;
  /** What names the group: the `key` of 企业微信, the `access_token` of 钉钉. */
  readonly key: string;
  /** Of a robot of 钉钉 that wants signed messages; null for every other. */
  readonly signingSecret: string | null;
  /** One line; 钉钉 shows it on a locked screen. */
  readonly title: string;
  readonly text: string;
  /** Our id of the message, letters, digits and underscores. */
  readonly reference: string;
}

/**
 * Port of the platform: posts messages as a group robot of 企业微信 or 钉钉. Called by job handlers alone, never inside a
 * transaction. Answers what became of a message and rejects for nothing that a vendor or the network may do.
 */
export abstract class Robots {
  abstract post(message: RobotMessage): Promise<TransportAnswer>;
}
