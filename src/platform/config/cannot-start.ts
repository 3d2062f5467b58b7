/**
 * Something outside the program keeps it from starting: a setting, a port, a folder, a database. The message is one sentence
 * in Chinese, then the same in English, and says what to do; whoever catches it prints it without a stack.
 */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';

  constructor(readonly zh: string, readonly en: string, options?: ErrorOptions) {
    super(`${zh} ${en}`, options);
  }
}
