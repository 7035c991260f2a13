/** 待决定的事项 of the site and the first pages of the reports ask for the same, however long ago it began to wait. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Decision } from '../../reports/first-page/part.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import { periodView } from '../../reports/period/period.ts';
import { periodFacts } from '../../reports/periodic/facts.ts';
import type { ReportSection } from '../../reports/sections/_section.ts';
import deliveries from '../../reports/sections/deliveries.ts';
import devices from '../../reports/sections/devices.ts';
import expenses from '../../reports/sections/expenses.ts';
import incidents from '../../reports/sections/incidents.ts';
import permits from '../../reports/sections/permits.ts';
import renewals from '../../reports/sections/renewals.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { AnyRecord } from '../../src/records/record.ts';
import { type AskedKind, askedNeeds, askedOf } from '../../src/sections/board/asked.ts';
import { factsFor } from '../../src/sections/parts/needs.ts';
import deviceRepair from '../../src/subjects/devices/kinds/device-repair.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import { operationKinds, operationsOf, toldKinds } from '../../src/subjects/permits/judge/operations.ts';
import permit from '../../src/subjects/permits/kinds/permit.ts';
import remoteSession from '../../src/subjects/permits/kinds/remote-session.ts';
import renewal from '../../src/subjects/renewals/kinds/renewal.ts';
import waiver from '../../src/subjects/signing/kinds/waiver.ts';
import { bundle } from '../reports/_documents.ts';
import { periodicInput } from '../reports/_periodic.ts';
import { runs } from '../support/runs.ts';
import { signedScan } from '../support/signed.ts';
import { kinds, siteFacts } from '../support/site-parts.ts';

const NOW = '2026-11-30T23:00:00+08:00';
/** More than three years, most of which lie more than a year back. */
const contract: ContractBundle = {
  ...bundle,
  contract: { ...bundle.contract, servicePeriod: { from: '2023-09-01', to: '2026-12-31' } },
};

const supplier = { name: '驻点运维工程师', channel: 'terminal' } as const;

/** A record whose times, and whose number, lie on a day; all of it by the word of the supplier. */
function told<T extends AnyRecord>(one: T, day: string, n: number, changes: Partial<T>): T {
  const moved = JSON.parse(
    JSON.stringify({ ...structuredClone(one), attachments: [], ...changes }).replace(
      /"\d{4}-\d\d-\d\dT([\d:]{8})\+08:00"/g,
      `"${day}T$1+08:00"`,
    ),
  ) as T;
  const [prefix] = one.id.split('-');
  return { ...moved, id: `${prefix}-${day.replaceAll('-', '')}-${String(n).padStart(3, '0')}`, enteredBy: supplier };
}

const COMPANION = 'XK-20230901-009';

/** By its kind, something that waits since a day. */
const waits: Record<Exclude<AskedKind, 'reading'> | 'session', (day: string, n: number) => AnyRecord> = {
  fault: (day, n) => told(incident.example, day, n, { confirmedRestoredAt: undefined, pauses: undefined }),
  permit: (day, n) => told(permit.example, day, n, {}),
  session: (day, n) => told(remoteSession.example, day, n, { permit: COMPANION }),
  device: (day, n) =>
    told(deviceRepair.example, day, n, {
      ...{ irreparable: true, irreparableAt: '2026-11-24T08:00:00+08:00' },
      ...{ decision: undefined, decidedBy: undefined, decidedAt: undefined },
    }),
  expense: (day, n) => told(expense.example, day, n, { type: 'purchase', payer: 'agreed' }),
  // Runs out on that day, and is asked for from the first day of its notice on.
  renewal: (day, n) => told(renewal.example, day, n, { expiresOn: day, noticeDays: 0, payer: 'agreed' }),
  waiver: (day, n) => told(waiver.example, day, n, { period: day }),
};

/** Signed by the purchaser, of the whole service; work under it wants a companion of theirs. */
const standing: AnyRecord = {
  ...structuredClone(permit.example),
  ...{ id: COMPANION, at: '2023-09-01T09:00:00+08:00', enteredAt: '2023-09-01T12:00:00+08:00', type: 'standing' },
  ...{ grantedAt: '2023-09-01T09:00:00+08:00', validFrom: '2022-01-01T00:00:00+08:00' },
  ...{ validTo: '2026-12-31T23:59:59+08:00', operations: ['remote'], access: 'change', assets: [] },
  ...{ requires: ['companion'], conditions: undefined, attachments: [signedScan('2023-09-01T10:00:00+08:00')] },
} as AnyRecord;

function onSite(records: readonly AnyRecord[]) {
  const byKind = Object.fromEntries(
    kinds.map(({ id }) => [id, records.filter(({ kind }) => kind === id).toSorted((a, b) => (a.id < b.id ? -1 : 1))]),
  );
  const given = siteFacts({ records: byKind, contract, now: NOW });
  const asked = askedOf(factsFor(given, askedNeeds));
  const of = (kind: AskedKind) => asked.filter((one) => one.kind === kind);
  const since = (kind: AskedKind) => of(kind).map((one) => one.since);
  return {
    fault: since('fault'),
    permit: { count: of('permit').length, since: since('permit')[0] ?? null },
    device: since('device'),
    expense: { count: of('expense').length, since: since('expense')[0] ?? null },
    renewal: since('renewal'),
    waiver: since('waiver'),
  };
}

function onPaper(records: readonly AnyRecord[]) {
  const { input } = periodicInput({ deliverable: monthly, records, period: '2026-11', asOf: NOW, contract });
  const facts = periodFacts(periodView(input), []);
  const of = ({ parts = [] }: ReportSection): Decision[] =>
    parts
      .flatMap((part) => [...(part.decisions?.(facts) ?? [])])
      .toSorted((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : 1));
  const since = (section: ReportSection) => of(section).map((one) => one.since);
  const counted = (section: ReportSection) => {
    const [one] = of(section);
    return { count: one === undefined ? 0 : Number(/ (\d+) [份笔]/.exec(one.text)?.[1]), since: one?.since ?? null };
  };
  return {
    fault: since(incidents),
    permit: counted(permits),
    device: since(devices),
    expense: counted(expenses),
    renewal: since(renewals),
    waiver: since(deliveries),
  };
}

it('asks for what began to wait in the first of several years', () => {
  const days = ['2023-09-04', '2024-03-11', '2025-11-20'];
  const records = days.flatMap((day) => Object.values(waits).map((make) => make(day, 1)));
  const site = onSite([standing, ...records]);
  expect(site.permit).toEqual({ count: 4, since: '2023-09-01' });
  expect(site.fault).toEqual(days);
  expect(onPaper([standing, ...records])).toEqual(site);
});

it('asks for the same on the site and on page one, of whatever day it is', () => {
  const day = fc
    .integer({ min: 0, max: 1700 })
    .map((n) => Temporal.PlainDate.from('2022-04-01').add({ days: n }).toString());
  const one = fc.tuple(fc.constantFrom(...Object.values(waits)), day);
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), (list) => {
      const records = [standing, ...list.map(([make, on], n) => make(on, n + 1))];
      expect(onPaper(records)).toEqual(onSite(records));
    }),
    { numRuns: runs(4) },
  );
});

it('knows every kind of record that may tell of a condition by the word of the supplier', () => {
  const made = kinds.filter(({ id }) => operationKinds.includes(id)).map(({ example }) => example);
  const byWord = made.map((one) => ({ ...one, attachments: [], enteredBy: supplier }) as AnyRecord);
  const telling = operationsOf(byWord).filter(({ told: acts = [] }) => acts.length > 0);
  expect(new Set(telling.map(({ kind }) => kind))).toEqual(new Set(toldKinds));
});
