export { PlanDeliveries } from './plan-deliveries.js';
export { PlanWebhooks } from './plan-webhooks.js';
export { PostContactCodes } from './post-contact-codes.js';
export { PostNotices } from './post-notices.js';
export { SendDeliveries } from './send-deliveries.js';
export { SendWebhooks } from './send-webhooks.js';
export { SweepDeliveries } from './sweep-deliveries.js';
export { SweepWebhooks } from './sweep-webhooks.js';
