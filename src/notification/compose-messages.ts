import { Injectable } from '@nestjs/common';
import { NOTIFICATION_KINDS, type NotificationKind } from '../core/notification/kinds.js';
import { cadenceOf } from '../core/notification/digest-period.js';
import { safeParams } from '../core/notification/safe-params.js';
import { Settings } from '../platform/config/settings.js';
import type { Locale } from '../platform/deed/deed-request.js';
import { Messages } from '../platform/messages/messages.js';
import { Sealer } from '../platform/sealing/sealer.js';
import type { ClaimedDelivery } from './delivery.store.js';

/** What one message says, the same by every channel. */
export interface Composed {
  /** Code of the sentence: what carriers of text messages call a template. */
  readonly template: string;
  /** One line of at most 60 characters. */
  readonly subject: string;
  /** What happened and where to read on. */
  readonly text: string;
}

const SUBJECT_MAX = 60;
const TEXT_MAX = 300;

export const KIND_CODES: Readonly<Record<NotificationKind, string>> = {
  ACCOUNT: 'KIND_ACCOUNT', RECOMMENDATION: 'KIND_RECOMMENDATION', INTEREST: 'KIND_INTEREST', DEMAND: 'KIND_DEMAND', IMPORT: 'KIND_IMPORT', OTHER: 'KIND_OTHER',
};

/** Writes messages in the subscriber's language: what happened, then a link. Neither a price nor personal data gets through here. */
@Injectable()
export class ComposeMessages {
  constructor(private readonly messages: Messages, private readonly settings: Settings, private readonly sealer: Sealer) {}

  /** Null when what the message is about is not there: there is nothing to say. */
  compose({ purpose, about, language, notice, counts }: Pick<ClaimedDelivery, 'purpose' | 'about' | 'language' | 'notice' | 'counts'>): Composed | null {
    switch (purpose) {
      case 'CODE': return this.put('CONTACT_CODE', this.messages.render('CONTACT_CODE', { code: this.sealer.codeOf(about) }, language), null, language);
      case 'NOTICE': return notice === null ? null
        : this.put(notice.code, this.messages.render(notice.code, safeParams(notice.params), language), `/notices/${about}`, language);
      case 'DIGEST': return this.digest(cadenceOf(about) === 'DAILY' ? 'DIGEST_DAILY' : 'DIGEST_WEEKLY', counts, language);
    }
  }

  private digest(code: string, counts: ClaimedDelivery['counts'], language: Locale): Composed | null {
    const parts = NOTIFICATION_KINDS.flatMap((kind) => {
      const count = counts[kind] ?? 0;
      return count === 0 ? [] : [this.messages.render('DIGEST_PART', { kind: this.messages.render(KIND_CODES[kind], {}, language), count }, language)];
    });
    return parts.length === 0 ? null : this.put(code, this.messages.render(code, { counts: parts.join(language === 'en' ? ', ' : '、') }, language), '/notices', language);
  }

  /** `path`: where to read on, behind the address of the installation; null when the message is all there is. */
  private put(template: string, sentence: string, path: string | null, language: Locale): Composed {
    const what = cut(sentence, TEXT_MAX);
    const subject = cut(this.messages.render('MESSAGE_SUBJECT', { what }, language).replace(/\s+/g, ' '), SUBJECT_MAX);
    if (path === null) return { template, subject, text: what };
    const { publicUrl } = this.settings;
    const text = publicUrl === null ? this.messages.render('MESSAGE_WITHOUT_LINK', { what }, language) : this.messages.render('MESSAGE_WITH_LINK', { what, link: publicUrl + path }, language);
    return { template, subject, text };
  }
}

function cut(text: string, max: number): string {
  const characters = [...text];
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : text;
}
