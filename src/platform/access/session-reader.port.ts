import type { MemberViewer } from '../../core/access/viewer.js';

/** What a bearer token or session cookie turned out to be. */
export type SessionReading =
  | { readonly state: 'VALID'; readonly viewer: MemberViewer }
  /** The password was right and the second step is still to come: whom it will stand for, and for now nobody. */
  | { readonly state: 'HALFWAY'; readonly viewer: MemberViewer }
  | { readonly state: 'UNKNOWN' | 'EXPIRED' | 'REVOKED' }
  /** What came was a token of other software, by its form, and it does not work. */
  | { readonly state: 'TOKEN_UNKNOWN' | 'TOKEN_EXPIRED' | 'TOKEN_REVOKED' };

/** Port of the platform, implemented by `organisation`, bound in `app/`: turns a token into the viewer it stands for. */
export abstract class SessionReader {
  /** `receivedAt` decides expiry; a valid reading also moves the idle limit on. */
  abstract read(token: string, receivedAt: Date): Promise<SessionReading>;
}
