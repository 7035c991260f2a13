/** Faults as rows of a table, wherever they are listed. Pure. */

import { settledTable, type TableColumn } from '../../page/table.ts';
import { type Figure, type FigureInterval, figureOf } from '../../report/figure.ts';
import type { Section, TableBlock, Tone } from '../../report/site-model.ts';
import { clockStates } from '../../states/clock.ts';
import type { ClassResult } from '../../subjects/incidents/judge/classes.ts';
import type { IncidentAssessment } from '../../subjects/incidents/judge/clocks.ts';
import { mayBeUndecided } from '../../subjects/incidents/judge/interpretation.ts';
import { outageChoices } from '../../subjects/incidents/kinds/incident/choices.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { faultColumns, type JudgedFault, judgedIn } from '../../subjects/incidents/list.ts';
import { isUnconfirmed } from '../../subjects/incidents/restoration.ts';
import { levelWordOf, severityOf, withoutFault } from '../../wording/levels.ts';
import { incidentContext } from '../board/figures.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { assetNames, marks, recordHref } from '../parts/links.ts';
import { isRecent } from '../parts/months.ts';
import { openHref } from '../parts/settled.ts';

/** All faults, the newest first. */
export function judgedFaults(facts: SiteFacts): JudgedFault[] {
  return judgedIn(recordsOf(facts, incidentKind), incidentContext(facts)).toReversed();
}

/**
 * How many are listed. What a contract counts as a requirement is no fault: where some are among them each is told by its own word, so
 * that a number of 起 is the same wherever it stands.
 */
export function listedText(list: readonly JudgedFault[]): string {
  const { faults, requirements } = apart(list);
  return requirements === 0
    ? `${faults} 起`
    : `${list.length} 条：故障 ${faults} 起，作为需求另行统计的 ${requirements} 条`;
}

/** The same as figures. @param of what they are of, where that is less than all: `incidents.app-server-1` */
export function listedFigures(list: readonly JudgedFault[], within: FigureInterval, of = 'incidents'): Figure[] {
  const { faults, requirements } = apart(list);
  return [figureOf(`${of}.total`, faults, within), figureOf(`${of}.requirements`, requirements, within)];
}

function apart(list: readonly JudgedFault[]): { faults: number; requirements: number } {
  const requirements = list.filter(({ judged }) => judged.requirement).length;
  return { faults: list.length - requirements, requirements };
}

/** What stands on the page of a month. @param within days that it counts */
export const monthFaults = (facts: SiteFacts, list: readonly JudgedFault[], within: FigureInterval): Section => ({
  id: incidentKind.id,
  title: '故障记录',
  note: listedText(list),
  figures: listedFigures(list, within),
  blocks: [faultTable(facts, list)],
});

const overallLook: Record<IncidentAssessment['overall'], { word: string; tone: Tone }> = {
  met: { word: '达标', tone: 'normal' },
  missed: { word: '有未达标', tone: 'abnormal' },
  undecided: { word: '口径未定', tone: 'attention' },
  running: { word: '进行中', tone: 'attention' },
  'to-be-agreed': { word: clockStates['to-be-agreed'], tone: 'attention' },
};

/** What is judged by a time that the purchaser has yet to confirm is never told in the colour of what is settled. */
function lookOf(judged: IncidentAssessment): { word: string; tone: Tone } {
  const look = overallLook[judged.overall];
  return judged.overall === 'met' && isUnconfirmed(judged)
    ? { word: `${look.word}（待确认）`, tone: 'attention' }
    : look;
}

/** Where its own page is; a link of an older one would lead to its line again. */
const pageOf = (facts: SiteFacts, id: string): string | undefined =>
  isRecent(facts, id) ? recordHref(facts, id) : undefined;

const classWord = ({ name }: ClassResult): string => withoutFault(name);

/** By every reading that is shown, and none of them open. */
const isCertain = ({ byOption }: ClassResult): boolean =>
  Object.values(byOption).every(({ holds, open }) => holds && !open);

/** `（重大）`: the classes that it is of, whatever is agreed. */
function classesText({ classes }: IncidentAssessment): string {
  const names = classes.filter((one) => one.byAny && isCertain(one)).map(classWord);
  return names.length === 0 ? '' : `（${names.join('、')}）`;
}

/** `仅口径乙：重大`: those that hang on a reading which nobody has confirmed, each with the readings by which it is one. */
function readingsText({ classes }: IncidentAssessment): string | undefined {
  const texts = classes
    .filter((one) => one.byAny && !isCertain(one))
    .map((one) => {
      const by = Object.values(one.byOption).flatMap(({ label, holds }) => (holds ? [briefLabel(label)] : []));
      return by.length === 0 ? `${classWord(one)}与否未定` : `仅口径${by.join('、')}：${classWord(one)}`;
    });
  return texts.length === 0 ? undefined : texts.join('；');
}

/** `乙` of `乙、一级故障，或…`: the letter by which the paper names it; a label without one as it is. */
const briefLabel = (label: string): string => /^([^、]{1,2})、/.exec(label)?.[1] ?? label;

const closedOptions = Object.entries({ no: '进行中', yes: '处理完成' }).map(([value, text]) => ({ value, text }));

/** Rows of faults, newest first. */
export function faultTable(facts: SiteFacts, list: readonly JudgedFault[]): TableBlock {
  const all = facts.contract.contract.levels;
  const levels = all.map(({ id }) => id).filter((id) => list.some(({ judged }) => judged.level === id));
  return settledTable<JudgedFault>(
    {
      title: '故障',
      sortable: true,
      columns: siteColumns(facts),
      filters: [
        {
          key: 'level',
          label: '级别',
          options: levels.map((level) => ({ value: level, text: levelWordOf(all, level) })),
        },
        {
          key: 'overall',
          label: '时限',
          options: Object.entries(overallLook)
            .filter(([value]) => value !== 'undecided' || mayBeUndecided(facts.contract.interpretations))
            .filter(([value]) => value !== 'to-be-agreed' || list.some(({ judged }) => judged.overall === value))
            .map(([value, { word }]) => ({ value, text: word })),
        },
        { key: 'closed', label: '处理', options: closedOptions },
        {
          key: 'outage',
          label: '中断范围',
          options: Object.entries(outageChoices)
            .filter(([value]) => list.some(({ incident }) => incident.outage === value))
            .map(([value, text]) => ({ value, text })),
        },
      ],
      id: ({ incident }) => incident.id,
      tone: ({ judged }) => (lookOf(judged).tone === 'abnormal' ? 'abnormal' : undefined),
      filter: ({ incident, judged }) => ({
        ...{ level: judged.level, overall: judged.overall, outage: incident.outage },
        closed: judged.closed ? 'yes' : 'no',
      }),
      empty: '没有登记故障。接到申报或监控发现后登记的故障，会连同各项时限列在这里。',
    },
    list,
    'site',
  );
}

function siteColumns(facts: SiteFacts): Record<string, TableColumn<JudgedFault>> {
  const { levels } = facts.contract.contract;
  const columns = faultColumns({ ...facts.contract, asOf: facts.now }, (ids) => assetNames(facts, ids));
  const { title, assets, level, start, used, cause, state } = columns;
  return {
    title: { ...title, href: ({ incident }) => pageOf(facts, incident.id) },
    assets,
    level: {
      ...level,
      value: (one) => ({
        text: `${level.value(one)}${classesText(one.judged)}`,
        ...severityOf(levels, one.judged.level),
      }),
      sub: ({ judged }) => readingsText(judged),
    },
    ...{ start, used, cause },
    // A requirement has no restoration for which it could wait.
    state: {
      ...state,
      value: (one) => (one.judged.requirement && !one.judged.closed ? '处理中' : state.value(one)),
    },
    overall: {
      ...{ label: '时限', state: true },
      value: ({ judged }) => {
        const { word, tone } = lookOf(judged);
        return judged.requirement
          ? { text: '需求', tone: 'muted', mark: '–', sub: word }
          : { text: word, tone, mark: marks[tone], ...openHref(judged.overall === 'undecided') };
      },
    },
  };
}
