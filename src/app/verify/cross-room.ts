import { compareProductIndex, INDEXING } from '../../catalogue/index.js';
import type { OrganisationId } from '../../core/ids/ids.js';
import type { DateText } from '../../core/time/dates.js';
import { judgedOtherwise, JUDGING_HANDLERS, projectedOtherwise, recommendationsTold } from '../../matching/index.js';
import { noticesTold, postedNotices } from '../../notification/index.js';
import { organisationsByIds } from '../../organisation/index.js';
import type { Tx } from '../../platform/db/tx.js';
import type { SearchIndex } from '../../platform/search/search-index.port.js';
import { differences, type Keyed } from '../../platform/verify/differences.js';
import { brokenOf, type Invariant } from '../../platform/verify/invariant.js';
import { announcedNotices, toldOf } from '../../platform/verify/platform.store.js';
import { NOTICES } from '../switchboard.js';

export interface Sampling {
  /** Open lines that are judged again. */
  readonly lines: number;
  /** Another text takes other lines. */
  readonly salt: string;
  readonly today: DateText;
}

/** What no room can tell alone: two rooms' rows side by side, in the order of their keys. */
export function crossRoomInvariants(search: SearchIndex, sampling: Sampling): Invariant[] {
  const notices = [NOTICES.handler.name];
  return [
    {
      code: 'SEARCH_INDEX', zh: '检索索引恰好收有已公开的产品，版本一致', en: 'the search index holds what is public, in its version, and nothing else', after: INDEXING,
      fix: { zh: '运行 npm run reindex 重建索引', en: 'make the index anew with npm run reindex' },
      broken: (tx) => brokenOf(mapped(compareProductIndex(tx, search), ({ id, fault }) => `${id} ${fault}`)),
    },
    {
      code: 'MATCHING_COPY', zh: '匹配所用的产品和需求行与市场一致', en: 'the products and lines that matching goes by are those on the market', after: JUDGING_HANDLERS,
      fix: { zh: '整理任务每 10 分钟会补上；仍在则重启后台进程', en: 'a sweep mends it every 10 minutes; if it stays, restart the worker' },
      broken: (tx) => brokenOf(projectedOtherwise(tx)),
    },
    {
      code: 'RECOMMENDATION_RULE', zh: '抽查的推荐与现行规则的评判一致，分数和理由相同', en: 'recommendations, a sample, are what the rule in force says, score and reasons alike', after: JUDGING_HANDLERS,
      fix: { zh: '修订相应需求即重新评判（reviseDemands）；升级规则后属正常，逐步更新', en: 'revising the demand judges it anew (reviseDemands); after an upgrade of the rule this passes as demands change' },
      broken: (tx) => brokenOf(judgedOtherwise(tx, sampling.lines, sampling.salt, sampling.today)),
    },
    {
      code: 'RECOMMENDATION_TOLD', zh: '每条推荐向双方各通知一次', en: 'a recommendation was told once to each side', after: JUDGING_HANDLERS,
      fix: { zh: '事件丢失：从备份恢复；重复：无需处理，收件箱按事件去重', en: 'an event lost: restore a backup; one too many: nothing, the inbox takes each event once' },
      broken: (tx) => brokenOf(mapped(differences(recommendationsTold(tx), toldOf(tx, 'RecommendationMade')), ({ key }) => key)),
    },
    {
      code: 'NOTICE_ONCE', zh: '事件所列的每个单位恰有一条通知，别人没有', en: 'everybody an event names has one notice of it, and nobody else', after: notices,
      fix: { zh: '缺少：从备份恢复；多出：删除 notification_notice 中的该行', en: 'one missing: restore a backup; one too many: delete that row of notification_notice' },
      broken: (tx) => brokenOf(noticeFaults(tx)),
    },
    {
      code: 'NOTICE_TOLD', zh: '每条通知公布一次', en: 'every notice was announced once', after: notices,
      fix: { zh: '缺少时该通知不会发往邮箱或短信，仍在收件箱中；无需处理', en: 'without it the notice is in the inbox and goes to no mail or phone; nothing need be done' },
      broken: (tx) => brokenOf(mapped(differences(noticesTold(tx), toldOf(tx, 'NoticePosted')), ({ key }) => key)),
    },
  ];
}

async function* mapped<T>(stream: AsyncIterable<T>, text: (one: T) => string): AsyncGenerator<string> {
  for await (const one of stream) yield text(one);
}

/** Nobody posts to an organisation that has been closed, and one that was closed later keeps what it has. */
async function* noticeFaults(tx: Tx): AsyncGenerator<string> {
  for await (const { key, left } of differences(announcedNotices(tx, NOTICES.handler.name), oncePosted(tx))) {
    const [organisation] = left === null ? [] : await organisationsByIds(tx, [key.split(' ')[1] as OrganisationId]);
    if (left === null || organisation !== undefined && organisation.state !== 'CLOSED') yield key.replace(/^0+/, '');
  }
}

const oncePosted = (tx: Tx): AsyncGenerator<Keyed> => postedNotices(tx);
