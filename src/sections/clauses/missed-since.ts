/**
 * 签发时口径未定、现已判定未达标: limits of faults that the documents left open and that a settled 口径 calls missed now. No statement
 * lists them among its exceptions, since it was issued before. Pure.
 */
import { isFailing } from '../../assess/incidents/clocks.ts';
import { figureOf } from '../../report/figure.ts';
import type { SiteCell, SiteSection } from '../../report/site-model.ts';
import type { NamedLimit } from '../board/named-limits.ts';
import type { SiteFacts } from '../parts/facts.ts';
import { everTo } from '../parts/figures.ts';
import { clauseHref, MISSED_SINCE, recordHref } from '../parts/links.ts';
import { judgedSince, sinceText } from '../parts/settled.ts';

/** In the order of the limits; nothing where every document says what is judged now. @param limits as they were kept in the service */
export function missedSince(facts: SiteFacts, limits: readonly NamedLimit[]): SiteSection[] {
  const rows = limits.flatMap(({ title, limit }) =>
    limit.cases.flatMap(({ id, clock, state, text }) => {
      const since = clock === null || !isFailing(state) ? null : judgedSince(facts, id, [clock]);
      if (since === null) return [];
      const record: SiteCell = { text: id, href: recordHref(facts, id) };
      const [only, ...others] = limit.clauses;
      const clauses: SiteCell =
        only === undefined || others.length > 0 ? limit.clauses.join('、') : { text: only, href: clauseHref(only) };
      return [{ cells: { limit: { text: title, sub: text }, clauses, record, since: sinceText(since) } }];
    }),
  );
  if (rows.length === 0) return [];
  return [
    {
      ...{ id: MISSED_SINCE, title: '签发后按确认的口径判定的', note: `${rows.length} 项，不在各期对照表的例外之列` },
      figures: [figureOf('clauses.missed-since', rows.length, everTo(facts))],
      blocks: [
        {
          type: 'table',
          caption: '签发后按确认的口径判定未达标的时限',
          columns: [
            { key: 'limit', label: '时限', title: true },
            { key: 'clauses', label: '条款' },
            { key: 'record', label: '故障' },
            { key: 'since', label: '依据', wide: true },
          ],
          rows,
          empty: '',
        },
      ],
    },
  ];
}
