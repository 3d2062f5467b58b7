import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CannotStart } from '../../platform/config/cannot-start.js';

/** Asks the person at the terminal for one line; null where there is none to ask. `hidden`: what is typed is not shown. */
export async function ask(question: string, hidden = false): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  let muted = false;
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!muted) process.stdout.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  try {
    const answer = lines.question(question);
    muted = hidden;
    return (await answer).trim();
  } finally {
    lines.close();
    if (hidden) process.stdout.write('\n');
  }
}

const LONGEST = 4_096;

/** The first line of standard input, for a script that brings a password; never as an argument, which every process list shows. */
async function firstLine(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.includes('\n') || text.length > LONGEST) break;
  }
  return (text.split('\n')[0] ?? '').replace(/\r$/, '');
}

/** The password: typed twice at a terminal, else the first line of standard input. @throws CannotStart when the two differ. */
export async function askPassword(): Promise<string> {
  const typed = await ask('密码 Password (8–128): ', true);
  if (typed === null) return firstLine();
  if (await ask('再输入一次 Once more: ', true) !== typed) throw new CannotStart('两次输入的密码不一致：请重新运行。', 'The two passwords differ: run it again.');
  return typed;
}
