import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, IsNumber, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { SpecValue } from '../core/policy/class-definition.js';
import type { OrganisationId } from '../core/ids/ids.js';
import { PageArgs, PageInfo } from '../platform/graphql/connection.types.js';
import { IsIdOf } from '../platform/graphql/ids.js';
import { DecimalScalar, JsonScalar } from '../platform/graphql/scalars.js';
import type { SearchSort } from '../platform/search/search-index.port.js';
import { ClassNode } from '../policy/class.types.js';
import { ProductNode } from './product.types.js';

const ProductSorts = { RELEVANCE: 'RELEVANCE', PRICE_ASC: 'PRICE_ASC', PRICE_DESC: 'PRICE_DESC', NEWEST: 'NEWEST' } as const;
export const CountBases = { EXACT: 'EXACT', AT_LEAST: 'AT_LEAST' } as const;
export const SuggestionKinds = { WORD: 'WORD', CLASS: 'CLASS', PRODUCT: 'PRODUCT' } as const;
const ProductFilterParts = {
  CLASSES: 'classIds', SPECS: 'specs', PRICE: 'price', ENERGY_GRADE: 'energyGradeAtMost', REGION: 'regionCode', CERTIFICATES: 'certificates', SUPPLIERS: 'supplierIds',
} as const;
export type ProductFilterPart = (typeof ProductFilterParts)[keyof typeof ProductFilterParts];

registerEnumType(ProductSorts, {
  name: 'ProductSort', description: 'Order of found products; ids decide between equals.',
  valuesMap: {
    RELEVANCE: { description: 'How well names, models and other words for the goods answer the query; without a query as NEWEST.' },
    PRICE_ASC: { description: 'Prices that everybody may read, the lowest first; without one last.' },
    PRICE_DESC: { description: 'Prices that everybody may read, the highest first; without one last.' }, NEWEST: { description: 'Latest published first.' },
  },
});
registerEnumType(CountBases, {
  name: 'CountBasis', description: 'How a count is meant.',
  valuesMap: { EXACT: { description: 'So many.' }, AT_LEAST: { description: 'So many or more: counting stopped there.' } },
});
registerEnumType(SuggestionKinds, {
  name: 'SuggestionKind', description: 'What is suggested.',
  valuesMap: { WORD: { description: 'A word that finds something.' }, CLASS: { description: 'A class of goods, to filter by.' }, PRODUCT: { description: 'Name and model of a product.' } },
});
registerEnumType(ProductFilterParts, {
  name: 'ProductFilterPart', description: 'A part of ProductFilterInput that can be left out.',
  valuesMap: {
    CLASSES: { description: 'classIds.' }, SPECS: { description: 'specs, all of them.' }, PRICE: { description: 'priceMinCny and priceMaxCny.' },
    ENERGY_GRADE: { description: 'energyGradeAtMost.' }, REGION: { description: 'regionCode.' }, CERTIFICATES: { description: 'certificates.' }, SUPPLIERS: { description: 'supplierIds.' },
  },
});

@InputType({ description: '一项参数的条件。A condition on one attribute of one class: bounds of a number, or any of several values.' })
export class SpecFilterInput {
  @Field(() => ID, { description: 'Class whose attribute it is: only its products can pass.' })
  @Length(1, 50)
  classId: string;

  @Field(() => String, { description: 'Key of the attribute.' })
  @Length(1, 100)
  attributeKey: string;

  @Field(() => Float, { nullable: true, description: '不低于（品类的单位）。At least, in the unit of the class.' })
  @IsOptional()
  @IsNumber()
  min?: number | null;

  @Field(() => Float, { nullable: true, description: '不高于（品类的单位）。At most, in the unit of the class.' })
  @IsOptional()
  @IsNumber()
  max?: number | null;

  @Field(() => [JsonScalar], { nullable: true, description: 'Any of these: keys of listed values, true or false, numbers; at most 50.' })
  @IsOptional()
  @ArrayMaxSize(50)
  values?: SpecValue[] | null;
}

@InputType({ description: '筛选条件：各项须同时满足，一项之内满足其一即可；空列表等于不筛选。All parts must hold, within a list any; an empty list is no filter.' })
export class ProductFilterInput {
  @Field(() => [ID], { nullable: true, description: '品类或其上级（S1.1、S1.1.4.01、X.101），至多 50 个。Classes or branches above them, at most 50.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @Length(1, 50, { each: true })
  classIds?: string[] | null;

  @Field(() => [SpecFilterInput], { nullable: true, description: '参数条件，至多 20 项。Conditions on attributes, at most 20.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => SpecFilterInput)
  specs?: SpecFilterInput[] | null;

  @Field(() => DecimalScalar, { nullable: true, description: '单价不低于（元）；只看公开价格。Price at least, in CNY; products whose price is on request or not shown to everybody do not pass.' })
  @IsOptional()
  priceMinCny?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: '单价不高于（元）；只看公开价格。Price at most, in CNY; as above.' })
  @IsOptional()
  priceMaxCny?: string | null;

  @Field(() => Int, { nullable: true, description: '标称能效等级不低于（1 最好）。Claimed energy grade this or better, 1 to 3.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  energyGradeAtMost?: number | null;

  @Field(() => String, { nullable: true, description: '可供货到该地（GB/T 2260 六位代码）。Served there: six digits of GB/T 2260.' })
  @IsOptional()
  @Matches(/^[0-9]{6}$/)
  regionCode?: string | null;

  @Field(() => [String], { nullable: true, description: '认证，按供应商所写，至多 20 项。Certificates as the suppliers name them, at most 20.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @Length(1, 200, { each: true })
  certificates?: string[] | null;

  @Field(() => [ID], { nullable: true, description: '供应商，至多 50 个。Suppliers, at most 50.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @IsIdOf('organisation')
  supplierIds?: OrganisationId[] | null;
}

@ArgsType()
export class ProductSearchArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: '产品名称、俗称、型号或整句需求；读前 500 字。Names, nicknames, model numbers or a whole sentence; the first 500 characters are read. Left out: everything.',
  })
  @IsOptional()
  query?: string | null;

  @Field(() => ProductFilterInput, { nullable: true, description: '筛选条件。What must hold.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ProductFilterInput)
  filter?: ProductFilterInput | null;

  @Field(() => ProductSorts, { defaultValue: 'RELEVANCE', description: '排序。Order.' })
  sort: SearchSort = 'RELEVANCE';
}

@ArgsType()
export class SuggestArgs {
  @Field(() => String, { description: '已输入的开头。What has been typed so far, 1 to 50 characters.' })
  @Length(1, 50)
  prefix: string;

  @Field(() => Int, { defaultValue: 8, description: '条数，1 至 20。Suggestions wanted, 1 to 20.' })
  @IsInt()
  @Min(1)
  @Max(20)
  first = 8;
}

@ArgsType()
export class SimilarArgs {
  @Field(() => Int, { defaultValue: 6, description: '件数，1 至 20。Products wanted, 1 to 20.' })
  @IsInt()
  @Min(1)
  @Max(20)
  first = 6;
}

@ObjectType({ description: 'A stretch of a text.' })
export class HighlightPart {
  @Field(() => String, { description: 'As written.' }) text: string;
  @Field(() => Boolean, { description: 'True for what the query asked for.' }) hit: boolean;
}

@ObjectType({ description: 'A text of a product in stretches, those that the query asked for told apart; put together they are the text.' })
export class Highlight {
  @Field(() => String, { description: '`name` or `model`.' }) field: 'name' | 'model';
  @Field(() => [HighlightPart], { description: 'In the order of the text.' }) parts: HighlightPart[];
}

@ObjectType({ description: 'One found product.' })
export class ProductSearchEdge {
  @Field(() => ProductNode, { description: 'The product as you may see it now.' }) node: ProductNode;
  @Field(() => String, { description: 'Give it as `after` to go on from here.' }) cursor: string;
  @Field(() => [Highlight], { nullable: true, description: 'Where name and model hold what the query asked for; null without a query or where they hold nothing of it (found by another word).' })
  highlights: Highlight[] | null;
}

@ObjectType({ description: 'A class of goods, or a branch of the class tree, and how many of the found products are in it.' })
export class ClassFacet {
  @Field(() => ID, { description: 'For filter.classIds.' }) id: string;
  @Field(() => String, { description: 'Chinese name.' }) zh: string;
  @Field(() => String, { description: 'English name.' }) en: string;
  @Field(() => Int, { description: 'Found products.' }) count: number;
}

@ObjectType({ description: 'A value and how many of the found products have it.' })
export class ValueFacet {
  @Field(() => String, { description: 'An energy grade (1 to 3), a region (GB/T 2260; 000000 is everywhere), or a certificate.' }) value: string;
  @Field(() => Int, { description: 'Found products.' }) count: number;
}

@ObjectType({ description: 'A supplier and how many of the found products are theirs.' })
export class SupplierFacet {
  @Field(() => ID, { description: 'For filter.supplierIds.' }) id: OrganisationId;
  @Field(() => Int, { description: 'Found products.' }) count: number;
}

@ObjectType({ description: 'Prices that everybody may read.' })
export class PriceFacet {
  @Field(() => DecimalScalar, { description: 'The lowest, in CNY.' }) minCny: string;
  @Field(() => DecimalScalar, { description: 'The highest, in CNY.' }) maxCny: string;
}

@ObjectType({ description: 'How the found products are spread; at most 100 values each, the most frequent first. Of more than 10,000 products 10,000 are counted.' })
export class ProductFacets {
  @Field(() => [ClassFacet], { description: 'Classes.' }) classes: ClassFacet[];
  @Field(() => [ClassFacet], { description: 'Branches above these classes, at every depth.' }) classGroups: ClassFacet[];
  @Field(() => [ValueFacet], { description: 'Claimed energy grades, the best first.' }) energyGrades: ValueFacet[];
  @Field(() => [ValueFacet], { description: 'Regions that suppliers name as served.' }) regions: ValueFacet[];
  @Field(() => [ValueFacet], { description: 'Certificates as suppliers name them.' }) certificates: ValueFacet[];
  @Field(() => [SupplierFacet], { description: 'Suppliers.' }) suppliers: SupplierFacet[];
  @Field(() => PriceFacet, { nullable: true, description: 'Null when no found product has a price that everybody may read.' }) prices: PriceFacet | null;
}

@ObjectType({ description: 'What would be found without one part of the filter.' })
export class WithoutFilter {
  @Field(() => ProductFilterParts, { description: 'The part to leave out.' }) part: ProductFilterPart;
  @Field(() => Int, { description: 'Products then found.' }) totalCount: number;
  @Field(() => CountBases, { description: 'How the count is meant.' }) totalCountBasis: keyof typeof CountBases;
}

@ObjectType({ description: 'A way on when nothing was found.' })
export class ProductSearchHelp {
  @Field(() => [WithoutFilter], { description: 'Parts of the filter without which something is found, the most first.' }) withoutFilters: WithoutFilter[];
  @Field(() => [ClassFacet], { description: 'Classes that the query comes nearest to and how many products each has, at most 5.' }) nearestClasses: ClassFacet[];
}

@ObjectType({ description: '一页检索结果。One page of found products.' })
export class ProductSearch {
  @Field(() => [ProductSearchEdge], { description: 'May be fewer than `first` although more follow: what was withdrawn a moment ago is left out.' }) edges: ProductSearchEdge[];
  @Field(() => [ProductNode], { description: 'The nodes of the edges.' }) nodes: ProductNode[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => String, { nullable: true, description: '您是不是要找：结果即按此检索。The query as it was probably meant; what was found is found by it. Null when it was taken as typed.' })
  didYouMean: string | null;
  @Field(() => Boolean, { description: 'True when no product carries all words of the query and those found carry the goods and most of the rest.' }) partly: boolean;
  @Field(() => ClassNode, { nullable: true, description: '没有产品含有这些词：按词义所指的这一品类给出，只有一页，其余请按 filter.classIds 检索。No product holds the words, and these are of the class that they mean: one page; for more ask with filter.classIds. Null otherwise.' })
  meantClass: ClassNode | null;
  @Field(() => Boolean, { description: '搜索引擎停用、过慢或落后时为真：结果由数据库代为给出，顺序可能略有不同，计数可能缺失。True when search was away, too slow or behind: PostgreSQL answered in its place, and order may differ a little or counts be missing.' }) degraded: boolean;
}

@ObjectType({ description: 'A suggestion of the search box.' })
export class SearchSuggestion {
  @Field(() => SuggestionKinds, { description: 'What it is.' }) kind: keyof typeof SuggestionKinds;
  @Field(() => String, { description: 'To show, and to search by.' }) text: string;
  @Field(() => ID, { nullable: true, description: 'Class or product; null for a word.' }) id: string | null;
}
