/** Whatever a year holds, told late, corrected or withdrawn, and whenever its documents are issued: the recount counts as they do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComposeInput, Deliverable } from '../../reports/_deliverable.ts';
import statement from '../../reports/compliance-statement.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import report from '../../reports/period-report.ts';
import registers from '../../reports/register.ts';
import { catalogue } from '../../reports/sections/catalogue.ts';
import review from '../../reports/service-review.ts';
import assessment from '../../reports/vulnerability-assessment.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import type { Counted } from '../../src/contract/calendar/occurrence.ts';
import { sayAllIn, wordsOf } from '../../src/contract/party-words.ts';
import type { AnyRecord, RecordKind } from '../../src/records/record.ts';
import { compare, printedIn } from '../../src/recount/compare/compare.ts';
import type { Data } from '../../src/recount/data.ts';
import type { Repository } from '../../src/recount/repository.ts';
import { worldsOf } from '../../src/recount/world.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import maintenanceWindow from '../../src/subjects/availability/kinds/maintenance-window.ts';
import change from '../../src/subjects/changes/kinds/change.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import findingDecision from '../../src/subjects/findings/kinds/finding-decision.ts';
import scan from '../../src/subjects/findings/kinds/scan.ts';
import alertProposal from '../../src/subjects/incidents/kinds/alert-proposal.ts';
import incident from '../../src/subjects/incidents/kinds/incident.ts';
import inspection from '../../src/subjects/inspections/kinds/inspection.ts';
import probe from '../../src/subjects/inspections/kinds/probe.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import signoff from '../../src/subjects/signing/kinds/signoff.ts';
import note from '../../src/subjects/work/kinds/note.ts';
import {
  atClosing,
  CLOSING,
  contract,
  handovers,
  histories,
  issueMonths,
  issueTimes,
  issueTimesOutOfOrder,
  knownAt,
  markedAtMonthEnds,
  monthPeriods,
  permitted,
  probesAtMonthEnds,
  type Told,
} from '../reports/_history.ts';
import { year as quarters, yearHistories } from '../reports/_quarters.ts';
import { watchedFaults } from '../reports/_watched.ts';
import { runs } from '../support/runs.ts';

const kinds = { call, duty, expense } as unknown as Record<string, RecordKind>;

interface Made {
  manifest: Data;
  document: Data;
}

/** Composes, and keeps what the archive would keep. */
function keeping(made: Made[]) {
  return (input: ComposeInput, unit: Deliverable): { figures: null; counted: Counted } => {
    const { occurrence, asOf } = input;
    const { sections: composed, counted = {}, figures } = unit.compose({ ...input, kinds });
    const sections = sayAllIn(wordsOf(input.contract.contract), composed);
    const revision = 1 + made.filter(({ manifest }) => manifest.period === occurrence.period).length;
    const { obligation, period, from, to } = occurrence;
    const manifest = {
      ...{ number: `${obligation} ${period} r${revision}`, obligation, period, from, to, event: null, revision },
      ...{ asOf, cut: asOf, counted, figures, times: { issued: asOf }, inputs: [], dataCommit: asOf },
    };
    made.push({ manifest, document: { sections } });
    return { figures: null, counted };
  };
}

/** The history as git holds it: the records that were known at each instant, and the contract. */
function repositoryOf(history: readonly Told[], of: ContractBundle): Repository {
  const { obligations, registers: entries, checks, assets, kinds, interpretations, findingLevels } = of;
  const files: Record<string, Data> = {
    'contract/contract.yaml': of.contract,
    'contract/assets.yaml': { assets },
    'contract/kinds.yaml': { kinds },
    'contract/inspection-checklist.yaml': { checks },
    'contract/obligations.yaml': { obligations },
    'contract/registers.yaml': { registers: entries },
    'contract/interpretations.yaml': { interpretations },
    'contract/finding-levels.yaml': findingLevels,
  };
  const blobs = new Map<string, Data>(Object.entries(files));
  return {
    bytes: () => new Uint8Array(),
    tree(commit) {
      const records = knownAt(history, commit).map((record) => {
        const blob = `${commit} ${record.id}`;
        blobs.set(blob, record);
        return [`records/${record.kind}/${record.id}.json`, blob] as const;
      });
      return new Map([...Object.keys(files).map((path) => [path, path] as const), ...records]);
    },
    read: (names) => names.map((name) => blobs.get(name)),
  };
}

const differencesIn = (history: readonly Told[], made: readonly Made[], of = contract): string[] => {
  const worldOf = worldsOf(
    repositoryOf(history, of),
    made.map(({ manifest }) => manifest),
  );
  return made.flatMap(({ manifest, document }) =>
    compare(worldOf(manifest), document).differences.map((one) => Object.values(one).join(' | ')),
  );
};

/** What its documents of the months are, issued so many days after each; null: with the next one. */
function issuedOf(unit: Deliverable, history: readonly Told[], offsets: readonly (number | null)[], of = contract) {
  const made: Made[] = [];
  const keep = keeping(made);
  const periods = { contract: of, periods: monthPeriods, closing: CLOSING };
  issueMonths(unit, history, offsets, (input) => keep(input, unit), periods);
  return made;
}

/** The same, and the second count agrees with each. */
function agreed(...given: Parameters<typeof issuedOf>): Made[] {
  const made = issuedOf(...given);
  expect(differencesIn(given[1], made, given[3])).toEqual([]);
  return made;
}

describe('over any year', () => {
  it('the months, the closing revision and the review agree, and so does what they kept', () => {
    fc.assert(
      fc.property(histories, issueTimes, (history, offsets) => {
        const made: Made[] = [];
        const keep = keeping(made);
        const { issued } = issueMonths(monthly, history, offsets, (input) => keep(input, monthly));
        atClosing(review, history, issued, (input) => keep(input, review));
        expect(differencesIn(history, made)).toEqual([]);
      }),
      { numRuns: runs(2) },
    );
  });

  it('the states of the clauses agree in every quarter, and a clause in another state is found', () => {
    fc.assert(
      fc.property(yearHistories, issueTimes, (history, offsets) => {
        const made: Made[] = [];
        const keep = keeping(made);
        issueMonths(statement, history, offsets, (input) => keep(input, statement), quarters);
        // Whether a document of which nothing was ever composed here is 逾期 or 缺失 is counted elsewhere.
        const told = (): string[] =>
          differencesIn(history, made, quarters.contract).filter((one) => / \| (?:word\.)?clauses\./.test(one));
        expect(told()).toEqual([]);
        const rows: Data[] = made.flatMap(({ document }) =>
          document.sections.flatMap(({ blocks }: Data) =>
            blocks.flatMap(({ rows: own = [] }: Data) => own.filter(({ cells }: Data) => 'wanted' in cells)),
          ),
        );
        const row = rows.find(({ cells }) => cells.state.text === '有例外');
        expect(row).toBeDefined();
        if (row !== undefined) row.cells.state = { text: '有证据，未见例外' };
        expect(told().join()).toContain('word.clauses.');
      }),
      { numRuns: runs(2) },
    );
  });

  it('a figure that is passed on to the next month and was not printed is found', () => {
    const made = issuedOf(monthly, [], [null, null, null, null]);
    const [first] = made;
    expect(first?.manifest.figures).toMatchObject({ 'incidents.total': 0 });
    if (first !== undefined) first.manifest.figures = { ...first.manifest.figures, 'incidents.total': 3 };
    expect(differencesIn([], made)).toEqual([`${first?.manifest.number} | figures.incidents.total | 3 | 0`]);
  });

  it('the clocks that monitoring makes 口径未定 agree, in each month and in what it kept', () => {
    fc.assert(
      fc.property(watchedFaults, issueTimes, (history, offsets) => {
        agreed(monthly, history, offsets);
      }),
      { numRuns: runs(2) },
    );
  });

  it('a clock that one reading calls past its limit while it goes on is 进行中, in both counts', () => {
    const [fired, reportedAt] = ['2026-11-27T07:00:00+08:00', '2026-11-27T07:02:00+08:00'];
    const own = { at: fired, enteredAt: fired, discoveredAt: fired, reportedAt, foundBy: 'monitoring' };
    const open = ['occurredAt', 'respondedAt', 'remoteStartedAt', 'arrivedAt', 'restoredAt', 'confirmedRestoredAt'];
    const fault = {
      ...incident.example,
      ...Object.fromEntries([...open, 'closedAt', 'recordedAt'].map((key) => [key, undefined])),
      ...{ ...own, id: 'GZ-20261127-001', pauses: [] },
      levels: [{ level: 'P1', at: fired, reason: '定级', setBy: '负责人' }],
    };
    const seen = { id: 'GJ-20261127-001', at: fired, enteredAt: fired, firedAt: fired, decision: 'incident' };
    const alert = { ...alertProposal.example, ...seen, incident: fault.id };
    const history = [fault, alert].map((record): Told => ({ record: record as unknown as AnyRecord, changes: [] }));
    // Issued two minutes after the hour that is the limit from the alert on, and at the minute by the report.
    const made = issuedOf(monthly, history, [0, 0, -88, 0]);
    const november = made.find(({ manifest }) => manifest.period === '2026-11');
    const [running] = printedIn(november?.document as Data).filter(
      ({ figure }) => figure.id === 'clocks.arrival.running',
    );
    expect(running?.figure.value).toBe(1);
    expect(differencesIn(history, made)).toEqual([]);
  });

  it('the outages at the midnights that part the months agree, whatever is learned or issued first', () => {
    fc.assert(
      fc.property(probesAtMonthEnds, markedAtMonthEnds, issueTimesOutOfOrder, (probes, windows, offsets) => {
        const history = [...probes, ...windows];
        agreed(monthly, history, offsets);
      }),
      { numRuns: runs(2) },
    );
  });

  it('the operations without a permit that covers them agree, and one too many is found', () => {
    fc.assert(
      fc.property(permitted, issueTimes, (history, offsets) => {
        const made = agreed(monthly, history, offsets);
        const figures = made.flatMap(({ document }) => printedIn(document)).map(({ figure }) => figure);
        const breaches = figures.filter(({ id }) => id === 'permits.breaches');
        expect(breaches).toHaveLength(made.length);
        Object.assign(breaches[0] as Data, { value: breaches[0]?.value + 1 });
        expect(differencesIn(history, made).join()).toContain('permits.breaches');
      }),
      { numRuns: runs(2) },
    );
  });

  it('漏洞扫描评估报告 agrees with what it kept of the scans', () => {
    fc.assert(
      fc.property(histories, issueTimes, (history, offsets) => {
        agreed(
          assessment,
          history.filter(({ record }) => record.kind === 'scan'),
          offsets,
        );
      }),
      { numRuns: runs(4) },
    );
  });

  it('漏洞扫描评估报告 tells what an earlier one counted of scans of which none is left', () => {
    const taken = { by: '工程师', at: '2026-11-01T01:00:00+08:00', reason: '重复登记' };
    const scanned = (id: string, at: string, findings: readonly object[]): Told => ({
      record: {
        ...scan.example,
        ...{ id, at, enteredAt: at, startedAt: at, finishedAt: at, findings },
        hosts: [{ address: '10.0.0.11', asset: 'app-server-1', state: 'scanned' }],
      } as unknown as AnyRecord,
      changes: [{ at: taken.at, fields: { withdrawn: taken } }],
    });
    const [finding] = scan.example.findings;
    const found = { ...finding, asset: 'app-server-1', address: '10.0.0.11' };
    const own = [
      scanned('SM-20260913-002', '2026-09-13T20:00:00+08:00', [found]),
      scanned('SM-20261001-001', '2026-10-01T00:00:00+08:00', []),
    ];
    // October goes out first, September only when both are gone.
    const made = agreed(assessment, own, [null, 0, null, null]);
    const corrected = made.flatMap(({ document }) => printedIn(document)).map(({ figure }) => figure);
    expect(corrected.some(({ id, value }) => /^findings\.fixed\.corrected/.test(id) && value === -1)).toBe(true);
  });

  it('a report of what counts by its delivery or receipt agrees, and with what it takes back of it', () => {
    const fact = fc.constantFrom('delivered' as const, 'received' as const);
    fc.assert(
      fc.property(handovers, issueTimesOutOfOrder, fact, (history, offsets, onTimeBy) => {
        const of: ContractBundle = {
          ...contract,
          contract: { ...contract.contract, onTimeBy },
          interpretations: contract.interpretations.filter(({ binds }) => binds !== 'on-time'),
          obligations: contract.obligations
            .filter(({ id }) => id === 'monthly-maintenance')
            .map((one) => ({ ...one, unit: 'period-report', sections: ['overview', 'deliveries'] })),
        };
        const [unit] = report(of);
        if (unit === undefined) throw new Error('no report');
        agreed(unit, history, offsets, of);
      }),
      { numRuns: runs(4) },
    );
  });

  it('a report of chosen sections agrees, and with what it kept of what they count', () => {
    const choice = fc.shuffledSubarray(['overview', ...catalogue.map(({ id }) => id)], { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(histories, issueTimes, choice, (history, offsets, sections) => {
        const of: ContractBundle = {
          ...contract,
          obligations: contract.obligations.map((one) =>
            one.id === 'monthly-maintenance' ? { ...one, unit: 'period-report', sections } : one,
          ),
        };
        const [unit] = report(of);
        if (unit === undefined) throw new Error('no report');
        agreed(unit, history, offsets, of);
      }),
      { numRuns: runs(2) },
    );
  });

  it.each(['call-register', 'expense-register'])('%s agrees with its corrections', (id) => {
    const unit = registers(contract).find((one) => one.id === id) as Deliverable;
    fc.assert(
      fc.property(histories, issueTimes, (history, offsets) => {
        agreed(unit, history, offsets);
      }),
      { numRuns: runs(4) },
    );
  });
});

describe('what once was counted in no month, or in two', () => {
  const countedIn = (made: readonly Made[], period: string): Counted =>
    made.find(({ manifest }) => manifest.period === period)?.manifest.counted;
  const figureIn = (made: readonly Made[], period: string, id: string): number | undefined =>
    made
      .filter(({ manifest }) => manifest.period === period)
      .flatMap(({ document }) => printedIn(document))
      .find(({ figure }) => figure.id === id)?.figure.value;
  const at = '2026-09-30T23:00:00+08:00';

  it('a fault of one month that is restored in the next, which has none of its own', () => {
    const level = { level: 'P1', at, reason: '定级', setBy: '负责人' };
    const open = { occurredAt: undefined, restoredAt: undefined, confirmedRestoredAt: undefined, closedAt: undefined };
    const own = { at, enteredAt: at, discoveredAt: at, reportedAt: at, respondedAt: at, foundBy: 'user' };
    const record = { ...incident.example, ...open, ...own, id: 'GZ-20260930-001', levels: [level], pauses: [] };
    const restoredAt = '2026-10-01T02:00:00+08:00';
    const told = { at: restoredAt, fields: { restoredAt, closedAt: restoredAt } };
    const made = agreed(monthly, [{ record: record as AnyRecord, changes: [told] }], [0, 0, 0, 0]);
    expect(figureIn(made, '2026-09', 'incidents.p1')).toBe(1);
    expect(figureIn(made, '2026-10', 'incidents.p1.restored')).toBe(1);
  });

  it('an outage over the midnight of a cut: once, in the month in which it begins', () => {
    const target = 'mysql-primary';
    const day = (date: string, states: string): Told => {
      const [id, time] = [`TC-${date.replaceAll('-', '')}-001`, `${date}T23:59:59+08:00`];
      const own = { id, date, at: time, enteredAt: time, interval: 60, failures: [] };
      const series = [{ target, probe: 'sql', states }];
      return { record: { ...probe.example, ...own, series } as AnyRecord, changes: [] };
    };
    const days = [day('2026-09-30', 'u1430 d10'), day('2026-10-01', 'd5 u1435'), day('2026-10-02', 'd5 u1435')];
    const made = agreed(monthly, days, [0, 0, 0, 0]);
    expect(['2026-09', '2026-10'].map((month) => figureIn(made, month, `outages.${target}`))).toEqual([1, 1]);
    // Printed in both, it is found.
    const twice = structuredClone(made);
    const october = twice.filter(({ manifest }) => manifest.period === '2026-10');
    for (const { document } of october) {
      for (const { figure } of printedIn(document))
        if (figure.id === `outages.${target}`) Object.assign(figure, { value: 2 });
    }
    expect(differencesIn(days, twice)).toContain(`monthly-maintenance 2026-10 r1 | outages.${target} | 2 | 1`);
  });

  it('a day of which only a note was written: 逾期未交 as in `due`, and 缺失 again when that is withdrawn', () => {
    const [at, later] = ['2026-09-14T09:00:00+08:00', '2026-10-20T09:00:00+08:00'];
    const record = { ...note.example, id: 'JS-20260914-001', at, enteredAt: at, date: '2026-09-14' } as AnyRecord;
    const fields = { withdrawn: { by: '工程师', at: later, reason: '重复登记' } };
    const of = (history: readonly Told[]) => {
      const made = agreed(monthly, history, [0, 0, 0, 0]);
      return ['2026-09', '2026-10'].map((month) => figureIn(made, month, 'deliveries.missing') ?? 0);
    };
    const none = of([]);
    expect(of([{ record, changes: [] }])).toEqual([(none[0] ?? 0) - 1, none[1]]);
    const back = agreed(monthly, [{ record, changes: [{ at: later, fields }] }], [0, 0, 0, 0]);
    const key = 'due daily-maintenance 2026-09-14';
    expect(countedIn(back, '2026-09')[key]).toEqual({ 'overdue false false': 1 });
    expect(countedIn(back, '2026-10')[key]).toEqual({ 'overdue false false': -1, 'missing false false': 1 });
  });

  it('a change that is under way for three months: registered once, done once, listed between', () => {
    const { confirmedAt: _at, confirmedBy: _by, ...example } = change.example;
    const asked = { at: '2026-09-14T09:00:00+08:00', enteredAt: '2026-09-14T09:00:00+08:00', stage: 'released' };
    const record = { ...example, ...asked, id: 'BG-20260914-001' };
    const confirmed = '2026-11-10T09:00:00+08:00';
    const told = { at: confirmed, fields: { confirmedAt: confirmed, confirmedBy: '用户', stage: 'confirmed' } };
    const made = agreed(monthly, [{ record: record as unknown as AnyRecord, changes: [told] }], [0, 0, 0, 0]);
    const of = (id: string) => ['2026-09', '2026-10', '2026-11'].map((month) => figureIn(made, month, id));
    expect(of('changes.count')).toEqual([1, 0, 0]);
    expect(of('changes.done')).toEqual([0, 0, 1]);
    expect(of('changes.carried.count')).toEqual([undefined, 1, undefined]);
  });

  const scanAt = (at: string, enteredAt: string, shows: boolean): AnyRecord => {
    const id = `SM-${at.slice(0, 10).replaceAll('-', '')}-001`;
    const times = { at, startedAt: at, finishedAt: at, enteredAt };
    const host = { address: '10.0.0.11', asset: 'app-server-1' };
    const finding = { ...scan.example.findings[0], ...host, level: 'high' };
    const findings = shows ? [finding] : [];
    const hosts = [{ ...host, state: 'scanned' }];
    return { ...scan.example, ...times, id, hosts, findings, exposures: [] } as unknown as AnyRecord;
  };

  it('a finding of a scan that was entered after the month, and its fixing by one that ended at the cut', () => {
    const cut = '2026-11-01T00:00:00+08:00';
    const records = [scanAt('2026-09-20T09:00:00+08:00', '2026-10-05T09:00:00+08:00', true), scanAt(cut, cut, false)];
    const made = agreed(
      monthly,
      records.map((record) => ({ record, changes: [] })),
      [0, 0, 0, 0],
    );
    const of = (id: string) => ['2026-09', '2026-10', '2026-11'].map((month) => figureIn(made, month, id) ?? 0);
    expect(of('findings.new.high')).toEqual([0, 1, 0]);
    expect(of('findings.fixed.high')).toEqual([0, 0, 1]);
  });

  it('a finding of a scan that was withdrawn after it had been counted', () => {
    const time = '2026-09-20T09:00:00+08:00';
    const at = '2026-10-10T09:00:00+08:00';
    const told = { at, fields: { withdrawn: { by: '工程师', at, reason: '扫描了别的主机' } } };
    const made = agreed(monthly, [{ record: scanAt(time, time, true), changes: [told] }], [0, 0, 0, 0]);
    expect(figureIn(made, '2026-09', 'findings.new.high')).toBe(1);
    expect(figureIn(made, '2026-10', 'findings.new.corrected.high')).toBe(-1);
  });

  it('a document that was issued late, in a month whose own report came after that of the next', () => {
    const made = agreed(monthly, [], [120, null, 0, null]);
    const key = 'due monthly-maintenance 2026-09';
    expect(countedIn(made, '2026-11')?.[key]).toBeUndefined();
    expect(countedIn(made, '2026-10')?.[key]).toEqual({ 'late false false': 1, 'overdue false false': -1 });
  });

  it('a log that was confirmed after the month, whose report is late', () => {
    const day = '2026-09-30';
    const time = `${day}T09:00:00+08:00`;
    const nothing = { readings: [], runs: [], manual: [], startedAt: time, finishedAt: time };
    const log = { ...inspection.example, ...nothing, id: 'XJ-20260930-001', date: day, at: time, enteredAt: time };
    const act = (n: number, action: string, when: string) => ({
      ...{ ...signoff.example, id: `QS-${when.slice(0, 10).replaceAll('-', '')}-00${n}`, action, at: when },
      ...{ enteredAt: when, obligation: 'inspection-log', period: day, manual: [], measures: undefined },
    });
    const records = [log, act(1, 'deliver', `${day}T18:00:00+08:00`), act(2, 'confirm', '2026-10-02T09:00:00+08:00')];
    const made = agreed(
      monthly,
      records.map((record) => ({ record: record as AnyRecord, changes: [] })),
      [72, 0, 0, 0],
    );
    expect(figureIn(made, '2026-09', 'inspection.confirmed')).toBe(0);
  });
});

describe('what the purchaser alone can say', () => {
  const date = '2026-11-19';
  const time = `${date}T23:59:59+08:00`;
  const series = [{ target: 'subsystem-hr', probe: 'http', states: 'u1140 d120 u180' }];
  const day = { ...probe.example, id: 'TC-20261119-001', date, at: time, enteredAt: time, interval: 60, failures: [] };
  const told = (...records: object[]): Told[] =>
    records.map((record) => ({ record: record as AnyRecord, changes: [] }));
  const claimed = (record: object) => ({ ...record, attachments: undefined });
  it.each([
    {
      what: 'consent to a maintenance window',
      others: [{ ...day, series }],
      act: maintenanceWindow.example,
      figures: [
        ...['availability.subsystem-hr', 'outages.subsystem-hr', 'availability.overall', 'availability.coverage'],
      ],
    },
    {
      what: 'an outage marked as planned maintenance when it was over',
      others: [{ ...day, series }],
      act: {
        ...maintenanceWindow.example,
        ...{ id: 'WH-20261120-001', at: '2026-11-20T09:00:00+08:00', enteredAt: '2026-11-20T11:00:00+08:00' },
        ...{ approvedAt: '2026-11-20T10:00:00+08:00', afterwards: 'yes', change: undefined, permit: undefined },
        attachments: maintenanceWindow.example.attachments?.map((one) => ({
          ...{ ...one, takenAt: '2026-11-20T10:30:00+08:00' },
        })),
      },
      figures: [...['availability.subsystem-hr', 'outages.subsystem-hr', 'availability.overall']],
    },
    {
      what: 'an accepted risk',
      others: [scan.example],
      act: findingDecision.example,
      figures: ['findings.waiting', 'findings.waiting.severe'],
    },
  ])('$what: agrees signed and by the word of the supplier, and one taken for the other is found', (one) => {
    const signed = told(...one.others, one.act);
    const byWord = told(...one.others, claimed(one.act));
    for (const history of [signed, byWord])
      expect(differencesIn(history, issuedOf(monthly, history, [0, 0, 0, 0]))).toEqual([]);
    const found = differencesIn(byWord, issuedOf(monthly, signed, [0, 0, 0, 0])).filter((line) =>
      line.startsWith('monthly-maintenance 2026-11'),
    );
    const names = new Set(found.map((line) => line.split(' | ')[1]));
    for (const figure of one.figures) expect([...names]).toContain(figure);
  });

  it('an outage that is called planned: the figure with it is printed, and counted again', () => {
    const marked = { ...maintenanceWindow.example, change: undefined, permit: undefined };
    const made = issuedOf(monthly, told({ ...day, series }, marked), [0, 0, 0, 0]);
    const [figure] = made
      .flatMap(({ document }) => printedIn(document))
      .map((one) => one.figure)
      .filter(({ id }) => id === 'availability.with-maintenance.subsystem-hr');
    expect(figure).toMatchObject({ numerator: 1320 * 60, denominator: 1440 * 60 });
    Object.assign(figure as Data, { numerator: 1440 * 60, value: 100 });
    expect(differencesIn(told({ ...day, series }, marked), made).join()).toContain('availability.with-maintenance');
  });
});

it('a fact counted in two months is found in the one that may not count it', () => {
  const time = '2026-09-14T09:00:00+08:00';
  const record = { ...call.example, id: 'DH-20260914-001', at: time, enteredAt: time };
  const history: Told[] = [{ record, changes: [] }];
  const unit = registers(contract).find((one) => one.id === 'call-register') as Deliverable;
  const made = agreed(unit, history, [0, 0, 0, 0]);
  const october = made.find(({ manifest }) => manifest.period === '2026-10') as Made;
  const again = made.map((one) =>
    one === october
      ? { ...one, document: (made.find(({ manifest }) => manifest.period === '2026-09') as Made).document }
      : one,
  );
  expect(differencesIn(history, again)).toContain('call-register 2026-10 r1 | lines.1 | 1 | 0');
});
