/** 定级依据 and 年度累计次数 of a major incident: by every reading, concluding nothing while none is confirmed. */

import { assessIncident } from '../../src/assess/incidents/clocks.ts';
import { majorQuota, type Quota } from '../../src/assess/incidents/quota.ts';
import { clauseIds } from '../../src/contract/terms/clauses.ts';
import { compareInstants } from '../../src/contract/time.ts';
import { type IncidentRecord, responsibilityChoices } from '../../src/records/kinds/incident.ts';
import type { Block, Row, Section, TableBlock } from '../../src/report/document.ts';
import { namedCounts } from '../cells/headline.ts';
import { durationCell, stateCell, timeCell } from './cells.ts';
import { levelSection } from './overview.ts';
import type { IncidentView } from './view.ts';

/** 定级记录, then whether and since when it is major by each reading. */
export function gradingSection(view: IncidentView): Section {
  return {
    id: 'levels',
    title: '定级依据',
    blocks: [...levelSection(view).blocks, majorTable(view), readingNote(view)],
  };
}

function majorTable({ judged }: IncidentView): TableBlock {
  return {
    type: 'table',
    title: '是否属于重大故障',
    columns: [
      { key: 'reading', label: '口径', type: 'text', weight: 1.6 },
      { key: 'major', label: '是否重大', type: 'text' },
      { key: 'since', label: '自何时起', type: 'datetime' },
      { key: 'why', label: '依据', type: 'text', weight: 1.6 },
    ],
    rows: Object.values(judged.major.byOption).map((result) => ({
      cells: {
        reading: result.label,
        major: result.open ? '未定' : result.major ? '是' : '否',
        since: timeCell(result.since, '—'),
        why: result.text,
      },
    })),
    empty: '没有可适用的口径。',
  };
}

/** `（5.1.2 与故障分级表不一致）` where a clause has a definition of its own. */
const disagreeing = ({ contract }: IncidentView['context']): string => {
  const ids = clauseIds(contract, 'quota').join('、');
  return ids === '' ? '' : `（${ids} 与故障分级表不一致）`;
};

const readingNote = ({ judged, context }: IncidentView): Block =>
  judged.major.confirmed
    ? { type: 'note', text: '口径已经双方确认，按确认的口径认定。' }
    : {
        type: 'note',
        text: `何为重大故障${disagreeing(context)}的口径未经双方确认；按任一口径属于重大故障的，即按期提交重大故障记录报告，不就年度限额下结论。`,
        tone: 'attention',
      };

/** 年度累计次数 / 限额 over the service period so far. @param all every incident of the service period */
export function quotaSection(view: IncidentView, all: readonly IncidentRecord[]): Section {
  const quota = majorQuota(all, view.context);
  return {
    id: 'quota',
    title: '年度累计次数',
    blocks: [
      {
        type: 'note',
        text: `服务期 ${quota.from} 至 ${quota.to}。${quota.text}`,
        tone: quota.state === 'exceeded' ? 'abnormal' : quota.state === 'within' ? 'normal' : 'attention',
        emphasis: true,
      },
      countTable(view, quota),
      listTable(view, quota, all),
    ],
  };
}

function countTable({ incident, context }: IncidentView, quota: Quota): TableBlock {
  const block: TableBlock = {
    type: 'table',
    title: '重大故障累计次数',
    columns: [
      { key: 'reading', label: '口径', type: 'text', weight: 2 },
      { key: 'supplier', label: '责任在供应商', type: 'number', unit: '次' },
      { key: 'pending', label: '待定', type: 'number', unit: '次' },
      { key: 'others', label: '责任在他方（另列）', type: 'number', unit: '次' },
      { key: 'limit', label: '年度限额', type: 'number', unit: '次' },
      { key: 'own', label: '本次', type: 'text' },
    ],
    rows: quota.byOption.map((row) => ({
      cells: {
        reading: row.label,
        supplier: row.supplier.length,
        pending: row.pending.length,
        others: row.others.length,
        limit: quota.limit,
        own: ownPlace(incident.id, row),
      },
    })),
    empty: '没有可适用的口径。',
  };
  const within = { from: context.contract.servicePeriod.from, to: context.asOf };
  return namedCounts(
    block,
    within,
    quota.byOption.map(({ option }) => `quota.${option}`),
  );
}

function ownPlace(id: string, { supplier, pending, others }: Quota['byOption'][number]): string {
  if (supplier.includes(id)) return `第 ${supplier.indexOf(id) + 1} 次`;
  if (pending.includes(id)) return '待定';
  return others.includes(id) ? '另列' : '不计';
}

function listTable(view: IncidentView, quota: Quota, all: readonly IncidentRecord[]): TableBlock {
  const counted = all
    .filter(({ id }) => quota.byOption.some((row) => [...row.supplier, ...row.pending, ...row.others].includes(id)))
    .sort((a, b) => compareInstants(a.discoveredAt, b.discoveredAt));
  return {
    type: 'table',
    title: '按任一口径计入的故障',
    columns: [
      { key: 'id', label: '故障编号', type: 'text' },
      { key: 'title', label: '故障名称', type: 'text', weight: 1.6 },
      { key: 'level', label: '级别', type: 'text' },
      { key: 'time', label: '恢复用时', type: 'text', unit: '分钟', align: 'right' },
      { key: 'state', label: '恢复判定', type: 'outcome' },
      { key: 'readings', label: '计入的口径', type: 'text' },
      { key: 'responsibility', label: '责任归属', type: 'text' },
    ],
    rows: counted.map((one) => countedRow(view, one)),
    empty: '服务期至今没有按任一口径计入的故障。',
  };
}

function countedRow(view: IncidentView, incident: IncidentRecord): Row {
  const judged = assessIncident(incident, view.context);
  const restoration = judged.clocks.find((clock) => clock.id === 'restoration');
  const readings = Object.values(judged.major.byOption).filter((result) => result.major || result.open);
  return {
    ...(incident.id === view.incident.id ? { tone: 'attention' as const } : {}),
    cells: {
      id: incident.id === view.incident.id ? `${incident.id}（本次）` : incident.id,
      title: incident.title,
      level: judged.level,
      time: durationCell(restoration?.seconds ?? null),
      state: restoration === undefined ? '' : stateCell(restoration.state),
      readings: readings.map(({ label }) => label.split('、')[0] ?? label).join('、'),
      responsibility: responsibilityChoices[incident.responsibility],
    },
  };
}
