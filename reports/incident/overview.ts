/** 故障概况, 定级, 时间节点, 影响与现象: what happened, when and how bad it was. */

import { formatDateTimeSeconds } from '../../src/contract/time.ts';
import type { KeyFiguresBlock, NoteBlock, Section } from '../../src/report/block.ts';
import { clocks as clockLooks, clockStates } from '../../src/states/clock.ts';
import { clockFigure, timeText } from '../../src/subjects/incidents/cells.ts';
import { verdictText } from '../../src/subjects/incidents/clock-tables.ts';
import { levelBlocks, timesTable } from '../../src/subjects/incidents/course-times.ts';
import { impactFacts } from '../../src/subjects/incidents/incident-facts.ts';
import type { IncidentView } from '../../src/subjects/incidents/incident-view.ts';
import type { ClassResult } from '../../src/subjects/incidents/judge/classes.ts';
import type { Clock } from '../../src/subjects/incidents/judge/clock.ts';
import { formatDuration, limitText } from '../../src/wording/durations.ts';
import { unsettledText } from '../../src/wording/interpretation-words.ts';
import { levelGrade, levelWord } from '../../src/wording/levels.ts';
import { namesText, orMissing, spaced } from '../../src/wording/words.ts';

/** 级别 and the two times that people ask for first. */
export function incidentFigures(view: IncidentView): KeyFiguresBlock {
  const { judged, level, incident } = view;
  const clock = (id: 'response' | 'restoration') => judged.clocks.find((one) => one.id === id);
  const figure = (id: 'response' | 'restoration', what: string): KeyFiguresBlock['items'] => {
    const found = clock(id);
    if (found === undefined || found.state === 'not-applicable') return [];
    const told = clockFigure(found, view.context.asOf);
    return [
      {
        label: `${what}${found.end === null && found.seconds !== null ? '已历时' : '用时'}`,
        value: found.seconds === null ? clockStates[found.state] : formatDuration(found.seconds),
        tone: clockLooks[found.state].tone,
        note: `${limitNote(found)}，${clockStates[found.state]}`,
        ...(told === null ? {} : { figure: told }),
      },
    ];
  };
  return {
    type: 'key-figures',
    items: [
      {
        label: '故障级别',
        value: levelWord(level),
        ...(level.ordinal === undefined ? {} : { note: `${level.ordinal}　${level.name}` }),
      },
      ...figure('response', '响应'),
      ...figure('restoration', '恢复'),
      {
        label: '受影响用户',
        value: orMissing(incident.affectedUsers),
        ...(incident.affectedUsers === undefined
          ? { tone: 'muted' as const }
          : { number: incident.affectedUsers, unit: '人' }),
      },
    ],
  };
}

const limitNote = ({ limit, limitSeconds }: Clock): string => {
  const words = limit ?? (limitSeconds === null ? null : limitText(limitSeconds));
  return words === null ? '协商确定' : `时限 ${words}`;
};

/** Systems that the conclusion names; all of them stand in 故障概况. */
const NAMED_SYSTEMS = 3;

/** One paragraph that a reader in a hurry can stop after. */
export function incidentConclusion(view: IncidentView): NoteBlock {
  const { judged, level, systems } = view;
  const what = judged.requirement
    ? `${levelGrade(level)}，作为需求处理，不计入故障统计`
    : `${levelGrade(level)}，影响${spaced('', namesText(systems, '项', NAMED_SYSTEMS))}`;
  const verdict = verdictText(view);
  const parts = [what, verdict === '' ? '没有单独判定的时限' : verdict, stateText(view), ...classParts(view)];
  const failed = judged.overall === 'missed';
  return {
    type: 'note',
    text: `${parts.join('。')}。`,
    emphasis: true,
    tone: failed ? 'abnormal' : judged.overall === 'met' ? 'normal' : 'attention',
  };
}

function stateText({ judged, facts, context }: IncidentView): string {
  if (judged.closed) return `已于 ${timeText(facts.closedAt)} 处理完成`;
  if (judged.restored) return `已恢复，截至 ${formatDateTimeSeconds(context.asOf)} 尚未处理完成`;
  return `截至 ${formatDateTimeSeconds(context.asOf)} 尚未恢复`;
}

/** One sentence a class that the incident is of, by at least one reading. */
const classParts = ({ judged }: IncidentView): string[] => judged.classes.filter(({ byAny }) => byAny).map(classText);

function classText({ name, byOption, confirmed, interpretation, ...own }: ClassResult): string {
  if (interpretation === null) return `属于${name}`;
  if (confirmed) return `按双方确认的口径属于${name}`;
  return Object.values(byOption).every((one) => one.holds)
    ? `按各口径均属于${name}（口径${unsettledText(own)}）`
    : `是否属于${name}因口径而异，口径${unsettledText(own)}，未下结论`;
}

export const levelSection = (view: IncidentView): Section => ({
  id: 'levels',
  title: '定级',
  blocks: levelBlocks(view, 'paper'),
});

export const timesSection = (view: IncidentView): Section => ({
  id: 'times',
  title: '时间',
  blocks: [timesTable(view, 'paper')],
});

export const impactSection = (view: IncidentView, title = '影响与现象'): Section => ({
  id: 'impact',
  title,
  blocks: [impactFacts(view)],
});
