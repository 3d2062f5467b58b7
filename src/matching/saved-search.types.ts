import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { ProductFilterInput } from '../catalogue/product-search.types.js';
import { ProductNode } from '../catalogue/product.types.js';
import type { SavedSearchId } from '../core/ids/ids.js';
import { SEARCH_FREQUENCIES, type SearchFrequency } from '../core/matching/saved-search.js';
import { connectionOf } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { MutationInput } from '../platform/graphql/mutation.types.js';
import { resultUnion } from '../platform/graphql/refusal.types.js';
import { DateTimeScalar, JsonScalar } from '../platform/graphql/scalars.js';

const Frequencies = Object.fromEntries(SEARCH_FREQUENCIES.map((one) => [one, one])) as { readonly [F in SearchFrequency]: F };
registerEnumType(Frequencies, {
  name: 'SearchFrequency', description: '保存的搜索多久通知一次；通知以何种方式送达见通知偏好。How often a saved search tells; by which way a notice comes is a matter of the notification preferences.',
  valuesMap: {
    AT_ONCE: { description: '有新产品时。When something is found.' },
    DAILY: { description: '每日至多一次，合并通知。Once a day at most, together.' }, WEEKLY: { description: '每周至多一次，合并通知。Once a week at most, together.' },
  },
});

@ObjectType('SavedSearchHit', { description: '保存的搜索发现的产品。A product that a saved search found.' })
export class SavedSearchHitNode {
  @Field(() => ID, { description: '产品编号。Id of the product.' }) productId: string;
  @Field(() => DateTimeScalar, { description: '发现时间。When it was found.' }) at: Date;
  @Field(() => ProductNode, { nullable: true, description: '产品，按您现在的权限；已下架为空。The product as you may see it now; null when it is on the market no more.' }) product: object | null;
}

@ObjectType('SavedSearch', { description: '保存的搜索：有新的产品满足时通知本单位。A search of products that your organisation saved: it is told of what newly answers.' })
export class SavedSearchNode {
  @Field(() => ID, { description: 'Id of the saved search.' }) id: SavedSearchId;
  @Field(() => String, { description: '名称。Its name.' }) name: string;
  @Field(() => String, { description: '关键词；全部出现才算满足。Words; a product must carry all of them.' }) query: string;
  @Field(() => JsonScalar, { description: '筛选条件，与保存时相同，可直接用于 products(filter)。The filter as it was given: it may be handed to products(filter).' }) filter: object;
  @Field(() => Frequencies, { description: '通知频率。How often it tells.' }) frequency: SearchFrequency;
  @Field(() => DateTimeScalar, { nullable: true, description: '暂停时间；未暂停为空。Since when it is held; null while it goes on.' }) pausedAt: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: '最近一次通知；从未通知为空。When it told last; null when it never did.' }) toldAt: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was saved.' }) createdAt: Date;
  @Field(() => DateTimeScalar, { description: 'When you last changed it.' }) updatedAt: Date;
}

@ObjectType({ description: '一页保存的搜索。One page of saved searches.' })
export class SavedSearchConnection extends connectionOf(() => SavedSearchNode, 'SavedSearch') {}

@ObjectType({ description: '已移除的搜索。The search that was removed.' })
export class RemovedSavedSearch {
  @Field(() => ID, { description: 'Id it had.' }) id: SavedSearchId;
}

@ArgsType()
export class SavedSearchHitsArgs {
  @Field(() => Int, { defaultValue: 10, description: '条数，1 至 50。Rows, 1 to 50.' })
  @IsInt()
  @Min(1)
  @Max(50)
  first = 10;
}

@InputType({ description: '要保存的搜索。关键词或筛选条件至少能限定品类、参数、供应商或认证之一。The search to save: by words, or by a filter that names a class, a figure, a supplier or a certificate.' })
export class SaveSearchInput extends MutationInput {
  @Field(() => String, { description: '名称，1 至 100 字，本单位内唯一。Its name, 1 to 100 characters, unique within your organisation.' })
  @Length(1, 100)
  name: string;

  @Field(() => String, { defaultValue: '', description: '关键词或型号，至多 200 字、8 个词。Words or a model number, at most 200 characters and eight words.' })
  @MaxLength(200)
  query: string;

  @Field(() => ProductFilterInput, { nullable: true, description: '筛选条件，同 products；价格只看公开价格。What must hold, as of products; of prices those that everybody may read.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ProductFilterInput)
  filter?: ProductFilterInput | null;

  @Field(() => Frequencies, { defaultValue: 'AT_ONCE', description: '通知频率。How often it tells.' })
  frequency: SearchFrequency;
}

@InputType({ description: '修改保存的搜索，不填的保持不变；条件不可修改，请另存。Changes a saved search, what is left out stays; to look for something else save another one.' })
export class ReviseSavedSearchInput extends MutationInput {
  @Field(() => ID, { description: 'A saved search of yours.' })
  @IsIdOf('savedSearch')
  savedSearchId: SavedSearchId;

  @Field(() => String, { nullable: true, description: '名称，1 至 100 字。Its name, 1 to 100 characters.' })
  @IsOptional()
  @Length(1, 100)
  name?: string | null;

  @Field(() => Frequencies, { nullable: true, description: '通知频率。How often it tells.' })
  @IsOptional()
  frequency?: SearchFrequency | null;

  @Field(() => Boolean, { nullable: true, description: 'true：暂停；false：恢复，暂停期间上架的产品不再补发。True holds it; false lets it go on, and what came on the market meanwhile is not told.' })
  @IsOptional()
  @IsBoolean()
  paused?: boolean | null;
}

@InputType({ description: '移除保存的搜索及其发现记录。Removes a saved search with the list of what it found.' })
export class RemoveSavedSearchInput extends MutationInput {
  @Field(() => ID, { description: 'A saved search of yours.' })
  @IsIdOf('savedSearch')
  savedSearchId: SavedSearchId;
}

export const SaveSearchResult = resultUnion('SaveSearchResult', 'The saved search, or why not.', () => SavedSearchNode);
export const ReviseSavedSearchResult = resultUnion('ReviseSavedSearchResult', 'The saved search as it is now, or why not.', () => SavedSearchNode);
export const RemoveSavedSearchResult = resultUnion('RemoveSavedSearchResult', 'What was removed, or why not.', () => RemovedSavedSearch);
