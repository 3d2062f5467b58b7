import { ID_PREFIX } from '../ids/ids.js';

const START = `${ID_PREFIX.sandbox}_`;

/** Whether an organisation is the sandbox (沙箱) of another one: its id says so, wherever a row that names it is copied to. */
export function isSandbox(organisationId: string): boolean {
  return organisationId.startsWith(START);
}

/** The market in which an organisation trades: empty for the one that all share, or the sandbox, where nobody else is. */
export function marketOf(organisationId: string): string {
  return isSandbox(organisationId) ? organisationId : '';
}

/** Whether a buyer and a supplier may be brought together: two organisations of the market, or a sandbox with itself, which plays both. */
export function mayMeet(buyerId: string, supplierId: string): boolean {
  return isSandbox(buyerId) || isSandbox(supplierId) ? buyerId === supplierId : buyerId !== supplierId;
}
