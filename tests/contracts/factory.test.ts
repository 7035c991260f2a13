/** A factory with two shifts: three levels of its own, money with a cap, a score of 120; no yearly quota, no permits, no scans. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkContract } from '../../src/pipeline/check/check.ts';
import type { Session } from '../../src/pipeline/session.ts';
import { recount } from '../../src/recount/recount.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { inspectionDraft, reading } from '../pipeline/_workspace.ts';
import {
  cleanUp,
  contractText,
  everything,
  fault,
  firstContracts,
  issued,
  makeWorkspace,
  open,
  record,
  rowsOf,
  textsOf,
} from './_contract.ts';

const at = (text: string): string => `2026-11-${text.replace(' ', 'T')}:00+08:00`;

/** Two people a shift for a week; on the night of the fifth one of them is missing. */
function duties() {
  const crew = { day: ['甲班长', '丙'], night: ['丁', '戊'] };
  return [2, 3, 4, 5, 6, 7, 8].flatMap((day) => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const shifts = [
      { people: crew.day, from: at(`${two(day)} 08:00`), to: at(`${two(day)} 20:00`) },
      { people: crew.night, from: at(`${two(day)} 20:00`), to: at(`${two(day + 1)} 08:00`) },
    ];
    return shifts.flatMap(({ people, from, to }) =>
      people.map((person) => {
        const planned = {
          at: from,
          date: from.slice(0, 10),
          person,
          post: 'resident',
          plannedFrom: from,
          plannedTo: to,
        };
        return person === '戊' && day === 5
          ? { ...planned, state: 'absent', reason: '未到岗，无人顶岗' }
          : { ...planned, state: 'present', signedInAt: from, signedOutAt: to, way: 'paper' };
      }),
    );
  });
}

const faults = [
  fault(
    'stop',
    { reported: '11-03 09:00', responded: '11-03 09:04', arrived: '11-03 09:18', restored: '11-03 10:20' },
    { title: '一号线急停不复位', assets: ['plc-1'], closedAt: at('03 11:00') },
  ),
  fault(
    'stop',
    { reported: '11-05 02:00', responded: '11-05 02:03', arrived: '11-05 02:25', restored: '11-05 04:15' },
    { title: '二号线控制器停机', assets: ['plc-2'] },
  ),
  fault(
    'slow',
    { reported: '11-06 13:00', arrived: '11-06 13:40', restored: '11-06 18:30' },
    { title: '工控机卡顿', assets: ['line-pc-3'] },
  ),
  fault('aux', { reported: '11-06 19:00', restored: '11-07 14:00' }, { title: '看板不显示', assets: ['line-pc-6'] }),
];

let root: string;
let session: Session;
const documents = new Map<string, ReportDocument>();
const documentOf = (code: string): ReportDocument => {
  const found = [...documents].find(([number]) => number.includes(`-${code}-`));
  if (found === undefined) throw new Error(`no ${code} among ${[...documents.keys()].join(', ')}`);
  return found[1];
};

beforeAll(async () => {
  root = await makeWorkspace({ like: 'blank', from: '2026-11-02', fixture: 'factory' });
  session = await open(root);
  await record(session, 'duty', duties());
  await record(session, 'note', [
    { at: at('03 19:50'), date: '2026-11-03', topic: 'operation', text: '一号线急停回路已换继电器' },
  ]);
  await record(session, 'incident', faults);
  const startedAt = at('04 09:00');
  const values = [
    { target: 'plc-1', metric: 'plc.cycle', value: 22, unit: 'ms' },
    { target: 'plc-2', metric: 'plc.cycle', value: 55, unit: 'ms' },
    { target: 'ups-1', metric: 'ups.runtime', value: 31, unit: '分' },
  ];
  await session.workspace.change(
    '点检',
    (change) =>
      change.addRecord(
        'inspection',
        inspectionDraft(startedAt, { readings: values.map((one) => reading({ ...one, at: startedAt })) }),
      ),
    { at: startedAt },
  );
  for (const now of ['03 20:30', '04 08:30', '05 10:00', '10 14:00']) {
    for (const [number, document] of await issued(session, { now: at(now), byPerson: true, reason: '补交' }))
      documents.set(number, document);
  }
  for (const [obligation, period] of [
    ['half-year-score', '2026-H2'],
    ['quarter-damages', '2026-Q4'],
  ] as const)
    for (const [number, document] of await issued(session, { obligation, period, now: at('10 15:00') }))
      documents.set(number, document);
});
afterAll(cleanUp);

test('its data can be used as they are', async () => {
  const { usable, causes } = await checkContract(root);
  expect({ usable, causes }).toMatchObject({ usable: true, causes: [] });
});

test('scratch', () => {
  console.log([...documents.keys()].join('\n'));
  for (const [number, document] of documents) {
    console.log('=====', number, document.title);
    for (const { id, title, blocks } of document.sections)
      console.log(id, title, JSON.stringify(textsOf(blocks)).slice(0, 1500));
  }
});

test('nothing says a word of the first contract', async () => {
  expect(firstContracts(await everything(session, at('10 16:00')), contractText(root))).toEqual([]);
});

test('its documents are counted again without a difference', () => {
  expect(recount(root).differences).toEqual([]);
});
void describe;
void rowsOf;
void documentOf;
