import { defineMessages } from '../platform/messages/messages.js';

export const savedSearchMessages = defineMessages({
  SAVED_SEARCHES_TOO_MANY: { zh: '每个单位至多保存 {max} 个搜索，请先移除不用的', en: 'An organisation saves at most {max} searches: remove one that is not used any more' },
  SAVED_SEARCH_NAME_MISSING: { zh: '请为搜索取名，例如「110kW 变频空压机」', en: 'Give the search a name, such as what it looks for' },
  SAVED_SEARCH_NAME_TAKEN: { zh: '本单位已有名为「{name}」的搜索，请换一个名称', en: 'Your organisation has a search named “{name}” already: choose another name' },
  SAVED_SEARCH_WORDS_TOO_MANY: {
    zh: '关键词超过 {max} 个，没有产品会全部包含；请只留产品名称或型号，其余写为筛选条件，或发布需求由平台匹配',
    en: 'With more than {max} words no product carries them all: keep the name or model and put the rest into the filter, or publish a demand',
  },
  SAVED_SEARCH_TOO_WIDE: { zh: '范围过宽；请给出关键词，或品类、参数、供应商、认证之一', en: 'Nearly every product would answer: give words, or a class, a figure, a supplier or a certificate' },
  SAVED_SEARCH_RANGE_REVERSED: { zh: '下限 {low} 高于上限 {high}，不会有产品满足；请对调或更正', en: 'The lower bound {low} lies above the upper bound {high} and nothing would pass: exchange or correct them' },
  NOTICE_SAVED_SEARCH_FOUND: { zh: '您保存的搜索「{name}」有新产品：{model}（{className}）', en: 'Your saved search "{name}" found {model} ({className})' },
  NOTICE_SAVED_SEARCH_FOUND_SEVERAL: { zh: '您保存的搜索「{name}」有 {count} 个新产品，例如 {model}（{className}）', en: 'Your saved search "{name}" found {count} products, among them {model} ({className})' },
});
