import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { softwarePairing, SOFTWARE_OF_CLAUSE } from '../core/demand/software-pairing.js';
import type { DemandItem, UpgradePath } from '../core/policy/reference.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { Messages } from '../platform/messages/messages.js';
import { ClassCards, demandItemsByIds, pathsOfItems, type ClassCard } from '../policy/index.js';
import type { VisibleLine } from './demand.store.js';
import { DemandLineNode } from './demand.types.js';
import { SoftwarePairingNode } from './software-pairing.types.js';

interface ItemWithPaths {
  readonly item: DemandItem;
  readonly paths: readonly UpgradePath[];
}

/** Proposals named in a remark; the field has all. */
const NAMED = 3;
/** A pairing shows some five classes. */
const CLASSES_COUNTED = 5;

/** The software that belongs beside what a line wants. The same for the market and the departments. */
@Resolver(() => DemandLineNode)
export class SoftwarePairingResolver {
  constructor(private readonly database: AppDatabase, private readonly cards: ClassCards, private readonly messages: Messages) {}

  @ResolveField(() => SoftwarePairingNode, {
    description: '配套软件；供应商只见采购方指明的品类。Software to pair; a supplier reads the classes that the buyer names.', complexity: ({ childComplexity }) => 1 + CLASSES_COUNTED * childComplexity,
  })
  async software(@Parent() line: VisibleLine, @Context() context: RequestContext): Promise<SoftwarePairingNode> {
    const { locale } = context;
    const cards = await this.cards.all();
    const found = line.itemId === null ? null : await this.item(line.itemId, context);
    const { asked, missing, proposed } = softwarePairing(line, found?.item ?? null, found?.paths ?? [], (id) => cards.get(id)?.softwareKind === true);
    const listed = (ids: readonly string[]): ClassCard[] => ids.flatMap((id) => cards.get(id) ?? []);
    const told = missing && line.ownSide;
    const names = listed(proposed).slice(0, NAMED).map((card) => (locale === 'en' ? `${card.en} (${card.id})` : `${card.zh}（${card.id}）`));
    return {
      asked, classes: listed(line.softwareClassIds), waiver: line.softwareWaiver, proposed: told ? listed(proposed) : [],
      remark: told ? this.messages.render('SOFTWARE_PAIRING_ASKED', { clause: found?.item.clause ?? '', proposed: names.join(locale === 'en' ? ', ' : '、') }, locale) : null,
    };
  }

  private item(itemId: string, context: RequestContext): Promise<ItemWithPaths | null> {
    return context.loader<string, ItemWithPaths | null>('demand.pairedItems', (ids) => this.database.read(scopeOf(context.viewer), async (tx) => {
      const items = new Map((await demandItemsByIds(tx, ids)).map((item) => [item.id, item]));
      const paths = await pathsOfItems(tx, [...ids, ...SOFTWARE_OF_CLAUSE]);
      return ids.map((id) => {
        const item = items.get(id);
        return item === undefined ? null : { item, paths: paths.filter(({ demandItemId }) => demandItemId === id || SOFTWARE_OF_CLAUSE.includes(demandItemId)) };
      });
    })).load(itemId);
  }
}
