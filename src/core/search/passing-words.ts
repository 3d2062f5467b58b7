/** Words of a request that name no goods: what is asked for is found without them. Editorial, kept to what buyers write. */
const PASSING = new Set(`
求购 采购 购买 购置 购进 购入 想买 买 要买 求 询价 询 招标 寻找 寻 找 急需 急求 急购 需要 需 需求 要求 要 想要 想 打算 准备 计划 拟 现 现有 目前 现在 今年 明年 年底 年初 月底 年前 年内 之前 以前 前 后
我们 我 我厂 我司 我公司 我单位 咱们 本公司 本厂 厂里 公司 企业 单位 厂 厂子 矿上 厂家 生产厂家 制造商 供应商 经销商 商家 哪家 哪里 哪个 哪种 什么 怎么 怎样 如何 请问 请 谁 有没有 有 没有 吗 呢 吧 啊 推荐 介绍
价格 报价 多少钱 多少 价位 价 便宜 实惠 性价比 质量 好 好的 最好 优质 优先 尽量 希望 必须 应 应当 须 至少 最少 不少于 不低于 不小于 不超过 不大于 不高于 低于 高于 大于 小于 超过 达到 满足 符合 以上 以下 以内 及以上 及以下 左右 上下 大约 大概 约 之间 到
用 用于 用来 适用 适用于 适合 使用 可以 可 能 能够 会 带 带有 配 配套 配置 具有 具备 包括 包含 含 不含 不要 不 非 也 都 还 再 又 就 只 更 最 很 较 比较 一些 一下 一点 等 等等 其他 其它 相关 有关 各种 各类 同类 类似
换 换成 换掉 更换 更新 替换 替代 改 改成 改造 升级 淘汰 报废 老 老旧 旧 新 新型 新款 全新 二手 型 款 式 种 型号 规格 参数 尺寸 品牌 牌子 牌 国产 进口 类型 型式
到货 交货 交付 发货 供货 安装 调试 包安装 售后 质保 保修 预算 付款 现货 期 个 的 了 和 及 与 或 或者 以及 并 且 把 将 被 在 于 给 让 从 向 对 为 为了 是 这 那 这个 那个 该 其 其中 之 者 一 两 几 每 各 某 台 套 辆 部 件 只 一台 两台 三台 几台
`.split(/\s+/u).filter((word) => word !== ''));

/** Words for any goods at all: they narrow nothing down, but alone they are what was asked. */
const GENERIC_WORDS = ['设备', '机器', '机械', '装置', '装备', '系统', '产品', '仪器', '仪表', '成套', '机组', '工具', '器材', '配件', '备件', '零件', '软件', '材料'];
const GENERIC = new Set(GENERIC_WORDS);

const COUNTED = /^[一二两三四五六七八九十百千万几数半]+(?:台|套|辆|只|件|块|片|根|条|座|组|级|吨|米|年|月|天|人|班|层|次|家|位|名|批|亩)$/u;

/** True for words that ask instead of naming: verbs of buying, figures of speech, small counts. */
export function isPassing(word: string): boolean {
  return PASSING.has(word) || COUNTED.test(word);
}

export function isGeneric(word: string): boolean {
  return GENERIC.has(word);
}

/** The name without words for any goods at its end: 捣固焦炉成套设备 → 捣固焦炉. A name that is nothing else stays. */
export function withoutGeneric(name: string): string {
  let rest = name;
  for (let word = GENERIC_WORDS.find((one) => rest.endsWith(one)); word !== undefined; word = GENERIC_WORDS.find((one) => rest.endsWith(one))) {
    rest = rest.slice(0, -word.length);
  }
  return rest === '' ? name : rest;
}

const HAN_UNITS = ['公斤压力', '平方米', '立方米', '千瓦时', '标立方', '摄氏度', '千瓦', '兆瓦', '毫米', '厘米', '公分', '公里', '千米', '立方', '平方', '平米', '公斤', '千克', '兆帕', '蒸吨', '马力', '标方', '小时', '分钟', '万元', '块钱', '万吨', '千伏', '吨', '瓦', '度', '米', '方', '克', '升', '伏', '安', '赫', '转', '匹', '寸', '台', '套', '辆', '只', '个', '件', '块', '片', '根', '条', '座', '万', '元', '天', '月', '年', '级', '号', '亩', '人'];
const LATIN_UNITS = 'kwh|mwh|kw|mw|kva|mva|kv|mpa|kpa|pa|bar|hz|rpm|ppm|kn|kg|mm|cm|km|μm|um|nm|m2|m3|m/s|m3/h|m3/min|t/h|t/d|r/min|°c|db|ah|w|t|g|m|v|a|l|h|°|%';
/** A number with a unit in Latin letters, with or without a space between: 75kw, 300 t/h. As source of an expression. */
export const MEASURE = `\\d+(?:\\.\\d+)?\\s*(?:${LATIN_UNITS})(?![a-z0-9/])`;
/** A stretch of text that says what is wanted, up to the end of its clause. */
export const WANTED = /(?:换(?!热)|改成|改为|改用|更新为|替代为|购置|采购|求购|订购|购进|想买|要买|买|新上|想上|拟上|计划上|上马|想要|需要|急需|(?<!要)求|找)[^,.;:!?。；]*/gu;

/** The unit that a Chinese run begins with when a number stands before it (`10` `吨的锅炉`); empty when it is none. */
export function unitAtStart(run: string): string {
  return HAN_UNITS.find((unit) => run.startsWith(unit)) ?? '';
}
