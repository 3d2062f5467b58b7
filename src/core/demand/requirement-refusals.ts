/** Refusals of `checkRequirement` and `checkTogether` in core/demand. */
export const REQUIREMENT_REFUSALS = {
  REQUIREMENT_ATTRIBUTE_UNKNOWN: { zh: '该品类没有参数「{attribute}」，请从品类的参数表中选择', en: 'The class has no attribute "{attribute}": choose one from its list' },
  REQUIREMENT_OP_UNFIT: { zh: '参数「{attribute}」不能用「{op}」比较', en: 'Attribute "{attribute}" cannot be compared by "{op}"' },
  REQUIREMENT_UNIT_UNFIT: { zh: '参数「{attribute}」的单位应为 {expected}，不是 {unit}', en: 'Attribute "{attribute}" is measured in {expected}, not {unit}' },
  REQUIREMENT_LIST_LENGTH: { zh: '参数「{attribute}」应给出 1 至 {max} 个值', en: 'Attribute "{attribute}" takes 1 to {max} values' },
  REQUIREMENT_VALUE_UNFIT: { zh: '参数「{attribute}」（{type}）用「{op}」比较时，值的类型或个数不对', en: 'The value for attribute "{attribute}" ({type}) has the wrong type or number of items for "{op}"' },
  REQUIREMENT_OUT_OF_BOUNDS: { zh: '参数「{attribute}」的值 {value} 不在合理范围 {min} 至 {max} {unit} 内，请检查单位', en: 'The value {value} for attribute "{attribute}" is outside {min} to {max} {unit}: check the unit' },
  REQUIREMENT_ENUM_UNKNOWN: { zh: '参数「{attribute}」没有选项「{value}」，可选：{allowed}', en: 'Attribute "{attribute}" has no option "{value}": choose from {allowed}' },
  REQUIREMENT_RANGE_REVERSED: { zh: '参数「{attribute}」的下限 {low} 大于上限 {high}', en: 'The lower end {low} for attribute "{attribute}" is above the upper end {high}' },
  REQUIREMENTS_CONTRADICT: { zh: '第 {first} 项与第 {second} 项要求互相矛盾：没有产品能同时满足「{attribute}」的两项要求', en: 'Requirements {first} and {second} contradict: no product can meet both on "{attribute}"' },
} as const;
