/** Operations and their permits: what was done without one, and what the purchaser has still to confirm of them. */

import { permitsToConfirm } from '../../src/assess/contract/to-decide.ts';
import { dateOf } from '../../src/contract/time.ts';
import { operationKinds } from '../../src/subjects/permits/judge/operations.ts';
import { countCovers } from '../../src/subjects/permits/judge/permits.ts';
import permitKind from '../../src/subjects/permits/kinds/permit.ts';
import { namesText } from '../../src/wording/words.ts';
import { countFigure } from '../cells/figures.ts';
import { headline, interval } from '../cells/headline.ts';
import type { Decision, KeyRow } from '../first-page/part.ts';
import type { News } from '../first-page/ranking.ts';
import { asksPermits } from '../frame/named.ts';
import { upToPeriod } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { permitSection } from '../service/permit-check.ts';
import { coversToConfirm } from '../service/permit-covers.ts';
import { provenText } from '../service/permit-words.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'permits',
  title: '许可与远程维护核对',
  kinds: ['permit', ...operationKinds],
  topics: ['permit', 'remote'],
  parts: [{ order: 90, news, proofs, rows, decisions }],
  compose: ({ view, covers }: PeriodFacts) => permitSection(view, covers),
} satisfies ReportSection;

const SHOWN = 2;

function news({ covers }: PeriodFacts): News[] {
  const breaches = covers.filter(({ breach }) => breach);
  const doubts = covers.filter(({ doubt }) => doubt);
  const entry = (gravity: News['gravity'], own: typeof covers, what: string): News[] => {
    const [first] = own;
    if (first === undefined) return [];
    const ids = [...new Set(own.map(({ operation }) => operation.record))];
    return [
      {
        gravity,
        weight: own.length,
        id: `permits ${gravity}`,
        text: `${own.length} 项操作${what}${own.length === 1 ? `：${first.text.replace(/。$/, '')}` : ''}`,
        references: [{ text: namesText(ids, '条', SHOWN), section: 'permits' }],
      },
    ];
  };
  return [...entry('unauthorised', breaches, '与许可不符'), ...entry('undecided', doubts, '的许可待核实')];
}

function rows({ view, covers }: PeriodFacts): KeyRow[] {
  if (covers.length === 0 && !asksPermits(view.input.contract)) return [];
  const { breaches } = countCovers(covers);
  // Compared by the period in which it was done, too: who adds up the periods would count it twice.
  const again = covers.filter(({ earlier }) => earlier).length;
  const before = again === 0 ? '' : `，其中 ${again} 项此前各期已核对，补办期限在本期届满`;
  const note = covers.length === 0 ? '没有登记须经许可的操作' : `核对 ${covers.length} 项操作${before}`;
  const item = countFigure('许可不符', breaches, 'abnormal', note);
  return [{ item: headline(item, 'permits.breaches', interval(view)), better: 'less', counter: '项', asked: '没有' }];
}

/** Permits of the service to date that only the supplier tells of, and those whose conditions only the supplier says were kept. */
function decisions({ view }: PeriodFacts): Decision[] {
  const permits = permitsToConfirm(upToPeriod(view, permitKind), coversToConfirm(view));
  const [first] = permits;
  if (first === undefined) return [];
  return [
    {
      text: `确认由⟦供应商⟧登记的许可 ${permits.length} 份`,
      references: [
        {
          text: namesText(
            permits.map(({ id }) => id),
            '份',
            SHOWN,
          ),
          section: 'permits',
        },
      ],
      since: dateOf(first.grantedAt),
    },
  ];
}

function proofs({ covers }: PeriodFacts): string[] {
  const proven = provenText('登记的', covers);
  return proven === null ? [] : [proven];
}
