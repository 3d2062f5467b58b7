import { Injectable } from '@nestjs/common';
import type { Scope } from '../core/notification/preference.js';
import { done, type Outcome } from '../core/outcome/outcome.js';
import type { DeedRequest, Locale } from '../platform/deed/deed-request.js';
import { Deeds } from '../platform/deed/deeds.js';
import { changeable, type Subscriber } from './subscriber.js';
import { saveLanguage } from './subscriber.store.js';

export interface LanguageToSet {
  readonly scope: Scope;
  readonly language: Locale;
}

/** Chooses the language in which messages leave the house; the inbox speaks the language of whoever reads it. */
@Injectable()
export class SetNotificationLanguages {
  constructor(private readonly deeds: Deeds) {}

  run(request: DeedRequest, inputs: readonly LanguageToSet[]): Promise<Outcome<Subscriber>[]> {
    return this.deeds.perform(request, 'setNotificationLanguages', inputs, async (tx, wanted) => {
      const outcomes: Outcome<Subscriber>[] = [];
      for (const { scope, language } of wanted) {
        const subscriber = changeable(request.viewer, scope);
        if (subscriber.ok) await saveLanguage(tx, subscriber.value, language, request.receivedAt);
        outcomes.push(subscriber.ok ? done(subscriber.value) : subscriber);
      }
      return outcomes;
    });
  }
}
