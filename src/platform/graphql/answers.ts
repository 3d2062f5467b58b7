import { Injectable } from '@nestjs/common';
import type { Outcome, RefusalData } from '../../core/outcome/outcome.js';
import { Messages } from '../messages/messages.js';
import type { RequestContext } from './context.js';
import { OperationFigures } from './operation-figures.js';
import { REFUSAL_TYPES, type Refusal } from './refusal.types.js';

/** Turns outcomes of deeds into what the API answers. */
@Injectable()
export class Answers {
  constructor(private readonly messages: Messages, private readonly figures: OperationFigures) {}

  /** The value of a deed on one input, or its refusal with a sentence in the caller's language. */
  one<T>(context: RequestContext, outcome: Outcome<T> | undefined): T | Refusal {
    if (outcome === undefined) throw new Error('A deed answered fewer outcomes than it was given inputs.');
    return outcome.ok ? outcome.value : this.refusal(context, outcome.refusal);
  }

  refusal(context: RequestContext, { kind, code, field, params }: RefusalData): Refusal {
    this.figures.refused(code);
    return Object.assign(new REFUSAL_TYPES[kind](), { code, field, message: this.messages.render(code, params, context.locale) });
  }

  /** Values and refusals of a deed on several inputs, each in the order of the inputs. */
  many<T>(context: RequestContext, outcomes: readonly Outcome<T>[]): { readonly values: T[]; readonly refusals: Refusal[] } {
    return {
      values: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])),
      refusals: outcomes.flatMap((outcome) => (outcome.ok ? [] : [this.refusal(context, outcome.refusal)])),
    };
  }
}
