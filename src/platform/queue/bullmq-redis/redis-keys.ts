import { QueueKeys } from 'bullmq';

/** Every key of ours begins with it. */
export const PREFIX = 'duijie';

export const KEYS = new QueueKeys(PREFIX);
