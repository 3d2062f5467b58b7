import { describe, expect, it } from '@jest/globals';
import { CLASSES, HEADING } from './catalogue.factory.js';
import { isOwnShape } from './own-shape.js';

const isOurs = (heading: readonly string[], ...below: readonly (readonly string[])[]): boolean =>
  isOwnShape({ number: 1, cells: heading }, below.map((cells, at) => ({ number: at + 2, cells })), CLASSES);

describe('a table in our own shape', () => {
  it.each<[what: string, heading: readonly string[], below: readonly (readonly string[])[], ours: boolean]>([
    ['the template', HEADING, [], true],
    ['the template in full width', ['产品名称', '型号', '品类（ｓｕｐｐｌｙＩｄ）'], [['甲', 'A', 'S9.9']], true],
    ['the class column alone', ['supplyId', 'price'], [], true],
    ['no class column', ['产品名称', '型号', '单价(元)'], [['颚式破碎机', 'PE-600', '1']], false],
    ['品类 above class names', ['名称', '型号', '品类'], [['甲', 'A', ''], ['乙', 'B', '破碎机']], true],
    ['品类 above class ids', ['名称', '型号', '品类'], [['乙', 'B', 'S2.2.1.01']], true],
    ['品类 left blank throughout', ['名称', '型号', '品类'], [['甲', 'A', ''], ['乙', 'B']], true],
    ['品类 above categories of the supplier’s own', ['名称', '型号', '品类'], [['甲', 'A', '矿山类'], ['乙', 'B', '配件']], false],
    ['品类编码 above codes of the supplier’s own', ['名称', '型号', '品类编码'], [['甲', 'A', '0102']], false],
    ['品类 without a model', ['名称', '品类', '单价'], [['甲', '破碎机', '1']], false],
    ['nothing', [], [], false],
  ])('%s', (_what, heading, below, ours) => expect(isOurs(heading, ...below)).toBe(ours));
});
