/** People who ought to be there, as far as the contract asks for any. */

import { owedKinds } from '../../src/subjects/holdings/judge/owed.ts';
import { rateText } from '../../src/wording/figures.ts';
import { rateFigure } from '../cells/figures.ts';
import { dayInterval, headline } from '../cells/headline.ts';
import { onceFor } from '../first-page/once.ts';
import type { KeyRow } from '../first-page/part.ts';
import type { News } from '../first-page/ranking.ts';
import type { PeriodView } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { attendancePart, attendanceSection, isSingle } from '../service/attendance.ts';
import { certifiedPart } from '../service/certificates.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'attendance',
  title: '⟦现场⟧出勤',
  kinds: ['duty', 'certificate'],
  topics: ['attendance', 'phone'],
  parts: [{ order: 50, news, proofs, rows }],
  compose: ({ view }: PeriodFacts) => attendanceSection(view, 'attendance'),
} satisfies ReportSection;

const partOf = onceFor(attendancePart);

const AT = { text: '出勤', section: 'service' };

function news({ view }: PeriodFacts): News[] {
  const part = partOf(view);
  const { counts, owed } = part;
  const counter = isSingle(part) ? '日' : '人次';
  if (owed === 0) return certificateNews(view);
  if (counts.unregistered === owed)
    return [
      {
        gravity: 'unmeasured',
        weight: owed,
        id: 'attendance none',
        text: '⟦现场⟧出勤没有签到登记，是否到岗无从判断',
        references: [AT],
      },
    ];
  const entry = (gravity: News['gravity'], n: number, text: string): News[] =>
    n === 0 ? [] : [{ gravity, weight: n, id: `attendance ${gravity}`, text, references: [AT] }];
  return [
    ...entry('absent', counts.absent, `⟦现场⟧缺勤 ${counts.absent} ${counter}`),
    ...entry('unmeasured', counts.unregistered, `⟦现场⟧没有签到登记 ${counts.unregistered} ${counter}`),
    ...certificateNews(view),
  ];
}

/** Who was on duty with a certificate that had run out; and of whom nobody can say that there is one. */
function certificateNews(view: PeriodView): News[] {
  const all = certifiedPart(view);
  const entry = (gravity: News['gravity'], state: string, text: string): News[] => {
    const n = all.filter((one) => one.state === state).length;
    return n === 0
      ? []
      : [
          {
            gravity,
            weight: n,
            id: `certificates ${state}`,
            text: `${text} ${n} ${owedKinds.certificate.counter}`,
            references: [AT],
          },
        ];
  };
  const { missed, unseen } = owedKinds.certificate;
  return [...entry('absent', 'lapsed', missed), ...entry('unmeasured', 'unknown', unseen)];
}

function proofs(facts: PeriodFacts): string[] {
  const { attended } = partOf(facts.view);
  return attended.denominator > 0 && attended.numerator === attended.denominator
    ? [`⟦现场⟧到岗 ${rateText(attended)}`]
    : [];
}

function rows({ view }: PeriodFacts): KeyRow[] {
  const { owed, attended, from, to } = partOf(view);
  if (owed === 0) return [];
  const item = headline(rateFigure('⟦现场⟧到岗率', attended), 'attendance.rate', dayInterval(from, to), attended);
  return [{ item, better: 'more' }];
}
