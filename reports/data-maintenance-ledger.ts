/** 数据维护与账号操作台账: clauses 4.2.1–4.2.4, 5.2.3. What was done outside any permit stands first. */

import { clauseMarks, inBrackets } from '../src/contract/terms/clause-marks.ts';
import { clausesOf } from '../src/contract/terms/clauses.ts';
import { formatDateTime } from '../src/contract/time.ts';
import type { Block, Section } from '../src/report/block.ts';
import { operationsOf } from '../src/subjects/permits/judge/operations.ts';
import { type Cover, coverOf } from '../src/subjects/permits/judge/permits.ts';
import permit from '../src/subjects/permits/kinds/permit.ts';
import serviceRequest, { type ServiceRequestRecord } from '../src/subjects/requests/kinds/service-request.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { countFigure } from './cells/figures.ts';
import { headline, interval } from './cells/headline.ts';
import { pictureSection } from './cells/pictures.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { actionChart, breachTable, categoryBlocks, type Ledger } from './logs/ledger-tables.ts';
import { compositionSection } from './period/composition.ts';
import { allOf, belongsHere, ofPeriod, type PeriodView, periodView, upToPeriod } from './period/period.ts';
import { laterText } from './period/words.ts';
import { permitContext } from './service/permit-covers.ts';
import { coversTone, permitText, provenText } from './service/permit-words.ts';

export default defineDeliverable({
  id: 'data-maintenance-ledger',
  sections: sectionChoices['data-maintenance-ledger'],
  needs: [
    // Since the begin of service: what was asked for long ago may be executed only now.
    { kind: 'service-request', window: 'service-to-date' },
    { kind: 'permit', window: 'service-to-date' },
  ],
  cut: true,
  evidence: [],
  compose,
});

const CATEGORIES = [
  ['account', '账号操作'],
  ['data', '数据后台处理'],
  ['interface', '接口维护'],
] as const;

function compose(input: ComposeInput): Composed {
  const view = periodView(input);
  const own = ofPeriod(view, serviceRequest);
  const ledger = ledgerOf(view, own);
  return {
    sections: [
      breachSection(ledger),
      overviewSection(ledger),
      ...CATEGORIES.map(([id, title]) => ({ id, title, blocks: categoryBlocks(ledger, id, title) })),
      ...supplement(view, own),
      compositionSection(view, [serviceRequest]),
      ...pictureSection('佐证图片', own),
    ],
  };
}

function ledgerOf(view: PeriodView, requests: readonly ServiceRequestRecord[]): Ledger {
  const { input } = view;
  const own = new Set(input.contract.assets.filter(({ contract }) => !contract).map(({ id }) => id));
  const covers = coverOf(operationsOf(requests, own), allOf(view, permit), permitContext(input));
  return { view, requests, covers: new Map(covers.map((cover) => [cover.operation.record, cover])) };
}

const breachesOf = ({ covers }: Ledger): Cover[] => [...covers.values()].filter(({ breach }) => breach);

/** First of all: what was not permitted (5.2.3). */
function breachSection(ledger: Ledger): Section {
  const breaches = breachesOf(ledger);
  const done = ledger.covers.size;
  const clauses = clausesOf(ledger.view.input.contract.contract, 'permit');
  const against = clauses.length === 0 ? '没有许可' : `不符合 ${clauseMarks(clauses.map(({ id }) => id))}`;
  const covers = [...ledger.covers.values()];
  const proven = provenText('已执行的', covers);
  const text =
    done === 0
      ? '统计区间内没有登记已执行的操作，没有需要核对的许可。'
      : breaches.length > 0
        ? `已执行的 ${done} 项操作中，${breaches.length} 项${against}（未经许可不得操作），逐项列出。`
        : proven === null
          ? permitText(covers)
          : `${proven}。`;
  return {
    id: 'breaches',
    title: `许可不符${inBrackets(clauses)}`,
    blocks: [
      {
        type: 'note',
        text,
        ...coversTone(covers),
        ...(done === 0 ? {} : { emphasis: true }),
      },
      ...(breaches.length === 0 ? [] : [breachTable(ledger, breaches)]),
    ],
  };
}

function overviewSection(ledger: Ledger): Section {
  const { view, requests } = ledger;
  const until = view.complete ? '' : `统计截至 ${formatDateTime(view.end)}，其后的操作${laterText(view)}。`;
  if (requests.length === 0) {
    return {
      id: 'overview',
      title: '概况',
      blocks: [{ type: 'note', text: `统计区间内没有登记账号操作、数据后台处理或接口维护。${until}`, tone: 'muted' }],
    };
  }
  const count = (test: (one: ServiceRequestRecord) => boolean): number => requests.filter(test).length;
  const within = interval(view);
  const unfinished = count(({ result }) => result === 'open' || result === 'failed');
  const rows = requests.reduce((sum, { affectedRows }) => sum + (affectedRows ?? 0), 0);
  const blocks: Block[] = [
    {
      type: 'key-figures',
      items: [
        ...CATEGORIES.map(([id, title]) => {
          const own = count(({ category }) => category === id);
          return headline(countFigure(title, own), `requests.${id}`, within);
        }),
        headline(countFigure('未完成', unfinished, 'attention'), 'requests.unfinished', within),
        headline({ label: '影响数据', value: String(rows), number: rows, unit: '行' }, 'requests.rows', within),
      ],
    },
    {
      type: 'note',
      text: `登记操作 ${requests.length} 项，已完成 ${count(({ result }) => result === 'done')} 项，不予办理 ${count(({ result }) => result === 'refused')} 项。${until}`,
    },
    ...actionChart(requests),
  ];
  return { id: 'overview', title: '概况', blocks };
}

/** Operations asked for earlier and counted then that were carried out since, judged like the others. */
function supplement(view: PeriodView, own: readonly ServiceRequestRecord[]): Section[] {
  const records = upToPeriod(view, serviceRequest).filter((one) => !own.includes(one) && wentOnHere(view, one));
  if (records.length === 0) return [];
  const ledger = ledgerOf(view, records);
  const breaches = breachesOf(ledger);
  return [
    {
      id: 'carried',
      title: '上期转入',
      blocks: [
        { type: 'note', text: '以前各期登记、本期办理的操作如下；条数已计入登记的一期，许可在办理的一期核对。' },
        ...(breaches.length === 0 ? [] : [breachTable(ledger, breaches, '上期转入中的许可不符')]),
        ...CATEGORIES.flatMap(([id, title]) =>
          records.some(({ category }) => category === id) ? categoryBlocks(ledger, id, `上期转入：${title}`) : [],
        ),
      ],
    },
  ];
}

/** Executed, finished or reviewed within this document's interval. */
const wentOnHere = (view: PeriodView, one: ServiceRequestRecord): boolean =>
  [one.startedAt, one.finishedAt, one.reviewedAt].some(
    (at) => at !== undefined && belongsHere(view, { event: at, entered: one.enteredAt }),
  );
