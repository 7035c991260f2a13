/** 整改与改进措施 on the pages of the site: their state as everywhere, and the list of all that are not done. Pure. */

import { settledTable } from '../../page/table.ts';
import { figureOf } from '../../report/figure.ts';
import type { Section, SitePage } from '../../report/site-model.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { measureList } from '../../subjects/incidents/measure-tables.ts';
import { isToDo, type KeptMeasure, measureState, measuresOf } from '../../subjects/measures/judge/measures.ts';
import drillKind from '../../subjects/recovery/kinds/drill.ts';
import { recordsOf, type SiteFacts } from './facts.ts';
import { everTo } from './figures.ts';
import { recordHref } from './links.ts';

/** Measures that the page of their own lists, the longest overdue first; where a year has more, the others stand with their records. */
const MOST = 300;
/** Those that the first page of 故障 lists. */
const FIRST = 8;

const MEASURES_PATH = 'open/measures';
const MEASURES_HREF = `/faults/${MEASURES_PATH}`;

const unfinished = (facts: SiteFacts): KeptMeasure[] =>
  measuresOf(recordsOf(facts, incidentKind), recordsOf(facts, drillKind)).filter(isToDo);

/** The first of them; what is more has a page of its own. */
export const firstMeasures = (facts: SiteFacts): Section[] => openMeasures(facts, FIRST);

/** None where the first page lists them all. */
export function measurePages(facts: SiteFacts): SitePage[] {
  const open = unfinished(facts);
  if (open.length <= FIRST) return [];
  return [
    {
      path: MEASURES_PATH,
      title: '未完成的整改与改进措施',
      description: '故障和演练登记的措施中还没有完成的，期限最早的在前；不在这里的见各故障和演练。',
      sections: openMeasures(facts),
    },
  ];
}

/** Every one that is not done, of faults and drills, each leading to the record that has it; no section where there is none. */
function openMeasures(facts: SiteFacts, most = MOST): Section[] {
  const open = unfinished(facts);
  if (open.length === 0) return [];
  const overdue = open.filter((one) => measureState(one, facts.now) === 'overdue').length;
  return [
    {
      id: 'open-measures',
      title: '未完成的整改与改进措施',
      note: `${open.length} 项，其中已逾期 ${overdue} 项${open.length > most ? `，列出期限最早的 ${most} 项` : ''}`,
      figures: [
        figureOf('measures.unfinished', open.length, everTo(facts)),
        figureOf('measures.unfinished.overdue', overdue, everTo(facts)),
      ],
      blocks: [
        settledTable(
          { ...measureList(facts.now, (id) => recordHref(facts, id)), title: '未完成的整改与改进措施', empty: '' },
          open.slice(0, most),
          'site',
        ),
        ...(open.length > most && most < MOST
          ? [{ type: 'links' as const, items: [{ text: `全部 ${open.length} 项`, href: MEASURES_HREF }] }]
          : []),
      ],
    },
  ];
}
