/** What of a fault's documents is or went out after its time: on its page, where its limits alone were told. Pure. */
import { onTimeWords } from '../../contract/terms/due-rules.ts';
import { secondsBetween } from '../../contract/time.ts';
import type { SiteBlock, SiteTable } from '../../report/site-model.ts';
import { formatDuration } from '../../wording/durations.ts';
import { timeText } from '../../wording/words.ts';
import type { LateReport, SiteFacts } from '../parts/facts.ts';
import { isAbout, marks } from '../parts/links.ts';

/** A sentence with their number, each with its times; its state opens the list of all that have it; nothing where none is late. @param id of the fault */
export function lateBlocks(
  facts: Pick<SiteFacts, 'lateReports' | 'movedDues' | 'documents' | 'now'>,
  id: string,
): SiteBlock[] {
  const own = facts.lateReports.filter(({ period }) => isAbout(period, id));
  if (own.length === 0) return [];
  return [
    {
      type: 'note',
      tone: 'attention',
      text: `关于这起故障的文档有 ${own.length} 份晚于期限。`,
    },
    table(facts, own),
  ];
}

const table = (
  { documents, movedDues, now }: Pick<SiteFacts, 'documents' | 'movedDues' | 'now'>,
  own: readonly LateReport[],
): SiteTable => ({
  type: 'table',
  caption: '晚于期限的文档',
  columns: [
    { key: 'report', label: '文档', title: true },
    { key: 'state', label: '状态', state: true },
    { key: 'due', label: '期限' },
    { key: 'done', label: '签发、送达或签收' },
    { key: 'late', label: '晚', align: 'right' },
    { key: 'reason', label: '原因', wide: true },
  ],
  rows: own.map(({ name, number, state, word, by, dueAt, at, reason }) => {
    const href = documents.find((one) => one.number === number)?.files.html;
    const what = state === 'late' ? onTimeWords.issued : onTimeWords[by];
    const tone = at === null ? 'abnormal' : 'attention';
    const then = movedDues.find((one) => one.number === number)?.dueThen;
    return {
      cells: {
        report: href === undefined ? name : { text: name, href },
        state: { text: word, tone, mark: marks[tone], href: `/deliverables/state/${state}` },
        due:
          dueAt === null
            ? '—'
            : then === undefined
              ? timeText(dueAt)
              : { text: timeText(dueAt), sub: `文档所印 ${timeText(then)}` },
        done: at === null ? `尚未${what}` : `${what} ${timeText(at)}`,
        late:
          dueAt === null
            ? '—'
            : `${formatDuration(Math.max(0, secondsBetween(dueAt, at ?? now)))}${at === null ? '（至今）' : ''}`,
        reason: reason ?? '—',
      },
    };
  }),
  empty: '',
});
