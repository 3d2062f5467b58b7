import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, Matches } from 'class-validator';
import type { ExportFormat } from './export-products.js';
import type { ProductState } from './product.entity.js';
import { ProductStates } from './product.types.js';

export const ExportFormats = { XLSX: 'XLSX', CSV: 'CSV' } as const satisfies Record<ExportFormat, string>;
registerEnumType(ExportFormats, {
  name: 'ExportFormat', description: '导出文件的格式。What an export is written as.',
  valuesMap: {
    XLSX: { description: '工作簿，带下拉列表；改好后可直接上传。A workbook with lists of choices; it can be edited and imported as it is.' },
    CSV: { description: '一张表，UTF-8（带 BOM）。One table of all classes, UTF-8 with a byte order mark.' },
  },
});

@ObjectType('ProductExport', { description: '一次产品导出。Products as a file.' })
export class ProductExportNode {
  @Field(() => String, { description: '下载地址，以 GET 和同一会话下载，内容为下载时的产品。Where the file is, by GET with the same session; it holds the products as they are then.' }) url: string;
  @Field(() => Int, { description: '产品数。How many products it holds now.' }) productCount: number;
}

/** Classes are a few hundred; their ids are plain signs. */
const CLASSES_MAX = 500;

@ArgsType()
export class ExportProductsArgs {
  @Field(() => [ProductStates], { nullable: true, description: '仅这些状态；不填为全部。Products in these states alone; left out: all.' })
  @IsOptional()
  @ArrayMaxSize(4)
  states?: ProductState[] | null;

  @Field(() => [ID], { nullable: true, description: '仅这些品类；不填为全部。Products of these classes alone; left out: all.' })
  @IsOptional()
  @ArrayMaxSize(CLASSES_MAX)
  @Matches(/^[A-Z][A-Z0-9.]{0,29}$/u, { each: true })
  classIds?: string[] | null;

  @Field(() => ExportFormats, { defaultValue: 'XLSX', description: 'What it is written as.' })
  format: ExportFormat;
}
