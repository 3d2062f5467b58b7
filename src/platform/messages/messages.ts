import type { Locale } from '../deed/deed-request.js';

export type MessageParams = Readonly<Record<string, string | number>>;
/** One sentence in both languages with `{param}` places, Chinese first; it says what a person can do. */
export interface MessageText {
  readonly zh: string;
  readonly en: string;
}
export type RoomMessages = Readonly<Record<string, MessageText>>;

/** The one place where codes become sentences. */
export abstract class Messages {
  /** The sentence of a code. Amounts and dates in `params` are formatted already, by the caller who knows their units. */
  abstract render(code: string, params: MessageParams, locale: Locale): string;
}

/** Declares a room's messages; the type keeps the codes, so that a test can hold them against the code. */
export function defineMessages<M extends RoomMessages>(messages: M): M {
  return messages;
}

const CODE = /^[A-Z][A-Z0-9_]*$/;

/** Everything wrong with the rooms' messages, one line each; empty when a catalogue can be built from them. */
export function messageFaults(rooms: readonly RoomMessages[]): string[] {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const [code, { zh, en }] of rooms.flatMap((room) => Object.entries(room))) {
    if (seen.has(code)) faults.push(`Message ${code} is defined twice.`);
    seen.add(code);
    if (!CODE.test(code)) faults.push(`Message ${code} is not in upper snake case.`);
    if (zh.trim() === '' || en.trim() === '') faults.push(`Message ${code} lacks a language.`);
    if (placesOf(zh) !== placesOf(en)) faults.push(`Message ${code} has other parameters in Chinese than in English.`);
  }
  return faults;
}

/** What a catalogue does about a message or parameter that is missing: production logs it, everything else lets it throw. */
export type OnMissing = (fault: string) => void;

/** All rooms' messages in one catalogue. */
export class MessageCatalogue extends Messages {
  private readonly messages: ReadonlyMap<string, MessageText>;

  /**
   * Throws when `messageFaults` finds one. Without `onMissing` a missing message is a bug and throws; with it the fault is
   * reported there and people see the bare code.
   */
  constructor(rooms: readonly RoomMessages[], private readonly onMissing: OnMissing | null = null) {
    super();
    const faults = messageFaults(rooms);
    if (faults.length > 0) throw new Error(faults.join(' '));
    this.messages = new Map(rooms.flatMap((room) => Object.entries(room)));
  }

  has(code: string): boolean {
    return this.messages.has(code);
  }

  codes(): string[] {
    return [...this.messages.keys()];
  }

  render(code: string, params: MessageParams, locale: Locale): string {
    const text = this.messages.get(code);
    if (text === undefined) return this.missing(`Message ${code} is missing.`, code);
    return (locale === 'en' ? text.en : text.zh).replace(PLACE, (place, name: string) => {
      if (!Object.hasOwn(params, name)) return this.missing(`Message ${code} was given no parameter ${name}.`, place);
      return String(params[name]);
    });
  }

  private missing(fault: string, shown: string): string {
    if (this.onMissing === null) throw new Error(fault);
    this.onMissing(fault);
    return shown;
  }
}

const PLACE = /\{(\w+)\}/g;

function placesOf(text: string): string {
  return [...new Set([...text.matchAll(PLACE)].map((match) => match[1]))].sort().join();
}
