import { Injectable } from '@nestjs/common';
import { explained } from '../core/matching/explanation.js';
import { ANSWERS_NEEDED, type PreferredFactor } from '../core/matching/feedback.js';
import type { Factor, GateStop } from '../core/matching/pair.js';
import { isGap, type SupplyGap } from '../core/matching/supply-gap.js';
import type { Locale } from '../platform/deed/deed-request.js';
import { Messages } from '../platform/messages/messages.js';
import { ClassCards } from '../policy/index.js';

/** A gate or factor with its sentence. */
export type Explained<T> = Omit<T, 'reason' | 'params'> & { readonly because: string };
/** `moved`: by how much the buyer's own answers moved its maximum. */
export type ExplainedFactor = Omit<Explained<Factor>, 'plain'> & { readonly moved: number };

/** Why, in the reader's language, with classes, attributes and places by name. */
@Injectable()
export class Explanations {
  constructor(private readonly messages: Messages, private readonly cards: ClassCards) {}

  /** Where the buyer's own answers moved a weight, that is said as well. `classId`: of the product that was judged. */
  async factors(factors: readonly Factor[], classId: string, locale: Locale): Promise<ExplainedFactor[]> {
    return Promise.all(factors.map(async ({ plain, ...factor }) => {
      const said = await this.one(factor, classId, locale);
      if (plain === undefined) return { ...said, moved: 0 };
      const { maximum } = factor;
      return { ...said, moved: maximum - plain.maximum, because: this.messages.render('FACTOR_MOVED_BY_ANSWERS', { because: said.because, plain: plain.maximum, maximum }, locale) };
    }));
  }

  /** Why a factor weighs what it does for a buyer. */
  preferred({ factor, plain, points, answers, reason }: PreferredFactor, locale: Locale): Omit<PreferredFactor, 'reason'> & { readonly because: string } {
    return { factor, plain, points, answers, because: this.messages.render(reason, { answers, plain, points, needed: ANSWERS_NEEDED }, locale) };
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
