/** 维护与优化记录 (4.1, 4.3, 5.7(3)): what was changed, and what was done for users from day to day. */

import { recordTable } from '../../src/page/record-table.ts';
import { settledTable } from '../../src/page/table.ts';
import { showsPurchaser } from '../../src/records/purchaser.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import type { Row, Section } from '../../src/report/block.ts';
import { type ChangeRecord, changeStages } from '../../src/subjects/changes/kinds/change.ts';
import { changeTable } from '../../src/subjects/changes/tables.ts';
import note, { type NoteRecord } from '../../src/subjects/work/kinds/note.ts';
import { MISSING, namesText } from '../../src/wording/words.ts';
import { table } from '../cells/figures.ts';
import { counts, interval, toDate } from '../cells/headline.ts';
import { CORRECTED, signedCell } from '../cells/signed.ts';
import { seeUnit } from '../frame/named.ts';
import { naming, ofPeriod, type PeriodView } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { operationBlocks } from '../periodic/operations.ts';
import { type ChangePart, changesOfPeriod } from '../service/changes.ts';
import type { Work, WorkPart } from '../service/work.ts';
import { workAnalysis } from '../service/work-analysis.ts';
import type { ReportSection } from './_section.ts';

function compose({ view, changes, work }: PeriodFacts): Section {
  const operations = ofPeriod(view, note).filter((one) => one.topic === 'operation');
  return {
    id: 'optimisation',
    title: '维护与优化记录',
    blocks: [
      table(
        '工作量',
        [
          { key: 'kind', label: '事项', type: 'text', weight: 2 },
          { key: 'count', label: '登记数', type: 'number' },
          { key: 'done', label: '已完成', type: 'number' },
          { key: 'note', label: '说明', type: 'text', weight: 3 },
        ],
        workload(view, operations, changes, work),
        '未登记维护工作。',
      ),
      ...workAnalysis(view),
      settledTable(changeTable(naming(view)), changesOfPeriod(view), 'paper'),
      ...operationBlocks(
        view,
        operations,
        recordTable({
          title: '维护操作',
          kind: note,
          records: operations,
          columns: [
            { field: 'at' },
            { field: 'asset', weight: 1.2 },
            { field: 'text', weight: 3 },
            'person',
            'result',
            'permit',
          ],
          assetNames: view.names,
          empty: '未登记维护操作。',
        }),
      ),
    ],
  };
}

const stagesText = (changes: readonly ChangeRecord[]): string =>
  Object.entries(changeStages)
    .map(([stage, label]) => ({ label, n: changes.filter((one) => one.stage === stage).length }))
    .flatMap(({ label, n }) => (n === 0 ? [] : [`${label} ${n}`]))
    .join('，');

/** Registered and confirmed ones, each counted once; beside them what is under way since before, and what is taken back. */
function changeRows(view: PeriodView, { registered, confirmed, carried, back, corrections }: ChangePart): Row[] {
  const before = confirmed.filter((one) => !registered.includes(one)).length;
  const notes = [stagesText(registered), ...(before === 0 ? [] : [`已完成的含以前各期登记的 ${before} 项`])];
  const own = { count: registered.length, done: confirmed.length };
  const figures = counts('changes', own, interval(view));
  const rows: Row[] = [{ cells: { kind: '变更', ...own, note: notes.filter(Boolean).join('；') || MISSING }, figures }];
  if (carried.length > 0) {
    const count = carried.length;
    const cells = { kind: '　上期转入，在办（不计入登记数）', count, done: null, note: stagesText(carried) };
    rows.push({ tone: 'muted', cells, figures: counts('changes.carried', { count }, toDate(view)) });
  }
  const done = corrections.reduce((sum, { count }) => sum + count, 0);
  if (back.length > 0 || done !== 0) {
    const values = { count: 0 - back.length, done };
    const note = back.map(({ id }) => `${id} 作废`).join('、');
    const cells = { kind: `　变更（${CORRECTED}）`, count: signedCell(values.count), done: signedCell(done), note };
    rows.push({ tone: 'attention', cells, figures: counts('changes.corrected', values, interval(view)) });
  }
  return rows;
}

/** Registered and done ones; beside them what was registered before and is finished here, and what is taken back. */
function workRows<T extends AnyRecord>(
  view: PeriodView,
  [id, kind]: [id: string, kind: string],
  { registered, done, doneEarlier, back, corrections }: Work<T>,
  text: string,
): Row[] {
  const within = interval(view);
  const own = { count: registered.length, done: done.length };
  const note = registered.length === 0 ? MISSING : text;
  const rows: Row[] = [{ cells: { kind, ...own, note }, figures: counts(id, own, within) }];
  if (doneEarlier.length > 0) {
    const values = { done: doneEarlier.length };
    const ids = namesText(doneEarlier.map((one) => one.id));
    const cells = { kind: `　${kind}（以前各期登记，本期完成）`, count: null, ...values, note: ids };
    rows.push({ cells, figures: counts(`${id}.earlier`, values, within) });
  }
  const changed = corrections.reduce((sum, { count }) => sum + count, 0);
  if (back.length > 0 || changed !== 0) {
    const values = { count: 0 - back.length, done: changed };
    const gone = back.map((one) => `${one.id} 作废`).join('、');
    const cells = {
      kind: `　${kind}（${CORRECTED}）`,
      count: signedCell(values.count),
      done: signedCell(changed),
      note: gone === '' ? namesText(corrections.map(({ key }) => key.split(' ')[0] ?? '')) : gone,
    };
    rows.push({ tone: 'attention', cells, figures: counts(`${id}.corrected`, values, within) });
  }
  return rows;
}

const callsText = (calls: number, missed: number): string =>
  missed > 0 ? `未接且未回拨 ${missed} 次` : calls > 0 ? '全部接听或回拨' : MISSING;

function workload(
  view: PeriodView,
  operations: readonly NoteRecord[],
  changes: ChangePart,
  { requests, calls, consultations, orders }: WorkPart,
): Row[] {
  const missed = calls.registered.filter((one) => one.outcome === 'missed').length;
  const signed = orders.registered.filter((one) => showsPurchaser(one)).length;
  const count = operations.length;
  return [
    ...changeRows(view, changes),
    ...workRows(
      view,
      ['requests', '账号、数据与接口处理'],
      requests,
      seeUnit(view.input.contract, '见', 'data-maintenance-ledger'),
    ),
    ...workRows(view, ['calls', '来电受理'], calls, callsText(calls.registered.length, missed)),
    ...workRows(
      view,
      ['consultations', '咨询'],
      consultations,
      seeUnit(view.input.contract, '见', 'consultation-digest'),
    ),
    ...workRows(view, ['orders', '现场服务'], orders, `用户签字 ${signed} 单`),
    {
      cells: { kind: '维护操作', count, done: null, note: count === 0 ? MISSING : '见下表' },
      figures: counts('operations', { count }, interval(view)),
    },
  ];
}

export default {
  id: 'optimisation',
  title: '维护与优化记录',
  kinds: ['change', 'note', 'service-request', 'call', 'consultation', 'service-order'],
  topics: ['maintenance', 'upkeep', 'change'],
  counts: ['changes', 'work'],
  compose,
} satisfies ReportSection;
