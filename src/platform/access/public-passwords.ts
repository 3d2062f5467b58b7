/** Passwords that everybody can read, such as the demo's: where there is no demo they open nothing, whoever's they were. */
export class PublicPasswords {
  constructor(private readonly passwords: readonly string[]) {}

  includes(password: string): boolean {
    return this.passwords.includes(password);
  }
}
