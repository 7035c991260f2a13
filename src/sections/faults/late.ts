/** What of a fault's documents is or went out after its time: on its page, where its limits alone were told. Pure. */

import { onTimeWords } from '../../contract/terms/due-rules.ts';
import { formatDateTimeSeconds, secondsBetween } from '../../contract/time.ts';
import type { Block, Cell, TableBlock } from '../../report/site-model.ts';
import type { IncidentAssessment } from '../../subjects/incidents/judge/clocks.ts';
import { basisLines, dueBasis } from '../../subjects/incidents/judge/due-basis.ts';
import type { IncidentRecord } from '../../subjects/incidents/kinds/incident.ts';
import { formatDuration } from '../../wording/durations.ts';
import { timeText } from '../../wording/words.ts';
import type { LateReport, SiteFacts } from '../parts/facts.ts';
import { isAbout, marks } from '../parts/links.ts';

type Facts = Pick<SiteFacts, 'lateReports' | 'movedDues' | 'documents' | 'obligations' | 'now'>;

interface Fault {
  incident: IncidentRecord;
  judged: Pick<IncidentAssessment, 'classes'>;
}

/** A sentence with their number, each with its times; its state opens the list of all that have it; nothing where none is late. @param fault as it is judged now */
export function lateBlocks(facts: Facts, fault: Fault): Block[] {
  const own = facts.lateReports.filter(({ period }) => isAbout(period, fault.incident.id));
  if (own.length === 0) return [];
  return [
    {
      type: 'note',
      tone: 'attention',
      text: `关于这起故障的文档有 ${own.length} 份晚于期限。`,
    },
    ...readingNotes(own),
    table(facts, fault, own),
  ];
}

/** Which of them are late by one reading of an unconfirmed 口径, and what the others give; those of which the same is said in one. */
const readingNotes = (own: readonly LateReport[]): Block[] =>
  [...Map.groupBy(own, ({ byReadings }) => byReadings)]
    .filter(([text]) => text !== '')
    .map(([text, all]) => ({
      type: 'note',
      tone: 'attention',
      text: `${all.map(({ name }) => name).join('、')}：${text}。`,
    }));

const table = (facts: Facts, fault: Fault, own: readonly LateReport[]): TableBlock => ({
  type: 'table',
  title: '晚于期限的文档',
  columns: [
    { key: 'report', label: '文档', title: true },
    { key: 'state', label: '状态', state: true },
    { key: 'due', label: '期限' },
    { key: 'done', label: '签发、送达或签收' },
    { key: 'late', label: '晚', align: 'right' },
    { key: 'reason', label: '原因', wide: true },
  ],
  rows: own.map((one) => {
    const { name, number, state, word, by, dueAt, at, reason } = one;
    const href = facts.documents.find((document) => document.number === number)?.files.html;
    const what = state === 'late' ? onTimeWords.issued : onTimeWords[by];
    const tone = at === null ? 'abnormal' : 'attention';
    return {
      cells: {
        report: href === undefined ? name : { text: name, href },
        state: { text: word, tone, mark: marks[tone], href: `/deliverables/state/${state}` },
        due: dueCell(facts, fault, one),
        done: at === null ? `尚未${what}` : `${what} ${timeText(at)}`,
        late:
          dueAt === null
            ? '—'
            : `${formatDuration(Math.max(0, secondsBetween(dueAt, at ?? facts.now)))}${at === null ? '（至今）' : ''}`,
        reason: reason ?? '—',
      },
    };
  }),
  empty: '',
});

/** With what it runs from, and with the time that the document prints where that is another. */
function dueCell(
  { obligations, movedDues }: Pick<SiteFacts, 'obligations' | 'movedDues'>,
  { incident, judged }: Fault,
  { obligation, suffix, number, dueAt }: LateReport,
): Cell {
  if (dueAt === null) return '—';
  const rule = obligations.find(({ id }) => id === obligation);
  const basis = rule === undefined ? null : dueBasis(rule, { suffix, dueAt }, incident, judged);
  const then = movedDues.find((one) => one.number === number)?.dueThen;
  const below = [
    ...(basis === null ? [] : [`${basis.from} ${basis.length}`]),
    ...(then === undefined ? [] : [`文档所印 ${timeText(then)}`]),
  ];
  return below.length === 0 ? timeText(dueAt) : { text: timeText(dueAt), sub: below.join('；') };
}

/** What the times of its reports run from; of those in the list of late ones it stands there. */
export function dueBlocks(
  { reportDues, lateReports, obligations }: Pick<SiteFacts, 'reportDues' | 'lateReports' | 'obligations'>,
  { incident, judged }: Fault,
): Block[] {
  const late = new Set(lateReports.map(({ period }) => period));
  const own = reportDues.filter(({ period }) => isAbout(period, incident.id) && !late.has(period));
  const lines = basisLines(
    own.map(({ obligation, suffix, name, dueAt }) => {
      const rule = obligations.find(({ id }) => id === obligation);
      const basis = rule === undefined ? null : dueBasis(rule, { suffix, dueAt }, incident, judged);
      return { name: `${name}（期限 ${formatDateTimeSeconds(dueAt)}）`, basis };
    }),
  );
  return lines.map((text) => ({ type: 'note', text: `期限${text}` }));
}
