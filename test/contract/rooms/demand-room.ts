import type { MemberViewer } from '../../../src/core/access/viewer.js';
import type { Outcome, RefusalData } from '../../../src/core/outcome/outcome.js';
import { AddDemandLines, CloseDemands, ConfirmDemandLines, CreateDemands, PublishDemands, ReviseDemandLines, ReviseDemands, type DemandEntity, type DemandToCreate } from '../../../src/demand/index.js';
import { Classes, DemandWords } from '../../../src/policy/index.js';
import { aDemand } from './demand.factory.js';
import type { House } from './house.js';

/** The deeds of the demand room in a house. */
export class DemandRoom {
  readonly creating: CreateDemands;
  readonly adding: AddDemandLines;
  readonly revising: ReviseDemands;
  readonly revisingLines: ReviseDemandLines;
  readonly confirmingLines: ConfirmDemandLines;
  readonly publishing: PublishDemands;
  readonly closing: CloseDemands;

  constructor(private readonly house: House) {
    const classes = new Classes();
    this.creating = new CreateDemands(house.deeds, house.ids, classes);
    this.adding = new AddDemandLines(house.deeds, house.ids, classes);
    this.revising = new ReviseDemands(house.deeds);
    this.revisingLines = new ReviseDemandLines(house.deeds, house.ids, classes);
    this.confirmingLines = new ConfirmDemandLines(house.deeds, classes, new DemandWords(classes), this.revisingLines);
    this.publishing = new PublishDemands(house.deeds);
    this.closing = new CloseDemands(house.deeds);
  }

  /** A draft of this buyer. */
  async draft(buyer: MemberViewer, changes: Partial<DemandToCreate> = {}): Promise<DemandEntity> {
    return valueOf(await this.creating.run(this.house.request(buyer), [aDemand(changes)]));
  }

  /** A published demand of this buyer. */
  async published(buyer: MemberViewer, changes: Partial<DemandToCreate> = {}): Promise<DemandEntity> {
    const { id } = await this.draft(buyer, changes);
    return valueOf(await this.publishing.run(this.house.request(buyer), [id]));
  }
}

/** The value of a deed on one input; throws on a refusal. */
export function valueOf<T>([outcome]: readonly Outcome<T>[]): T {
  if (outcome?.ok !== true) throw new Error(`Refused: ${JSON.stringify(outcome?.refusal)}`);
  return outcome.value;
}

/** Code and field of the refusal of a deed on one input. */
export function refusalOf<T>([outcome]: readonly Outcome<T>[]): Pick<RefusalData, 'code' | 'field'> | null {
  return outcome?.ok === false ? { code: outcome.refusal.code, field: outcome.refusal.field } : null;
}
