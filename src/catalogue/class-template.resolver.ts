import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ClassNode } from '../policy/class.types.js';

/** Where the market gives out the template of a class. */
@Resolver(() => ClassNode)
export class ClassTemplateResolver {
  @ResolveField(() => String, {
    description: '本品类产品导入模板（XLSX，带下拉列表）的下载地址，登录后以 GET 下载。Where the template for importing products of the class is (XLSX with lists of choices), by GET with a session.',
  })
  templateUrl(@Parent() { id }: { readonly id: string }): string {
    return `/files/templates/${id}.xlsx`;
  }
}
