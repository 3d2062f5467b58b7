export { ForgetCodes } from './forget-codes.js';
export { SendCodes } from './send-codes.js';
export { SendInvitations } from './send-invitations.js';
