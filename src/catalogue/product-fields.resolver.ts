import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { missingHardSpecs } from '../core/catalogue/publication.js';
import { specLines } from '../core/catalogue/spec-lines.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { visibleOrganisations, type VisibleOrganisation } from '../organisation/index.js';
import { OrganisationNode } from '../organisation/organisation.types.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { Context, type RequestContext } from '../platform/graphql/context.js';
import { ClassAttributeNode, ClassNode, NamedValueNode } from '../policy/class.types.js';
import { ClassCards, type ClassCard } from '../policy/index.js';
import type { VisibleProduct } from './product.store.js';
import { ProductNode, ProductSpecNode } from './product.types.js';

/** What a product answers by looking further: its class, its figures by name, its supplier. The same for the market and the departments. */
@Resolver(() => ProductNode)
export class ProductFieldsResolver {
  constructor(private readonly database: AppDatabase, private readonly classes: ClassCards) {}

  @ResolveField(() => ClassNode, { name: 'class', nullable: true, description: '品类。Class of goods; null when a later edition of the classes took it away.' })
  classOf(@Parent() { classId }: VisibleProduct): Promise<ClassCard | null> {
    return this.classes.one(classId);
  }

  @ResolveField(() => NamedValueNode, { nullable: true, description: '类型。Kind within the class; null when not known.' })
  async kind(@Parent() { classId, kindKey }: VisibleProduct): Promise<NamedValueNode | null> {
    return (await this.classes.one(classId))?.kinds.find((kind) => kind.key === kindKey) ?? null;
  }

  @ResolveField(() => [ProductSpecNode], { description: '参数，按品类的顺序。Figures in the order of the class, converted to its units.' })
  async specs(@Parent() product: VisibleProduct): Promise<ProductSpecNode[]> {
    const definition = await this.classes.one(product.classId);
    return definition === null ? [] : specLines(product, definition);
  }

  @ResolveField(() => [ClassAttributeNode], {
    description: '未填的硬性参数：买方对其有要求时，本产品不会被推荐。Hard attributes without a value: where a buyer requires one of them, the product is not recommended.',
  })
  async missingSpecs(@Parent() product: VisibleProduct): Promise<ClassAttributeNode[]> {
    const definition = await this.classes.one(product.classId);
    if (definition === null) return [];
    const missing = new Set(missingHardSpecs(product, definition));
    return definition.attributes.filter((attribute) => missing.has(attribute.key));
  }


  @ResolveField(() => OrganisationNode, { nullable: true, description: '供应商。The supplier; null when it is not to be seen.' })
  supplier(@Parent() { ownerId }: VisibleProduct, @Context() context: RequestContext): Promise<VisibleOrganisation | null> {
    const { viewer } = context;
    return context.loader<OrganisationId, VisibleOrganisation | null>('productSuppliers', async (ids) => {
      const found = new Map((await this.database.read(scopeOf(viewer), (tx) => visibleOrganisations(tx, viewer, ids))).map((one) => [one.id, one]));
      return ids.map((id) => found.get(id) ?? null);
    }).load(ownerId);
  }
}
