/** 定级依据 and 累计次数 of an incident of a class (重大故障): by every reading, concluding nothing while none is confirmed. */

import { quotaVerdict } from '../../src/assess/contract/quota-verdict.ts';
import { quotaSpanWords } from '../../src/contract/terms/classes.ts';
import { compareInstants } from '../../src/contract/time.ts';
import type { Block, Row, Section, TableBlock } from '../../src/report/block.ts';
import { durationCell, stateCell, timeCell } from '../../src/subjects/incidents/cells.ts';
import type { IncidentView } from '../../src/subjects/incidents/incident-view.ts';
import type { ClassResult } from '../../src/subjects/incidents/judge/classes.ts';
import { assessIncident } from '../../src/subjects/incidents/judge/clocks.ts';
import { type Quota, quotasOf } from '../../src/subjects/incidents/judge/quota.ts';
import { responsibilityText } from '../../src/subjects/incidents/judge/told-beside.ts';
import type { IncidentRecord } from '../../src/subjects/incidents/kinds/incident.ts';
import { quotaCell, quotaId } from '../../src/subjects/incidents/quota.ts';
import { unsettledText } from '../../src/wording/interpretation-words.ts';
import { levelWordOf, withoutFault } from '../../src/wording/levels.ts';
import type { ComposeInput } from '../_deliverable.ts';
import { namedCounts } from '../cells/headline.ts';
import { levelSection } from './overview.ts';

/** How the incident stands to the class that the document is about; undefined where its obligation names none. */
export const ownClass = ({ judged }: IncidentView, { obligation }: Pick<ComposeInput, 'obligation'>) =>
  judged.classes.find(({ id }) => id === obligation.eventClass);

/** 定级记录, then whether and since when it is of the class by each reading. */
export function gradingSection(view: IncidentView, input: ComposeInput): Section {
  const own = ownClass(view, input);
  return {
    id: 'levels',
    title: '定级依据',
    blocks: [
      ...levelSection(view).blocks,
      ...(own === undefined ? [] : [classTable(own), readingNote(view, own, input.obligation.name)]),
    ],
  };
}

function classTable({ name, byOption }: ClassResult): TableBlock {
  return {
    type: 'table',
    title: `是否属于${name}`,
    columns: [
      { key: 'reading', label: '口径', type: 'text', weight: 1.6 },
      { key: 'major', label: `是否${shortName(name)}`, type: 'text' },
      { key: 'since', label: '自何时起', type: 'datetime' },
      { key: 'why', label: '依据', type: 'text', weight: 1.6 },
    ],
    rows: Object.values(byOption).map((result) => ({
      cells: {
        reading: result.label,
        major: result.open ? '未定' : result.holds ? '是' : '否',
        since: timeCell(result.since, '—'),
        why: result.text,
      },
    })),
    empty: '没有可适用的口径。',
  };
}

/** `重大` of `重大故障`: what a narrow column has room for. */
const shortName = (name: string): string => (name.length > 2 ? withoutFault(name) : name);

function readingNote({ context }: IncidentView, own: ClassResult, document: string): Block {
  const term = context.contract.classes?.find(({ id }) => id === own.id);
  const note = term?.note === undefined ? '' : `（${term.note}）`;
  if (own.interpretation === null) return { type: 'note', text: `按合同认定是否属于${own.name}${note}。` };
  if (own.confirmed) return { type: 'note', text: '口径已经双方确认，按确认的口径认定。' };
  const quotas = (context.contract.quotas ?? []).filter((one) => one.class === own.id);
  const open = quotas.length === 0 ? '' : `，不就${quotas.map(({ name }) => name).join('、')}下结论`;
  return {
    type: 'note',
    text: `何为${own.name}${note}的口径${unsettledText(own)}；按任一口径属于${own.name}的，即按期提交${document}${open}。`,
    tone: 'attention',
  };
}

/** 累计次数 / 限额 of each quota on the class so far. @param all every incident of the service period */
export function quotaSections(view: IncidentView, input: ComposeInput, all: readonly IncidentRecord[]): Section[] {
  const own = ownClass(view, input);
  const { quotas = [] } = view.context.contract;
  const ids = quotas.filter((one) => own !== undefined && one.class === own.id).map(({ id }) => id);
  return quotasOf(all, view.context)
    .filter(({ id }) => ids.includes(id))
    .map((quota, n) => quotaSection(view, quota, all, n));
}

function quotaSection(view: IncidentView, quota: Quota, all: readonly IncidentRecord[], n: number): Section {
  const { servicePeriod } = view.context.contract;
  const whole = quota.from === servicePeriod.from && quota.to === servicePeriod.to;
  return {
    id: quotaId(n),
    title: `${quotaSpanWords[quota.per].heading}累计次数`,
    blocks: [
      {
        type: 'note',
        text: `${whole ? '服务期 ' : ''}${quota.from} 至 ${quota.to}。${quota.text}`,
        tone: quotaVerdict(quota).tone,
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
    title: `${quota.counts ?? '故障'}累计次数`,
    columns: [
      { key: 'reading', label: '口径', type: 'text', weight: 2 },
      { key: 'supplier', label: '责任在⟦供应商⟧', type: 'number', unit: '次' },
      { key: 'pending', label: '待定', type: 'number', unit: '次' },
      { key: 'others', label: '责任在他方（另列）', type: 'number', unit: '次' },
      { key: 'limit', label: quota.name, type: 'number', unit: '次' },
      { key: 'own', label: '本次', type: 'text' },
    ],
    rows: quota.byOption.map((row) => ({
      cells: {
        reading: row.label,
        supplier: quotaCell('supplier', row.supplier.length, quota),
        pending: quotaCell('pending', row.pending.length, quota),
        others: row.others.length,
        limit: quota.limit,
        own: ownPlace(incident.id, row),
      },
    })),
    empty: '没有可适用的口径。',
  };
  const within = { from: quota.from, to: context.asOf };
  return namedCounts(
    block,
    within,
    quota.byOption.map(({ figure }) => figure),
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
    rows: counted.map((one) => countedRow(view, quota, one)),
    empty: '按任何一种口径，服务期至今都没有计入的故障。',
  };
}

function countedRow(view: IncidentView, quota: Quota, incident: IncidentRecord): Row {
  const judged = assessIncident(incident, view.context);
  const restoration = judged.clocks.find((clock) => clock.id === 'restoration');
  const readings = Object.values(judged.counted.get(quota.id)?.byOption ?? {}).filter((one) => one.holds || one.open);
  return {
    ...(incident.id === view.incident.id ? { tone: 'attention' as const } : {}),
    cells: {
      id: incident.id === view.incident.id ? `${incident.id}（本次）` : incident.id,
      title: incident.title,
      level: levelWordOf(view.context.contract.levels, judged.level),
      time: durationCell(restoration?.seconds ?? null),
      state: restoration === undefined ? '' : stateCell(restoration.state),
      readings: readings.map(({ label }) => label.split('、')[0] ?? label).join('、'),
      responsibility: responsibilityText(incident, view.context.asOf),
    },
  };
}
