/** What a text asks for when it asks for no equipment. */
export type OtherIntent = 'SELLING' | 'RENTING' | 'RECRUITING' | 'GREETING' | 'MONEY' | 'SERVICE' | 'MATERIAL' | 'QUESTION';

/** These hold whatever goods are named: who sells or rents names goods as well. */
const WHATEVER_IS_NAMED: readonly (readonly [OtherIntent, RegExp])[] = [
  ['SELLING', /转让|出售|急售|甩卖|甩货|低价处理|处理一批|清仓|清库存|专业(?:生产|制造|供应|销售|经营|从事)|(?:本公司|我公司|我司|我厂|本厂|厂家)(?:长期|常年|大量|现)?(?:供应|销售|经营|出售|代理|主营)|主营[^,，]{0,20}(?:欢迎|诚|联系)|质优价廉|物美价廉|欢迎(?:新老|广大|各|来电|咨询|选购|洽谈|合作)|现货供应|厂家直销|诚招|招商加盟|寻求代理|代理加盟|收购|高价(?:收|上门)|高价回收|长期回收|上门回收|诚信经营|有意者|生产(?:各类|各种|销售)|(?:求|寻求|寻找|洽谈)合作|找(?:销路|客户|买家)|推销|(?:想|要|准备|打算)?把[^,，。]{0,12}卖(?:掉|了(?!换))|(?:闲置|二手)[^,，。]{0,16}(?:出|卖|处理|转)|(?:想|要|打算|准备)(?:卖|出手)(?:掉|了)?/u],
  ['RENTING', /求租|出租(?!公司|车|汽车|行业)|招租|对外租|(?:求|想|要|寻|找)租赁|租赁(?!公司|站|业|市场|户)|(?:想|要|准备|打算|需要?|临时|急|求)租|租(?:用|一|两|几|个|\d)|短租|长租|月租|日租|租金/u],
  ['RECRUITING', /招聘|招工|诚聘|急招|急聘|常年招|高薪|招(?!不|聘难)(?:[^标投商待,，。]{1,6})(?:工|员|师傅|司机|人员)(?:[,，。0-9一二两三四五若干]|$)|应聘|求职|找(?:个|份)?工作|包吃|月薪|五险|工资(?:面议|待遇|\d)|待遇(?:优|面议|从优)/u],
  ['SERVICE', /(?:找|请|派|叫|谁能|谁会|哪家能|上门|来)(?:个|位|人|师傅|厂家|专业|来|给|帮|我们)*[^,，。]{0,4}(?:维修|修理|检修|抢修|修一下|修一修|修下|修修|保养|维保)|(?:运维|维保|维护|检修|运营)(?:服务)?(?:外包|托管|招标)|托管运营|移机|搬迁服务/u],
  ['QUESTION', /(?:补贴|补助|政策|奖补|贴息|名额|资金)[^,，。]{0,10}(?:怎么|如何|多少|哪些|有没有|有吗|标准|条件|流程|咨询|解读|什么|申请|吗|呢)|(?:怎么|如何|咋|哪里|去哪)(?:能)?(?:申请|申报|注册|登录|填报|填|办理|办|走流程|计算|上传|修改|绑定|领)|投诉|举报|维权|拖欠|欠款|欠薪|没人管|不处理|不回复|忘记?了?密码|密码|登录不上|登不上|登不进|打不开|账号|验证码|审核[^,，。]{0,6}(?:多久|进度|通过|几天|没)|报名|展位|参展|参会|什么是|是什么意思|电话是多少|客服|收费吗|怎么收费|注销|骚扰/u],
  ['GREETING', /^(?:你好|您好|在吗|在不在|有人吗|有人在吗|测试|test|谢谢|感谢|hello|hi|哈喽|早上好|下午好|新年快乐|祝)[^一-鿿]*(?:[啊呀哈吗请问在客服谢了平台各位大家]{0,8})[^一-鿿]*$/u],
];
/** These hold where no goods are wanted beside. */
const UNLESS_WANTED: readonly (readonly [OtherIntent, RegExp])[] = [
  ['MONEY', /贷款|想贷|贷个|贷[一二三四五六七八九十百千\d]+|授信|利息|利率|抵押|流动资金|周转资金|融资|买保险|承兑|贴现|担保|过桥/u],
  ['SERVICE', /(?:找|请|谁|哪家|哪里|需要?|求|委托|寻|有没有|做个?|给|帮|办|联系|谁能|来人|派人|上门|来)[^,，。]{0,14}(?:维修|修理|修一下|修一修|修修|修下|修好|检修|年检|定检|检验|检测服务|内检|外检|测试|评估|设计|可研|环评|安评|能评|清洗|保养|搬迁|移机|拆除|培训|代运营|运维|托管|咨询|认证|审计|承包|外包|保洁|保安|代加工|外协|技术服务|标定|校准|鉴定|印刷|广告|施工队|安装队|劳务|翻译|律师|资质)|食堂|就餐|团餐|承运|物流公司|货运公司|物业|代办|诉讼|疫苗接种|挂号|年检到期|承包/u],
  ['MATERIAL', /(?:采购|购|买|收|求购|需要?|供应|订|要|拉)[^,，。台套辆]{0,8}(?:烟煤|主焦煤|焦煤|喷吹煤|原煤|动力煤|无烟煤|精煤|煤炭|块煤|末煤|焦炭|兰炭|柴油|汽油|燃料油|液化气|甲醇|尿素|生铁|废钢|废铁|钢材|钢坯|铝锭|铜杆|铁矿粉|铁精粉|石灰石|玉米|高粱|小麦|粮食|谷子|棉花|棉纱|化肥|农药|种子|饲料|蔬菜|水果|液氧|液氮|办公用品|劳保用品|工作服|月饼|米面|桶装水)|热值|大卡|(?:烟煤|原煤|动力煤|焦炭|柴油|汽油|天然气|甲醇)[^,，。台套辆]{0,6}\d+\s*(?:万)?(?:吨|升|方)/u],
  ['QUESTION', /补贴|补助|政策|奖补|贴息|申报|什么时候能|进度|会议通知|招标公告|中标|公示|标准是多少|哪个部门/u],
];

export interface FoundIntent {
  readonly intent: OtherIntent;
  /** The words that say so. */
  readonly words: string;
  readonly whateverIsNamed: boolean;
}

/** The first intent that is no wish for equipment; null where there is none. */
export function otherIntent(text: string): FoundIntent | null {
  for (const [list, whateverIsNamed] of [[WHATEVER_IS_NAMED, true], [UNLESS_WANTED, false]] as const) {
    for (const [intent, pattern] of list) {
      const found = pattern.exec(text);
      if (found !== null) return { intent, words: found[0], whateverIsNamed };
    }
  }
  return null;
}

/** What makes one's own: whoever rents, sells or has repaired says none of it. */
const OWNING = /求购|采购|购置|购买|购入|购进|自己买|买(?!家|卖)|(?:想|要|准备|打算|计划|拟|决定|再)[^,，。]{0,8}(?:购|换)|换(?:成|一|两|台|新|代|几)|更换|更新|重新上/u;

export function saysOwning(text: string): boolean {
  return OWNING.test(text);
}

/** Where the wish itself is said: 更换锅炉有补贴吗 asks about money. */
const WISHING = /求购|采购|购置|购买|(?:想|要|准备|打算|计划|拟|决定)[^,，。]{0,10}(?:买|购|换|上|添|更新|新建)|急需|\d+\s*[台套辆]/u;

/** Any word by which somebody may ask for a thing. */
const ASKING = /[想要换买购求需找弄搞装配铺订缺台套辆条块平亩机器设备炉泵阀车炉砖板]|有没有|推荐|来一|上一|哪家|多少钱|报价/u;

export function mayAsk(text: string): boolean {
  return ASKING.test(text);
}

export function saysWish(text: string): boolean {
  return WISHING.test(text);
}
