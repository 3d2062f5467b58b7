import { Attempts } from '../platform/access/attempts.js';

const QUARTER_SECONDS = 900;

/**
 * How often a password may be tried. Ten wrong ones from one address lock that address out of that login and leave its owner,
 * who sits elsewhere, alone; the wider limits are against many addresses on one login and one address on many logins.
 */
export class SignInLimits {
  private readonly byBoth = new Attempts(10, QUARTER_SECONDS);
  private readonly byLogin = new Attempts(100, QUARTER_SECONDS);
  private readonly byAddress = new Attempts(100, QUARTER_SECONDS);

  /** Counts an attempt and answers 0, or answers the seconds to wait and counts nothing. */
  begin(login: string, address: string | null, at: Date): number {
    const keys = this.keysOf(login, address);
    const wait = Math.max(...keys.map(([attempts, key]) => attempts.waitSeconds(key, at)));
    if (wait === 0) for (const [attempts, key] of keys) attempts.count(key, at);
    return wait;
  }

  /** The attempt was no guess: it fitted, or was not even tried. */
  takeBack(login: string, address: string | null): void {
    for (const [attempts, key] of this.keysOf(login, address)) attempts.uncount(key);
  }

  private keysOf(login: string, address: string | null): [Attempts, string][] {
    const name = login.slice(0, 64);
    const own: [Attempts, string][] = [[this.byBoth, `${name} ${address ?? ''}`], [this.byLogin, name]];
    return address === null ? own : [...own, [this.byAddress, address]];
  }
}
