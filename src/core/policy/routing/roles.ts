import type { Clause } from './clauses.js';
import { NO_CLASS, type FoundWord } from './lexicon.js';

/**
 * What the goods of a word are to the buyer. NEW: what the old one is replaced by; WANTED: what is asked for; NAMED: named without more; BESIDE:
 * comes with something else; OLD: what goes; AROUND: the place, the trade, the machine it is for, what it works with; REFUSED: not wanted.
 */
export type Role = 'NEW' | 'WANTED' | 'NAMED' | 'BESIDE' | 'OLD' | 'AROUND' | 'REFUSED';

/** How much of a word's meaning a role leaves to the wish. */
export const ROLE_SHARE: Readonly<Record<Role, number>> = { NEW: 1.1, WANTED: 1, NAMED: 0.72, BESIDE: 0.5, OLD: 0.56, AROUND: 0.24, REFUSED: 0 };

const COUNT = '(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九十几百千万]+|数|若干)(?:来|多)?\\s*(?:台|套|辆|架|条|座|部|组|只|个|把|根|片|块|支|张|面|副|口|艘|列|樘|件|具|对|扇|幅|床|间|栋|方|平|吨)';
/** Words between a quantity or a verb and the goods: no stop, no other goods. */
const REFUSED_BEFORE = /(?:(?<!要)不要|不用|别要|甭要|无需|不需要|不是要|不是|不考虑|不想要|不想|不买|不上|不换|不做|不改|不带|拒绝|除了|不再用|先别|别|不含|不包括|不找)(?:再|换|买|上|什么|那种|给我|推|介绍|拿)?[^,，]{0,4}$/u;
const REFUSED_AFTER = /^(?:本体|主体|整机|机身|就|那个|那条|那台|那边|那套|这块|这些|的|目前|暂时|也|都|先|还|倒|今年|这次|这回|暂|全|一律|可以)*(?:不换|不要|不动(?!了)|不买|不用|别换|别发|别|不更新|不改|不考虑|不做|不上|不在|留着|保留|还能用|还好用|没坏|没问题|够用|不需要|刚换|换过|去年.{0,3}换|上(?:个)?月.{0,3}换|前年.{0,3}换|好着|照用|利旧|还行|已有|已经(?:装|上|换|买|有|配|建)|装好|刚装|刚上|刚买|新换的|已换|有了|没毛病|正常|继续用|免谈|甭|算了)/u;
const OLD_BEFORE = /(?:老旧的?|老|旧|原来的?|原有的?|原先的?|原|现有的?|现用的?|现在用?的?|在用的?|之前的?|以前的?|淘汰(?:掉)?的?|报废(?:掉)?的?|取代|代替|替代|替掉|顶替|替|拆(?:除|掉)|停用的?|目前(?:用)?的?|服役\S{0,6}的|用了\S{0,6}的)[^,，换购买上]{0,9}$/u;
/** The old one stands before what replaces it. */
const REPLACED = /^[^,，。；]{0,24}?(?:换成|换为|换作|改成|改为|改用|改做|改上|改造成|变成|替换成|替换为|更新成|更新为|升级成|升级为|升级到|替代为|更换为|更换成|换上)/u;
const ENDED = /^[^,，。；]{0,14}?(?:漏油|漏|坏|磨|裂|超标|老化|到期|到寿|报废|停产|淘汰|不达标|跟不上|服役|用了|效率|能耗高|耗电|故障|拆|卖|堵|烧了|跳|失修|超期|年限|掉链子|噪声|腐蚀|锈|断|报警|罢工|不行|不好使|不够|过不了|太老|太旧|老是|脱落|变形|停了|退役|吵|慢|费)/u;
const NEW_BEFORE = /(?:换成|换为|换作|改成|改为|改用|改做|改上|改造成|替换成|替换为|更新成|更新为|升级成|升级为|升级到|替代为|更换为|更换成|换上|改造为|就换|就要|只要|只换|只买|主要是?要|真正要的是|要的是|想要的是|缺的是)[^,，。]{0,26}$/u;
const WISH_BEFORE = /(?:换|购|买|想上|要上|再上|先上|新上|准备上|打算上|计划上|拟上|上一|上个|上两|上几|上\d|上台|上套|想要|需要|需(?!求|量)|急需|想装|加装|安装|装|配置|配备|求|找|想弄|弄|搞|建|做|来|订|定制|更新|更换|缺|急用|招标|询价|报价|选|要|添|增加|增配|增设|新增|引进|引入|换代|改造|升级|采|想用|用|铺|贴|盖|种|拟|申请|推荐|有没有|要一|想|配|上)[^,，。]{0,24}$/u;
const WISH_AFTER = /^[^,，。；]{0,8}?(?:更新|更换|换新|要换|换掉|换代|该换|想换|得换|改造|升级|一[台套条座部组辆架]|采购|购置|询价|报价|求购|怎么卖|多少钱|有没有|要|需要|来|急|整机|大修换|有吗|哪家)/u;
const COUNT_BEFORE = new RegExp(`${COUNT}[^,，。；]{0,14}$`, 'u');
const COUNT_AFTER = new RegExp(`^[^,，。；]{0,10}?${COUNT}`, 'u');
const BESIDE_BEFORE = /(?:附带|自带|带有|带|配有|装有|配套|含|随机|连同|附|加个|兼容|支持|能接|可接|要接|搭配|同时配|配)[^,，。建购买上换采]{0,5}$/u;
/** Some words before goods make them the place of the wish or its partner. */
const AROUND_BEFORE = /(?:接入?|对接|连接|联到|联上)[^,，。]{0,14}$|(?:给|为|跟|接入|接|对接|连|配合|靠|由|从|在|往|到|去|向|经|供|适配|与|适用于|用于|用在|安在|装在|装到|放在|挂在|通过|依托|我们(?:是|厂)?做|专业做|生产|制造|加工|主营|我们做|我司做|做|围绕|针对|配)(?:\s*\d+\s*[台套辆]|我们的?|我厂的?|厂里的?|现有的?|原有的?|现在的?|咱们?的?|那|几台|旧|老|这些|这|新|大|小|单|双|自备|生产)*$/u;
const AROUND_AFTER = /^(?:车间|工段|工序|厂(?!家)|站(?!用|房用)|房(?!车)|室|行业|企业|公司|班|师傅|司机(?!反映|反应|说)|工人|操作工|挡车工|工(?!业|程|作|厂|地)|上(?=用|的|装|安|面)|里|内|旁|边|后面|后头|后边|前面|前头|下面|顶上|用的|用(?=\S)|专用|配的|配套|附近|项目|电站|基地|能带|带得动|带动|带起来|对接|联动|通讯|燃料|运行|操作|结构件|零件|部件|备件|配件|壳体|叶片|刀片|轴承|线上|出口|进口|出来的|出口的|生产的|产的|岗|机尾|机头|排放的|产生的|排出|队|烟气|废气|废水|粉尘|除尘|出线|炉前|(?:的)?(?:年检|定检|检验|检测服务|维修|修理|大修(?!换)|检修|保养|清洗|拆除|搬迁|出租|租赁|操作证|司炉)|的(?:余热|烟气|废气|废水|灰|粉尘|噪声|人员|尾气|冷却|电费|控制|监控|管理|司机|维修|保养|检测|配件|备件|零件|安装|操作))/u;
const JOINT = /^(?:\s|、|和|及|与|跟|或|或者|以及|\/|\+|加|带|连)*$/u;

/** A word of the text with its role. */
export interface Mention extends FoundWord {
  readonly role: Role;
}

/** Roles of the words of a clause, by what stands before and behind each. `earlier`: the clause before, for a wish that ends there (想换一台，双梁的行车). */
export function rolesOf(clause: Clause, words: readonly FoundWord[], earlier: Clause | null): Mention[] {
  const sorted = [...words].sort((a, b) => a.from - b.from || b.to - a.to);
  const mentions = sorted.map((word): Mention => ({ ...word, role: roleOf(word, clause, sorted, earlier) }));
  // CT球管老坏 complains of the machine, 破碎机锤头一百个 asks for the part: a part that is only complained of leaves the word to its machine.
  const complained = mentions.map((mention, at): Mention => {
    const part = mentions.slice(at + 1).find((other) => other.from >= mention.to);
    return mention.role === 'AROUND' && part?.role === 'OLD' && isPart(part) && isModifier(clause.text.slice(mention.to - clause.from, part.from - clause.from)) ? { ...mention, role: 'OLD' } : mention;
  });
  return complained.map((mention, at): Mention => {
    const machine = complained.slice(0, at).filter((other) => other.to <= mention.from).at(-1);
    return mention.role === 'OLD' && isPart(mention) && machine?.role === 'OLD' && isModifier(clause.text.slice(machine.to - clause.from, mention.from - clause.from)) ? { ...mention, role: 'AROUND' } : mention;
  });
}

function roleOf(word: FoundWord, clause: Clause, words: readonly FoundWord[], earlier: Clause | null): Role {
  const [list, after] = [listBefore(word, clause, words), listAfter(word, clause, words)];
  const before = clause.text.slice(0, list - clause.from);
  const behind = clause.text.slice(after - clause.from);
  const directly = clause.text.slice(word.to - clause.from);
  if (REFUSED_BEFORE.test(before) || REFUSED_AFTER.test(behind)) return 'REFUSED';
  const next = words.find((other) => other.from >= word.to);
  if (next !== undefined && isModifier(clause.text.slice(word.to - clause.from, next.from - clause.from))) return 'AROUND';
  if (AROUND_AFTER.test(directly) && !COUNT_AFTER.test(directly.slice(0, 4))) return 'AROUND';
  if (REPLACED.test(behind)) return 'OLD';
  const isNew = NEW_BEFORE.test(before);
  if (isNew) return 'NEW';
  if (AROUND_BEFORE.test(before) && !/(?:想|要|换|买|购|求|打算|准备|计划|再|拟|还|先)(?:给|配|做)(?:\s*\d+\s*[台套辆])?$/u.test(before)) return 'AROUND';
  const isOld = OLD_BEFORE.test(before);
  if (isOld) return 'OLD';
  const last = words.filter((other) => other.to <= word.from).at(-1);
  // 给破碎机配的电机: what a thing is for or sits on makes it no accessory. 带 in 带式输送机 says nothing of what follows.
  const isHead = last !== undefined && isModifier(clause.text.slice(last.to - clause.from, word.from - clause.from));
  const close = clause.text.slice((last?.to ?? clause.from) - clause.from, list - clause.from);
  if (!isHead && BESIDE_BEFORE.test(close) && (last !== undefined || earlier !== null)) return 'BESIDE';
  if (ENDED.test(directly)) return WISH_BEFORE.test(before) ? 'WANTED' : 'OLD';
  if (WISH_BEFORE.test(before) || WISH_AFTER.test(behind) || COUNT_BEFORE.test(before) || COUNT_AFTER.test(behind)) return 'WANTED';
  return 'NAMED';
}

/** Goods that no class takes, beside a machine: its part. */
function isPart({ meaning }: FoundWord): boolean {
  return [...meaning.keys()].every((id) => id === NO_CLASS);
}

/** 锅炉|引风机 and 破碎机的|电机: the first says which, the second what. */
function isModifier(between: string): boolean {
  return /^(?:上面?|里面?|后面|后头|前面|下面|旁边|后|前)?(?:专用|自带|配套|用|配|装|带|的)?的?$/u.test(between.replace(/\s/gu, ''));
}

/** Where the list begins that the word stands in: 皮带秤、除铁器 are refused together. */
function listBefore(word: FoundWord, clause: Clause, words: readonly FoundWord[]): number {
  const before = words.filter((other) => other.to <= word.from).at(-1);
  if (before === undefined) return word.from;
  const between = clause.text.slice(before.to - clause.from, word.from - clause.from);
  return between !== '' && JOINT.test(between) ? listBefore(before, clause, words) : word.from;
}

function listAfter(word: FoundWord, clause: Clause, words: readonly FoundWord[]): number {
  const next = words.find((other) => other.from >= word.to);
  if (next === undefined) return word.to;
  const between = clause.text.slice(word.to - clause.from, next.from - clause.from);
  return between !== '' && JOINT.test(between) && !between.includes('带') ? listAfter(next, clause, words) : word.to;
}
