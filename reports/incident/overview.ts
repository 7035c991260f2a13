/** 故障概况, 定级, 时间节点, 影响与现象: what happened, when and how bad it was. */

import type { ClassResult } from '../../src/assess/incidents/classes.ts';
import type { Clock } from '../../src/assess/incidents/clock.ts';
import { hasClock } from '../../src/assess/incidents/limits.ts';
import { measuredTimes } from '../../src/assess/incidents/monitoring.ts';
import { type LimitClock, levelTitle } from '../../src/contract/terms/levels.ts';
import {
  compareInstants,
  formatDateTimeSeconds,
  HOUR_SECONDS,
  type InstantText,
  MINUTE_SECONDS,
  secondsBetween,
} from '../../src/contract/time.ts';
import { foundByChoices, outageChoices, responsibilityChoices } from '../../src/records/incident/choices.ts';
import kind from '../../src/records/kinds/incident.ts';
import type { Block, FactsBlock, KeyFiguresBlock, NoteBlock, Section, TableBlock } from '../../src/report/document.ts';
import { clocks as clockLooks, clockStates } from '../../src/states/clock.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { exactDuration, limitText, minutesDuration } from '../../src/wording/durations.ts';
import { levelFull, levelGrade, levelWord } from '../../src/wording/levels.ts';
import { CLAIMED, MISSING, namesText, orMissing, spaced } from '../../src/wording/words.ts';
import { clockFigure, confirmationText, durationCell, timeCell, timeText } from './cells.ts';
import { verdictText } from './clocks.ts';
import type { IncidentView } from './view.ts';

const word = choiceWords(kind);

/** 级别 and the two times that people ask for first. */
export function incidentFigures(view: IncidentView): KeyFiguresBlock {
  const { judged, level, incident } = view;
  const clock = (id: 'response' | 'restoration') => judged.clocks.find((one) => one.id === id);
  const figure = (id: 'response' | 'restoration', label: string): KeyFiguresBlock['items'] => {
    const found = clock(id);
    if (found === undefined || found.state === 'not-applicable') return [];
    const told = clockFigure(found, view.context.asOf);
    return [
      {
        label: found.end === null && found.seconds !== null ? label.replace('用时', '已历时') : label,
        value: found.seconds === null ? clockStates[found.state] : figureTime(found.seconds),
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
      ...figure('response', '响应用时'),
      ...figure('restoration', '恢复用时'),
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

/** Short enough for a figure and still exact: `3 分 42 秒`, `2 小时 00 分`, with odd seconds `1:14:30`. */
function figureTime(seconds: number): string {
  if (seconds < HOUR_SECONDS) return exactDuration(seconds);
  if (seconds % MINUTE_SECONDS === 0) return minutesDuration(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(seconds / HOUR_SECONDS)}:${two(Math.floor((seconds % HOUR_SECONDS) / 60))}:${two(seconds % 60)}`;
}

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

function classText({ name, byOption, confirmed, interpretation }: ClassResult): string {
  if (interpretation === null) return `属于${name}`;
  if (confirmed) return `按双方确认的口径属于${name}`;
  return Object.values(byOption).every((one) => one.holds)
    ? `按各口径均属于${name}（口径未经双方确认）`
    : `是否属于${name}因口径而异，口径未经双方确认，未下结论`;
}

/** 编号、报障、受理、定级、归属, each by its name. */
export function factsOfIncident(view: IncidentView) {
  const { incident, judged, systems } = view;
  const row = incident.levels.findLast(
    (one) => one.level === judged.level && compareInstants(one.at, view.context.asOf) <= 0,
  );
  const confirmed = (row && confirmationText(incident, row)) ?? '⟦采购人⟧未确认';
  const unit = incident.reporterUnit === undefined ? '' : `（${incident.reporterUnit}）`;
  return {
    id: { label: '故障编号', value: incident.id },
    title: { label: '故障名称', value: incident.title },
    systems: { label: '影响系统', value: systems.join('、') },
    foundBy: { label: '发现方式', value: foundByChoices[incident.foundBy] },
    reporter: { label: '报障人', value: `${orMissing(incident.reporter)}${unit}` },
    handler: { label: '受理人', value: incident.handler },
    level: { label: '故障级别', value: levelFull(view.level) },
    setBy: { label: '定级人', value: orMissing(row?.setBy) },
    confirmed: {
      label: '定级确认',
      value: confirmed,
      ...(judged.levelUsed.confirmed ? {} : { tone: 'attention' as const }),
    },
    diagnosis: { label: '诊断方式', value: word('diagnosis', incident.diagnosis) },
    outage: { label: '中断范围', value: outageChoices[incident.outage] },
    responsibility: { label: '责任归属', value: responsibilityChoices[incident.responsibility] },
  };
}

/** The same in a grid. */
export const incidentFacts = (view: IncidentView): FactsBlock => ({
  type: 'facts',
  columns: 2,
  items: Object.values(factsOfIncident(view)),
});

/** 定级记录: a change of level is an event of its own, with time and reason. */
export function levelSection(view: IncidentView): Section {
  const { incident, judged, context } = view;
  const known = incident.levels.filter((row) => compareInstants(row.at, context.asOf) <= 0);
  const table: TableBlock = {
    type: 'table',
    title: '定级记录',
    columns: [
      { key: 'at', label: '时间', type: 'datetime' },
      { key: 'level', label: '级别', type: 'text' },
      { key: 'reason', label: '依据', type: 'text', weight: 2 },
      { key: 'setBy', label: '定级人', type: 'text' },
      { key: 'confirmed', label: '⟦采购人⟧确认', type: 'text' },
    ],
    rows: known.map((row) => ({
      cells: {
        at: timeCell(row.at),
        level: gradeOf(view, row.level),
        reason: row.reason,
        setBy: row.setBy,
        confirmed: confirmationText(incident, row) ?? { text: '未确认', tone: 'attention' },
      },
    })),
    empty: '未登记定级记录。',
  };
  const changes = known.length - 1;
  return {
    id: 'levels',
    title: '定级',
    blocks: [
      { type: 'note', text: `时限${judged.levelUsed.text}判定。${changes > 0 ? `级别变更 ${changes} 次。` : ''}` },
      table,
    ],
  };
}

/** `P2 二级故障`; `紧急故障`. */
function gradeOf({ context }: IncidentView, id: string): string {
  const found = context.contract.levels.find((one) => one.id === id);
  if (found === undefined) return id;
  return found.ordinal === undefined ? levelTitle(found) : [levelWord(found), found.ordinal].join(' ');
}

type TimeRow = [step: string, at: InstantText | null | undefined, note?: string | undefined];

/** Every time of the incident in order of its course, with the distance from the clocks' start. */
export function timesSection(view: IncidentView): Section {
  return { id: 'times', title: '时间', blocks: [timesTable(view)] };
}

export function timesTable({ incident, judged, facts, context }: IncidentView): TableBlock {
  // What nobody asks for and nobody wrote down is nothing that is missing.
  const asked = (clock: LimitClock, row: TimeRow): TimeRow[] =>
    hasClock(context.contract, clock) || row[1] != null ? [row] : [];
  const measured = measuredTimes(incident, judged.evidence);
  const by = (record: string | null): string | undefined => (record === null ? undefined : `监控所测，${record}`);
  const rows: TimeRow[] = [
    ['发生', incident.occurredAt],
    ...seenFirst(judged),
    ['发现', incident.discoveredAt, by(measured.discovered)],
    ['申报', incident.reportedAt],
    ...asked('response', ['响应', facts.respondedAt]),
    ...asked('remote-start', ['远程启动', facts.remoteStartedAt]),
    ...asked('arrival', ['到场', facts.arrivedAt, incident.residentOnSpot ? '⟦现场⟧工程师当时在现场' : undefined]),
    ['恢复（⟦供应商⟧）', facts.supplierRestoredAt === null ? null : incident.restoredAt, by(measured.restored)],
    confirmedRow({ incident, facts }),
    ['处理完成（关闭）', facts.closedAt],
  ];
  const startLabels = { reported: '申报', discovered: '发现', alert: '监控告警', sample: '首个失败样本' };
  const startLabel = startLabels[judged.starts[0]?.from ?? 'reported'];
  return {
    type: 'table',
    title: '时间节点',
    columns: [
      { key: 'step', label: '节点', type: 'text', weight: 1.2 },
      { key: 'at', label: '时间', type: 'datetime', weight: 1.4 },
      { key: 'since', label: '距计时起点', type: 'text', unit: '分钟', align: 'right' },
      { key: 'note', label: '说明', type: 'text', weight: 1.6 },
    ],
    rows: rows.map(([step, at, note]) => ({
      cells: {
        step,
        at: timeCell(at),
        since:
          at === null || at === undefined || compareInstants(at, judged.start) < 0
            ? ''
            : durationCell(secondsBetween(judged.start, at)),
        note: [step === startLabel ? '计时起点' : '', at === null || at === undefined ? '' : (note ?? '')]
          .filter((text) => text !== '')
          .join('，'),
      },
    })),
    empty: '未登记时间。',
  };
}

/** The first alert and the first failed sample, where monitoring saw it. */
function seenFirst({ evidence }: IncidentView['judged']): [string, InstantText, string][] {
  const first = (kind: 'alert' | 'sample') => evidence.find((one) => one.kind === kind);
  const row = (step: string, found: ReturnType<typeof first>): [string, InstantText, string][] =>
    found === undefined ? [] : [[step, found.at, found.record]];
  return [...row('监控告警', first('alert')), ...row('首个失败样本', first('sample'))];
}

/** A confirmation that only the supplier tells of is printed as that: the clock runs to it, and it confirms nothing. */
function confirmedRow({
  incident,
  facts,
}: Pick<IncidentView, 'incident' | 'facts'>): [string, InstantText | null, string | undefined] {
  const { confirmedRestoredAt: told, confirmer } = incident;
  const name = confirmText(confirmer);
  if (facts.restoredBy === 'purchaser') return ['⟦采购人⟧确认恢复', facts.restoredAt, name];
  const claimed = told !== undefined && facts.restoredAt === told;
  return claimed
    ? ['⟦采购人⟧确认恢复', told, [CLAIMED, '恢复用时算到此时', ...(name === undefined ? [] : [name])].join('，')]
    : ['⟦采购人⟧确认恢复', null, undefined];
}

const confirmText = (confirmer: string | undefined): string | undefined =>
  confirmer === undefined ? undefined : `确认人 ${confirmer}`;

/** 影响（量化）与现象. */
export function impactSection({ incident }: IncidentView, title = '影响与现象'): Section {
  return { id: 'impact', title, blocks: impactBlocks(incident) };
}

export function impactBlocks(incident: IncidentView['incident']): Block[] {
  return [
    {
      type: 'facts',
      columns: 2,
      items: [
        { label: '中断范围', value: outageChoices[incident.outage] },
        {
          label: '受影响用户数',
          value: incident.affectedUsers === undefined ? MISSING : `${incident.affectedUsers} 人`,
        },
        { label: '受影响业务量', value: orMissing(incident.affectedBusiness) },
        { label: '影响', value: orMissing(incident.impact) },
        { label: '现象', value: incident.symptom },
      ],
    },
  ];
}
