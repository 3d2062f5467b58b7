export { ForgetCodes } from './forget-codes.js';
export { SendCodes } from './send-codes.js';
