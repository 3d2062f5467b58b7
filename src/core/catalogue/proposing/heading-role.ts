import { fold, wordKey } from '../../text/fold.js';
import { bareUnit, isUnit } from '../../quantity/unit-words.js';

/**
 * What a column of a price list holds. INTERNAL is what no buyer may see (cost, floor price): never read. DISCOUNTED is a price that not
 * everybody gets; it stands in where there is no other. GROUP heads columns that belong together and is nothing alone.
 */
export type ColumnRole =
  | 'SERIAL' | 'CODE' | 'NAME' | 'NAME_AND_MODEL' | 'MODEL' | 'CATEGORY' | 'SPECS' | 'ATTRIBUTE' | 'NOTE' | 'UNIT' | 'PRICE' | 'DISCOUNTED' | 'INTERNAL' | 'AMOUNT'
  | 'QUANTITY' | 'LEAD_TIME' | 'WARRANTY' | 'TAX_RATE' | 'WITHDRAWN' | 'DATE' | 'GRADE' | 'CERTIFICATES' | 'IGNORED';

/** A heading without the unit it states. */
export interface HeadingText {
  /** Folded, in lower case, without white space and unit. */
  readonly label: string;
  /** Folded; null where none is stated. */
  readonly unit: string | null;
}

/** First that fits; what cannot be read comes before what it could be mistaken for. */
const ROLES: readonly (readonly [role: ColumnRole, pattern: RegExp])[] = [
  ['SERIAL', /^(?:序号|序|编号|行号|项次|(?:item)?no\.?|s\/?n|#|№|id|项|号)$/u],
  ['INTERNAL', /成本|底价|底线|进价|进货价|采购价|结算价|最低(?:价|限价|售价)|保本|毛利|利润|内部|加价|返点|返利|提成|佣金|折扣权限|授权价|让利/u],
  ['WITHDRAWN', /停产|下架|停售|退市|下市|停止(?:供|销|生产)|截止(?:销售|供货)|销售截止|淘汰(?:日期|时间)/u],
  ['DATE', /日期|时间$|有效期|报价日|更新于|生效/u],
  ['TAX_RATE', /^(?:增值税)?税率|税点/u],
  ['IGNORED', /^折扣|折扣率|^折$|图片|照片|^图$|图例|链接|网址|二维码|品牌|厂家|厂商|制造商|生产企业|生产厂|产地|商标|仓库|库存|现存|结存|联系|电话|业务员|负责人|地址|税额|币种|起订|moq|最小订|包装(?:方式)?$|装箱|运费|运输|付款|hs编码|排序|状态码/u],
  ['UNIT', /^(?:计量|计价|基本计量|销售|价格|报价|数量|基本)?单位(?:名称)?$|^计量$|^计价$/u],
  ['AMOUNT', /金额|总价|总额|合计|小计|货款|价税/u],
  ['WARRANTY', /质保|保修|三包|保质|质量保证|保固|质量保修|保用|售后(?:期|年限|时间|服务期)/u],
  ['LEAD_TIME', /交货(?!地|方式|价)|交期|交付(?!地|方式)|供货(?!价|范围|方|商|单位)|货期|发货(?!地|方式|价)|提车|交车|到货(?!价)|备货|工期|(?:生产|制造|供应|加工|订货|订购|交)周期|提货(?!价|地)|供应期|供期|出货|有无现货|^供应$|^周期$|^交货$/u],
  ['DISCOUNTED', /(?:优惠|折后|折扣|活动|促销|特价|补贴后|补后|到手|会员|协议|大宗|批量|团购|代理|经销|批发|渠道|分销|出口|内购|员工|合作|战略|vip|账期)[^注说明]*(?:价|元|$)|\d+(?:台|套|件|个|辆|㎡|m2|米|吨|片|块)?(?:及?以上|起)|≥\d/u],
  ['QUANTITY', /^(?:数量|台数|订货数量|采购数量|需求数量|件数|套数)$/u],
  ['PRICE', /价(?!值|格?(?:说明|备注|单位|依据|方式))|^(?:元|万元|rmb|¥)(?:\/|$)|元\/?(?:台|套|辆|件|个|只|架|片|块|吨|㎡|m)|含税|未税|裸机|补贴前/u],
  ['GRADE', /能效等?级|能耗等级|^能效(?:标识)?$/u],
  ['CERTIFICATES', /认证|证书|资质|检验报告/u],
  ['NAME_AND_MODEL', /(?:名称?|品名|产品|设备|货物)(?:(?:及|与|和|\/|、|,|\+)(?:规格|型号)|规格|型号规格)|(?:名称|品名)型号|型号(?:及|与|和|\/|、)(?:产品|设备)?名称/u],
  ['MODEL', /型号|机型(?!名)|图号|件号|牌号|款号|款式|版本|型式代号|公告号|公告型号|^规格$|^尺寸$|规格尺寸|^型$|^产品规格$|^系列号$|^编号\/型号$|货号$|产品编号|订货号|产品代号|产品编码/u],
  ['CODE', /编码|编号|代码|料号|条码|sku|物料号/u],
  ['CATEGORY', /^(?:产品|设备|物料|存货)?(?:类别|分类|大类|小类|类型|系列|品类|种类|类|板块|行业)(?:名称)?$/u],
  ['NAME', /(?:名称|品名|车名|货名|机名|项目名)$|^(?:产品|设备|名称|品名|货物|商品|物料|材料|项目|品种|机具|仪器|车型|车辆|机械|装备|货品|存货|名|标的|内容|产品类型|机种)(?:名)?$|产品名|设备名|商品名|物料名/u],
  ['NOTE', /^(?:备注|附注|注|注释|其他|其它|其他说明|其它说明|备注说明|补充说明|说明事项|特别说明)$|备注/u],
  ['SPECS', /参数|配置|性能|技术|描述|指标|特点|特性|说明|功能|简介|技术条件|要求|特征|亮点|详情|配备|主要内容|规格|卖点|产品介绍|用途$/u],
];

const ENGLISH: readonly (readonly [role: ColumnRole, pattern: RegExp])[] = [
  ['INTERNAL', /cost|floorprice|margin/u], ['AMOUNT', /amount|total/u], ['DISCOUNTED', /discount|dealer|promo/u], ['PRICE', /price|rmb|cny/u], ['LEAD_TIME', /lead|delivery/u], ['WARRANTY', /warranty|guarantee/u],
  ['QUANTITY', /^(?:qty|quantity)/u], ['UNIT', /^units?$/u], ['MODEL', /model|type|partno/u], ['NAME', /^(?:product|item|goods|name|equipment)/u], ['SPECS', /spec|description|parameter|feature/u], ['NOTE', /remark|note|comment/u],
];

const GROUP_WORDS = /^(?:主要|基本|技术|性能)?(?:参数|规格|指标|性能|数据|尺寸)(?:表)?$/u;
const LONGEST_HEADING = 40;

/** The role that a heading names, ATTRIBUTE for one that names none; null for what is no heading at all. */
export function roleOf(heading: string): ColumnRole | null {
  const key = wordKey(heading);
  if (key === '' || key.length > LONGEST_HEADING || /^[\d.,¥￥%-]+$/u.test(key)) return null;
  const bare = key.replace(/\((?:[^()]|\([^()]*\))*\)/gu, '');
  // 产品名称 Product Name: the words of the one language are enough.
  const native = /[\u4e00-\u9fff]/u.test(bare) && /[a-z]{4,}/u.test(bare) ? bare.replace(/[a-z.]{2,}/gu, '') : '';
  const found = ROLES.find(([, pattern]) => pattern.test(bare)) ?? ROLES.find(([, pattern]) => native !== '' && pattern.test(native))
    ?? ROLES.find(([role, pattern]) => (role === 'PRICE' || role === 'DISCOUNTED') && pattern.test(key)) ?? ENGLISH.find(([, pattern]) => !/[\u4e00-\u9fff]/u.test(bare) && pattern.test(bare));
  return found?.[0] ?? 'ATTRIBUTE';
}

/** True for a heading that only says that figures stand below. */
export function isGroupWord(heading: string): boolean {
  return GROUP_WORDS.test(wordKey(heading));
}

/** Parts label and unit: `钻深(米)`, `输送量\nt/h`, `孔径mm`, `功率/kW`, `-12℃制热量(kW)`. */
export function headingText(heading: string): HeadingText {
  const folded = fold(heading);
  const [first = '', ...rest] = folded.split(/[\n\r]+/u).map((line) => line.trim()).filter((line) => line !== '');
  const last = rest.at(-1);
  if (last !== undefined && isUnit(last)) return { label: wordKey([first, ...rest.slice(0, -1)].join('')), unit: bareUnit(last) };
  const line = [first, ...rest].join(' ');
  const run = /^(.*[\u4e00-\u9fff)])\s*([A-Za-zμΩ°%‰][A-Za-z0-9μΩ°%/·()^.-]*)$/u.exec(line);
  if (run !== null && isUnit(run[2] ?? '')) return { label: wordKey(run[1] ?? ''), unit: bareUnit(run[2] ?? '') };
  const bracket = /^(.*?)[([]([^()[\]]*(?:\([^()]*\)[^()[\]]*)?)[)\]]\s*$/u.exec(line);
  if (bracket !== null && isUnit(bracket[2] ?? '')) return { label: wordKey(bracket[1] ?? ''), unit: bareUnit(bracket[2] ?? '') };
  const stroke = /^(.+?)\s*[/:,]\s*([^/:,]+(?:\/[^/:,]+)?)$/u.exec(line);
  if (stroke !== null && isUnit(stroke[2] ?? '')) return { label: wordKey(stroke[1] ?? ''), unit: bareUnit(stroke[2] ?? '') };
  return { label: wordKey(line), unit: null };
}
