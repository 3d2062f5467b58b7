import { defineMessages } from '../platform/messages/messages.js';

export const topicMessages = defineMessages({
  TOPIC_SUBJECT_WRONG: { zh: '请给出需求条目或品类其中之一', en: 'Name either a demand item or a class' },
  TOPIC_WITHOUT_GAP: { zh: '目前没有公开的需求行显示该缺口，无需立题；缺口以 supplyGapRegister 为准', en: 'No open line shows this gap at present, so there is no topic to open: see supplyGapRegister' },
  TOPIC_LINE_WITHOUT_GAP: { zh: '需求行 {lineId} 不显示该缺口（已有供给、已关闭或另有所需）；请去掉该行', en: 'Line {lineId} does not show this gap (it is supplied, closed, or wants something else): leave it out' },
  TOPIC_OPEN_ALREADY: { zh: '该缺口已有未关闭的课题 {topicId}，请在其上继续', en: 'Topic {topicId} is open for this gap: go on with that one' },
  TOPIC_NOT_DRAFT: { zh: '课题已发布或已关闭，不能再修改；请关闭后重新立题', en: 'The topic is published or closed and is not edited any more: close it and open another one' },
  TOPIC_CLOSED: { zh: '课题已关闭', en: 'The topic is closed' },
  TOPIC_GAP_CLOSED: { zh: '所引各需求行均已有通过全部门槛的产品，或均已关闭，缺口不复存在；请关闭该课题', en: 'Each line cited is answered by a product that passes every gate, or closed: there is no gap any more, close the topic' },
  TOPIC_TITLE_MISSING: { zh: '题目不能为空', en: 'A topic has a title' },
  TOPIC_NEED_MISSING: { zh: '需求说明不能为空', en: 'A topic says what is needed' },
  TOPIC_REASON_MISSING: { zh: '请说明关闭的原因', en: 'Say why it is closed' },
  NOTICE_TOPIC_CLOSED: { zh: '课题「{title}」已自动关闭：所引需求均已有通过全部门槛的产品', en: 'The topic "{title}" was closed: each demand it cites is answered by a product that passes every gate' },
  NOTICE_TOPIC_REOPENED: { zh: '课题「{title}」的供给已撤回，缺口再现，已生成新的草稿', en: 'The supply that closed the topic "{title}" is gone: the gap is there again as a new draft' },
});
