import { tidy } from '../../text/fold.js';

/** What the name of the template's example begins with; a row that still has it is passed over. */
export const EXAMPLE_MARK = '【示例】';

export function isExample(name: string): boolean {
  return tidy(name).startsWith(EXAMPLE_MARK);
}
