/** What a buyer types, and what the first hit must then be. */
export interface BuyersWords {
  readonly words: string;
  /** The name of the first hit holds one of these. */
  readonly first: readonly string[];
  /** Models that must be among the first twenty hits. */
  readonly among?: readonly string[];
}

/**
 * Thirty searches as a purchasing officer would type them, written from the trade's talk and the suppliers' price lists
 * alone, before there was a normaliser to please: short names, nicknames, model numbers, sizes in passing, whole sentences.
 */
export const BUYERS_WORDS: readonly BuyersWords[] = [
  { words: '采煤机', first: ['采煤机'], among: ['JS-MG200/456-WD', 'JS-MG2×100/456-BWD', 'JS-MG750/1915-WD'] },
  { words: '综采支架', first: ['液压支架'] },
  { words: '井下皮带机', first: ['带式输送机'] },
  { words: '刮板机 SGZ764', first: ['刮板输送机'], among: ['JS-SGZ764/630'] },
  { words: '颚破', first: ['颚式破碎机'], among: ['SL-PE600×900', 'SL-PE900×1200'] },
  { words: '反击破', first: ['反击式破碎机'] },
  { words: '矿卡 90吨', first: ['自卸车'] },
  { words: '20吨挖机', first: ['挖掘机'] },
  { words: '塔吊', first: ['塔式起重机'] },
  { words: '施工电梯', first: ['施工升降机'] },
  { words: '10吨行车', first: ['起重机'], among: ['LC-QD32-22.5'] },
  { words: '螺杆空压机 永磁变频', first: ['永磁变频喷油螺杆空压机'] },
  { words: '75千瓦空压机', first: ['空压机'] },
  { words: '4吨燃气蒸汽锅炉', first: ['燃气蒸汽锅炉'] },
  { words: '空气能热泵', first: ['空气源热泵'] },
  { words: 'IS100-80-160离心泵', first: ['单级单吸离心泵'], among: ['SB-IS100-80-160'] },
  { words: '锅炉给水泵', first: ['锅炉给水多级离心泵'] },
  { words: '深井潜水泵', first: ['井用潜水电泵'] },
  { words: '除尘风机', first: ['除尘离心风机'] },
  { words: '太阳能板', first: ['组件'] },
  { words: '储能柜 261度', first: ['储能'] },
  { words: '数控车床6140', first: ['数控车床'], among: ['JC-CK6140'] },
  { words: '立加 850', first: ['立式加工中心'] },
  { words: '焊接机器人', first: ['焊接机器人', '弧焊机器人', '机器人焊接'] },
  { words: 'AGV小车', first: ['AGV'] },
  { words: '列管式换热器', first: ['管壳式换热器'] },
  { words: '氢能重卡', first: ['燃料电池'], among: ['QC-H130T6', 'QC-H130Z8'] },
  { words: 'MES系统', first: ['制造执行系统'] },
  { words: '我们厂想把两台老锅炉换成10吨的燃气蒸汽锅炉，要求低氮排放、一级能效，年底前到货', first: ['燃气蒸汽锅炉'] },
  { words: '求购煤矿井下用的千米定向钻机一台，孔深不低于1000米，带随钻测量', first: ['定向钻机'] },
];
