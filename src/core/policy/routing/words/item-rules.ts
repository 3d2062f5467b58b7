/** An item of the plan for goods of a class, where the text matches; the first that matches of a class counts most. */
export interface ItemRule {
  readonly classId: string;
  /** What the buyer's words must hold; null for any. */
  readonly when: RegExp | null;
  readonly itemIds: readonly string[];
}

/** Buyers the plan's demand side speaks of: makers of goods, chemical works and power stations of their own. */
export const MAKERS = /厂(?!家)|车间|工段|工序|产线|生产线|公司|园区|装置|企业|集团|化工|焦化|水泥|钢铁|铸造|铸件|锻造|炼钢|纺织|酿|酒业|醋业|药业|电厂|自备|罐区|产品|工艺|单耗|熟料/u;
/** Buyers it does not: mines, railways, sites, farms, hospitals, schools, towns, households. */
export const OTHER_BUYERS = /矿井|煤矿|煤业|井下|掘进|综采|采场|露天矿|铁矿|主井|副井|风井|洗煤|选煤|工务|机务|铁路局|工地|项目部|合作社|农场|村|大棚|果园|医院|卫生院|卫生室|诊所|学校|学院|小学|中学|大学|机关|单位公务|环卫|市政|园林|热力公司|供热公司|小区|家里|别墅|民宿|酒店|商场|超市|养老院|测绘|地质队|公安|物业|自来水|搬家/u;

const CHEMICAL = /化工|焦化|甲醇|苯|氨|硝酸|硫酸|氯|碱|加氢|合成|精馏|危化|罐区|液化气|丙烷|装置|炼油|树脂|染料|农药|焦油|监检|医药中间体|工段/u;

/** Editorial, from the upgrade paths: which item a buyer of a class's goods asks under. */
export const ITEM_RULES: readonly ItemRule[] = [
  { classId: 'S1.1.1.02', when: /水泥|熟料|石灰石|建材|砂石|原料(?:车间|制备|堆场)|陶瓷|耐火/u, itemIds: ['D3.1.c.02', 'D2.1.b.04'] },
  { classId: 'S1.1.1.02', when: /固废|矸石|粉煤灰|综合利用/u, itemIds: ['D3.4.a.04'] }, { classId: 'S1.1.1.02', when: /锅炉|输煤/u, itemIds: ['D3.3.b.02'] }, { classId: 'S1.1.1.02', when: /仓库|库门|物流|包装/u, itemIds: ['D2.1.a.05'] },
  { classId: 'S1.1.1.03', when: /水泥|熟料|石灰石|建材|陶瓷|耐火|骨料/u, itemIds: ['D3.1.c.04', 'D3.1.c.02'] }, { classId: 'S1.1.1.03', when: /固废|矸石|建筑垃圾|钢渣|综合利用/u, itemIds: ['D3.4.a.04', 'D3.4.a.01'] }, { classId: 'S1.1.1.03', when: /锅炉|电厂|碎煤/u, itemIds: ['D3.3.b.02'] },
  { classId: 'S1.1.2.01', when: null, itemIds: ['D3.2.b.04'] }, { classId: 'S1.1.3.01', when: /自用|厂区|园区/u, itemIds: ['D3.2.b.04'] }, { classId: 'S1.1.2.02', when: null, itemIds: ['D3.2.b.04'] }, { classId: 'S1.1.3.02', when: /屋顶|自发自用|厂/u, itemIds: ['D3.2.b.04'] },
  { classId: 'S1.1.2.03', when: /机房|数据中心|备电/u, itemIds: ['D2.3.b.01'] }, { classId: 'S1.1.2.03', when: null, itemIds: ['D3.2.b.02', 'D3.2.b.04'] },
  { classId: 'S1.1.2.04', when: null, itemIds: ['D3.3.a.02', 'D3.4.a.01'] }, { classId: 'S1.1.4.01', when: null, itemIds: ['D3.3.a.02', 'D3.2.b.01'] },
  { classId: 'S1.1.4.02', when: null, itemIds: ['D3.3.a.02', 'D3.3.b.04'] }, { classId: 'S1.1.4.03', when: null, itemIds: ['D3.2.b.04', 'D3.2.b.01', 'D3.3.a.02'] },
  { classId: 'S1.1.5.01', when: new RegExp(`气化炉|造气`, 'u'), itemIds: ['D4.1.a.01', 'D3.1.e.01'] }, { classId: 'S1.1.5.01', when: /换热|列管|冷凝|再沸|冷却器/u, itemIds: ['D4.1.a.04'] },
  { classId: 'S1.1.5.01', when: /釜/u, itemIds: ['D4.1.a.06'] }, { classId: 'S1.1.5.01', when: /塔/u, itemIds: ['D4.1.a.07'] }, { classId: 'S1.1.5.01', when: /反应器|变换炉/u, itemIds: ['D4.1.a.05'] }, { classId: 'S1.1.5.01', when: new RegExp(`(?=.*(?:${CHEMICAL.source}))罐`, 'u'), itemIds: ['D4.1.a.09'] },
  { classId: 'S1.1.5.01', when: CHEMICAL, itemIds: ['D2.1.b.03'] },
  { classId: 'S1.1.5.02', when: /干熄|湿熄|干法熄/u, itemIds: ['D3.2.a.02', 'D3.4.b.05'] }, { classId: 'S1.1.5.02', when: /测温|加热|直行温度|立火道/u, itemIds: ['D3.2.a.04'] }, { classId: 'S1.1.5.02', when: null, itemIds: ['D3.1.d.01'] },
  { classId: 'S1.1.5.03', when: null, itemIds: ['D2.2.c.05'] }, { classId: 'S1.1.5.04', when: null, itemIds: ['D2.1.b.02', 'D1.3.c.06', 'D2.1.a.04'] },
  { classId: 'S1.1.5.05', when: /碳化硅|衬底|砷化镓|化合物|外延/u, itemIds: ['D1.2.c.06', 'D1.3.d.04', 'D1.2.c.02'] }, { classId: 'S1.1.5.05', when: /功率|分立|二极管/u, itemIds: ['D1.2.c.08', 'D1.2.c.05'] }, { classId: 'S1.1.5.05', when: /光芯片|激光|led/u, itemIds: ['D1.2.c.07'] }, { classId: 'S1.1.5.05', when: null, itemIds: ['D1.2.c.05', 'D1.3.d.04'] },
  { classId: 'S1.1.5.06', when: /水/u, itemIds: ['D2.1.b.02'] }, { classId: 'S1.1.5.06', when: null, itemIds: ['D1.2.c.03', 'D1.2.c.06'] },
  { classId: 'S1.1.5.07', when: null, itemIds: ['D1.1.f.03', 'D1.1.f.05'] }, { classId: 'S1.1.5.08', when: null, itemIds: ['D1.1.f.05'] },
  { classId: 'S1.1.5.09', when: null, itemIds: ['D2.1.a.05', 'D2.2.a.01'] },
  { classId: 'S1.1.5.10', when: /玻璃|瓶/u, itemIds: ['D1.1.e.01', 'D1.1.g.07', 'D2.1.a.05'] }, { classId: 'S1.1.5.10', when: /(?:酒|醋|饮料)[^。]*码?垛|垛[^。]*(?:酒|醋)/u, itemIds: ['D1.1.g.07', 'D2.1.a.05'] }, { classId: 'S1.1.5.10', when: /陶瓷|瓷/u, itemIds: ['D1.1.e.02', 'D2.1.a.05'] },
  { classId: 'S1.1.5.10', when: /防爆|危化|罐区/u, itemIds: ['D4.1.a.11', 'D2.1.a.05'] }, { classId: 'S1.1.5.10', when: null, itemIds: ['D2.1.a.05', 'D2.1.a.01'] },
  { classId: 'S1.1.5.11', when: /醅|酿/u, itemIds: ['D1.1.g.04', 'D2.2.c.05'] }, { classId: 'S1.1.5.11', when: /智能|无人|自动/u, itemIds: ['D2.1.a.05', 'D2.2.c.05'] }, { classId: 'S1.1.5.11', when: null, itemIds: ['D2.2.c.05'] },
  { classId: 'S1.2.1.02', when: /厂区|厂内|专用线|铁水/u, itemIds: ['D3.2.b.01'] }, { classId: 'S1.2.2.04', when: null, itemIds: ['D1.2.b.01', 'D1.2.b.04'] },
  { classId: 'S1.2.2.02', when: /灭火|火情|消防|投放/u, itemIds: ['D4.2.a.06', 'D4.2.a.04'] }, { classId: 'S1.2.2.02', when: /罐区|化工|厂|栈桥|煤场|电站|隐患|泄漏|巡检|边坡/u, itemIds: ['D4.2.a.04', 'D4.1.a.11'] },
  { classId: 'S1.3.1.01', when: /固废|矸石|粉煤灰|综合利用/u, itemIds: ['D3.4.a.04'] },
  { classId: 'S1.5.1.01', when: /演练|救援|事故|逃生|应急|安全/u, itemIds: ['D4.2.a.05'] },
  { classId: 'S2.1.1.01', when: null, itemIds: ['D1.2.a.07', 'D1.2.a.08'] }, { classId: 'S2.1.1.02', when: null, itemIds: ['D1.2.a.06', 'D1.2.a.08'] }, { classId: 'S2.1.2.01', when: /厂(?!里接待)|公司生产/u, itemIds: ['D1.2.a.05'] }, { classId: 'S2.1.3.01', when: /厂内|厂区|车间/u, itemIds: ['D1.2.a.05'] },
];

/** Buyers' trades and the directions of the plan that are theirs: an item of such a direction comes before others. */
export const TRADES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/铸造|铸件|铸铁|铸钢|锻造|锻件|锻打|砂型/u, ['D1.1.a', 'D3.3.a']], [/播种机|农机(?:厂|企业)|拖拉机厂|收割机厂|我们是?做(?:农机|播种机)/u, ['D1.1.b']], [/挖掘机(?:厂|结构|阀)|工程机械|液压件|装载机厂|刹车片/u, ['D1.1.c']], [/车工|铣工|机加|老机床|普车|年出厂|服役/u, ['D1.1.d']],
  [/日用玻璃|玻璃瓶|制瓶|玻璃厂|玻璃器皿/u, ['D1.1.e.01']], [/日用瓷|陶瓷|瓷厂/u, ['D1.1.e.02']], [/纺|棉|纱/u, ['D1.1.f']], [/酒|醋|酿|曲|醅/u, ['D1.1.g']], [/电动车车架|电动自行车|两轮|车架/u, ['D1.1.h']],
  [/整车|车身|白车身|甲醇重卡|新能源汽车|重卡(?:厂|生产)/u, ['D1.2.a']], [/航空|飞机|通航/u, ['D1.2.b']], [/半导体|碳化硅|晶圆|芯片|封测|单晶/u, ['D1.2.c']], [/光伏(?:厂|组件厂|电池)|硅片|电池片|topcon/u, ['D1.2.d']], [/电芯|锂电|动力电池|方壳|极耳/u, ['D1.2.e']],
  [/发酵液|氨基酸|有机酸|菌体|发酵行业|柠檬酸|淀粉糖/u, ['D1.2.f']], [/药厂|制药|医药|疫苗|制剂|片剂|注射|抗体|原料药/u, ['D1.2.g']], [/检测中心|实验室|化验|检验|质检|研究院|研发/u, ['D1.3']],
  [/钢厂|炼钢|高炉|转炉|烧结|炼铁|钢铁/u, ['D3.1.a', 'D3.2.a']], [/镁|电解铝|铝厂|铜|有色/u, ['D3.1.b']], [/水泥|熟料|窑尾|窑头/u, ['D3.1.c', 'D3.2.a.05']], [/焦化|焦炉/u, ['D3.1.d', 'D3.2.a']], [/氯碱|电石|尿素|烧碱|pvc/u, ['D3.1.e']],
  [/换热站|供热|锅炉房|热力|二次网|热网/u, ['D3.3.b']], [/除尘(?:风机|站)|能效|二级|一级|变频/u, ['D3.3.a', 'D3.3.c']], [/磁悬浮|高速/u, ['D3.3.c.03']], [/矸石|固废|粉煤灰|废钢|废旧|赤泥/u, ['D3.4.a']], [/废水|污水|中水|回用|冷却塔|节水|反渗透|排污/u, ['D3.4.b']],
  [/化工|危化|液氯|乙炔|装置|粗苯|甲醇|罐区|合成氨/u, ['D4.1']], [/报警|安全|应急|防护|受限空间|呼吸器|救援|演练|隐患/u, ['D4.2']], [/仓库|物流|搬运|立库/u, ['D2.1.a.05']], [/工单|mes|排产/u, ['D2.1.c.02']], [/联网|采数|数采/u, ['D2.2.c.01']], [/能耗|碳|用能|水电/u, ['D3.2.b']], [/机房|服务器/u, ['D2.3.b']], [/5g|专网|基站/u, ['D2.3.a.03']],
];
