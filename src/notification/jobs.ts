export { PlanDeliveries } from './plan-deliveries.js';
export { PostContactCodes } from './post-contact-codes.js';
export { PostNotices } from './post-notices.js';
export { SendDeliveries } from './send-deliveries.js';
export { SweepDeliveries } from './sweep-deliveries.js';
