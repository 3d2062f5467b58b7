/** What became of a message that was handed to whoever carries it. */
export type TransportAnswer =
  /** `delivered`: known to be where it belongs; otherwise it is under way, and nobody says more. */
  | { readonly accepted: true; readonly delivered: boolean }
  /** `retryable`: the same message may be taken later; otherwise trying again is useless. */
  | { readonly accepted: false; readonly code: string; readonly retryable: boolean };

export const ACCEPTED: TransportAnswer = { accepted: true, delivered: false };
export const DELIVERED: TransportAnswer = { accepted: true, delivered: true };
export const notAccepted = (code: string, retryable: boolean): TransportAnswer => ({ accepted: false, code, retryable });
