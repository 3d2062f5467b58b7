/** Everything BullMQ keeps lies in this schema of the product's database. */
export const QUEUE_SCHEMA = 'jobs';
