import { Injectable } from '@nestjs/common';
import { explained } from '../core/matching/explanation.js';
import type { Factor, GateStop } from '../core/matching/pair.js';
import { isGap, type SupplyGap } from '../core/matching/supply-gap.js';
import type { Locale } from '../platform/deed/deed-request.js';
import { Messages } from '../platform/messages/messages.js';
import { ClassCards } from '../policy/index.js';

/** A gate or factor with its sentence. */
export type Explained<T> = Omit<T, 'reason' | 'params'> & { readonly because: string };

/** Why, in the reader's language, with classes, attributes and places by name. */
@Injectable()
export class Explanations {
  constructor(private readonly messages: Messages, private readonly cards: ClassCards) {}

  /** `classId`: of the product that was judged. */
  async factors(factors: readonly Factor[], classId: string, locale: Locale): Promise<Explained<Factor>[]> {
    return Promise.all(factors.map((factor) => this.one(factor, classId, locale)));
  }

  async one<T extends Pick<Factor | GateStop, 'reason' | 'params'>>(said: T, classId: string, locale: Locale): Promise<Explained<T>> {
    const cards = await this.cards.all();
    const { reason, params, ...rest } = said;
    const words = explained(params, classId, (id) => cards.get(id), locale === 'en' ? 'en' : 'zh');
    return { ...rest, because: this.messages.render(reason, words, locale) };
  }

  /** The sentences of what is missing; empty where nothing is. A line without a class lacks nothing else that could be told. */
  gap(gap: SupplyGap, locale: Locale): string[] {
    if (!isGap(gap)) return [];
    if (gap.noClassFits) return [this.messages.render('GAP_NO_CLASS_FITS', {}, locale)];
    const codes = [...(gap.nothingOnPlatform ? ['GAP_NOTHING_ON_PLATFORM'] : []), ...(gap.noMakerInProvince ? ['GAP_NO_MAKER_IN_PROVINCE'] : [])];
    return codes.map((code) => this.messages.render(code, {}, locale));
  }
}
