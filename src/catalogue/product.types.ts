import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { OfferId, OrganisationId, ProductId } from '../core/ids/ids.js';
import type { Specs, SpecValue } from '../core/policy/class-definition.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { DateScalar, DateTimeScalar, DecimalScalar, JsonScalar } from '../platform/graphql/scalars.js';
import { AttributeTypes } from '../policy/class.types.js';
import type { PriceKind, PriceVisibility, ProductState } from './product.entity.js';

export const ProductStates = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED', WITHDRAWN: 'WITHDRAWN', SUSPENDED: 'SUSPENDED' } as const;
export const PriceKinds = { FIXED: 'FIXED', RANGE: 'RANGE', ON_REQUEST: 'ON_REQUEST' } as const;
export const PriceVisibilities = { ALL: 'ALL', APPROVED_BUYERS: 'APPROVED_BUYERS', ON_REQUEST: 'ON_REQUEST' } as const;

registerEnumType(ProductStates, {
  name: 'ProductState', description: 'Where a listing stands: only published ones are seen by others.',
  valuesMap: {
    DRAFT: { description: 'Prepared, seen by its supplier alone.' }, PUBLISHED: { description: 'On the market.' },
    WITHDRAWN: { description: 'Taken off the market by its supplier; may be published again.' },
    SUSPENDED: { description: 'Taken off the market by a department, with a reason.' },
  },
});
registerEnumType(PriceKinds, {
  name: 'PriceKind', description: 'How a price is stated.',
  valuesMap: { FIXED: { description: 'One price.' }, RANGE: { description: 'From priceCny to priceMaxCny.' }, ON_REQUEST: { description: 'On request (面议): no amount.' } },
});
registerEnumType(PriceVisibilities, {
  name: 'PriceVisibility', description: 'To whom the supplier shows the price.',
  valuesMap: {
    ALL: { description: 'Everybody, also without an account.' }, APPROVED_BUYERS: { description: 'Approved enterprises.' },
    ON_REQUEST: { description: 'Nobody but those the supplier quotes to.' },
  },
});

@ObjectType('ProductSpec', { description: 'Value of one attribute of the class, converted to the unit of the class.' })
export class ProductSpecNode {
  @Field(() => String, { description: 'Attribute, unique within the class; the same key of another class may mean something else.' }) attributeKey: string;
  @Field(() => String, { description: 'Chinese name of the attribute.' }) zh: string;
  @Field(() => String, { description: 'English name of the attribute.' }) en: string;
  @Field(() => AttributeTypes, { description: 'Type of the value.' }) type: 'number' | 'enum' | 'boolean';
  @Field(() => String, { nullable: true, description: 'Engineering unit of a number, `1` for a plain number or a count; null otherwise.' }) unit: string | null;
  @Field(() => JsonScalar, { description: 'A number in `unit`, the key of a listed value, or true/false.' }) value: SpecValue;
  @Field(() => String, { description: 'The value in Chinese with its unit, as shown: `800 t/h`, `颚式`, `是`.' }) textZh: string;
  @Field(() => String, { description: 'The value in English with its unit.' }) textEn: string;
  @Field(() => String, { nullable: true, description: 'What the supplier wrote, where it differs from the value kept.' }) original: string | null;
  @Field(() => Boolean, { description: "True when a buyer's stated requirement on it excludes; false when it only scores." }) hard: boolean;
}

@ObjectType('Offer', { description: 'Conditions under which a product is sold; the price is left out where the supplier does not show it to the viewer.' })
export class OfferNode {
  @Field(() => ID, { description: 'Id of the offer.' }) id: OfferId;
  @Field(() => PriceKinds, { description: 'How the price is stated.' }) priceKind: PriceKind;
  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one sales unit in CNY, or the lower end of a range; null when on request or hidden from the viewer.' })
  priceCny: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Upper end of a range in CNY; null otherwise.' }) priceMaxCny: string | null;
  @Field(() => Boolean, { description: 'True when there is a price that the viewer may not see.' }) priceHidden: boolean;
  @Field(() => PriceVisibilities, { description: 'To whom the price is shown.' }) priceVisibility: PriceVisibility;
  @Field(() => String, { description: 'Currency, ISO 4217; always CNY for now.' }) currency: string;
  @Field(() => Boolean, { description: 'True when the price includes value-added tax.' }) taxIncluded: boolean;
  @Field(() => DecimalScalar, { description: 'Value-added tax rate in percent.' }) taxRatePercent: string;
  @Field(() => String, { description: 'Sales unit that the price is for, such as 台, 套, m2.' }) unit: string;
  @Field(() => DecimalScalar, { description: 'Minimum order quantity in sales units.' }) minimumQuantity: string;
  @Field(() => Int, { nullable: true, description: 'Lead time in calendar days from the order; null when not stated.' }) leadTimeDays: number | null;
  @Field(() => Int, { nullable: true, description: 'Warranty in months; null when not stated.' }) warrantyMonths: number | null;
  @Field(() => [String], { nullable: true, description: 'Regions served as GB/T 2260 codes; null: everywhere.' }) regionsServed: string[] | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day on which the offer holds, in Asia/Shanghai; null: until changed.' }) validUntil: string | null;
  @Field(() => Int, { description: 'Revision, from 1; each change makes a new one.' }) revision: number;
}

@ObjectType('Product', { description: 'A listing of a supplier: what it is, its figures, and the offer under which it is sold.' })
export class ProductNode {
  @Field(() => ID, { description: 'Id of the product.' }) id: ProductId;
  @Field(() => ID, { description: 'Id of the supplier.' }) ownerId: OrganisationId;
  @Field(() => String, { description: 'Name as the supplier calls it.' }) name: string;
  @Field(() => String, { description: "Model; tells a supplier's listings apart." }) model: string;
  @Field(() => ID, { description: 'Id of the class of goods; see `class`.' }) classId: string;
  @Field(() => String, { nullable: true, description: 'Key of the kind within the class; null when not known. See `kind`.' }) kindKey: string | null;
  @Field(() => String, { description: 'Free text; may hold line breaks.' }) description: string;
  @Field(() => [String], { description: 'Certificates and test reports as the supplier names them; not checked by the platform.' }) certificates: string[];
  @Field(() => Int, { nullable: true, description: 'Energy grade that the supplier claims, 1 to 3, 1 is best; null when none is claimed.' }) energyGrade: number | null;
  @Field(() => [String], { description: 'Labels such as 首台套 or 专精特新.' }) labels: string[];
  @Field(() => ProductStates, { description: 'State of the listing.' }) state: ProductState;
  @Field(() => String, { nullable: true, description: 'Why it was suspended; seen by its supplier and the departments.' }) stateReason: string | null;
  @Field(() => Int, { description: 'Revision, from 1; each change makes a new one.' }) revision: number;
  @Field(() => String, { nullable: true, description: "Key of the listing in the supplier's own system; seen by the supplier alone." }) externalRef: string | null;
  @Field(() => DateTimeScalar, { description: 'When it was first saved.' }) createdAt: Date;
  @Field(() => DateTimeScalar, { description: 'When it was last changed.' }) updatedAt: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last published; null when it never was.' }) publishedAt: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: '列入推介目录的时间；未列入为空。Since when it is on the recommended list; null when it is not.' }) recommendedAt: Date | null;
  @Field(() => OfferNode, { description: 'Conditions of sale.' }) offer: OfferNode;
  /** Shown as `specs` with names and units, see the field resolvers. */
  specs: Specs;
  specOriginals: Readonly<Record<string, string>>;
}

@ObjectType({ description: 'One page of products.' })
export class ProductConnection extends connectionOf(() => ProductNode, 'Product') {}
