/** One figure has one computation: what 月报 and a register that is issued at the same time both print, they print alike, over any year. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComposeInput, Deliverable } from '../../reports/_deliverable.ts';
import monthly from '../../reports/monthly-maintenance.ts';
import registers from '../../reports/register.ts';
import { allObligations } from '../../src/contract/bundle/bundle.ts';
import type { IssuedSummary } from '../../src/contract/calendar/occurrence.ts';
import { composeSite } from '../../src/pipeline/publish/sections.ts';
import { withdrawalOf } from '../../src/records/counted.ts';
import type { RecordKind } from '../../src/records/record.ts';
import { printedIn } from '../../src/recount/compare/compare.ts';
import type { Figure } from '../../src/report/figure.ts';
import type { RecordsByKind, SiteFacts } from '../../src/sections/parts/facts.ts';
import duty from '../../src/subjects/attendance/kinds/duty.ts';
import expense from '../../src/subjects/expenses/kinds/expense.ts';
import call from '../../src/subjects/requests/kinds/call.ts';
import { figuresBelow } from '../support/site-figures.ts';
import { exampleRecords, sections, siteFacts } from '../support/site-parts.ts';
import { contract, histories, issueMonths, issueTimes, knownAt, type Told } from './_history.ts';

const kinds = { call, duty, expense } as unknown as Record<string, RecordKind>;

/** Every figure of a document by its id, with what a rate is made of. */
function figuresIn(deliverable: Deliverable, input: ComposeInput) {
  const { sections, counted } = deliverable.compose({ ...input, kinds });
  const printed = printedIn({ sections }).map(({ figure: { id, value, numerator, denominator } }): [string, string] => [
    id,
    [value, numerator, denominator].filter((part) => part !== undefined).join(' of '),
  ]);
  return { figures: new Map(printed), counted: counted ?? {} };
}

const monthsOf = (unit: Deliverable, history: readonly Told[], offsets: readonly (number | null)[]) =>
  issueMonths(unit, history, offsets, (input) => figuresIn(unit, input)).documents;

const unitOf = (id: string): Deliverable => registers(contract).find((one) => one.id === id) as Deliverable;

/** By register: which of its figures 月报 prints too, and under which id. */
const SHARED: Readonly<Record<string, (id: string) => string | null>> = {
  'call-register': (id) => (id === 'lines.1' ? 'calls.count' : null),
  'expense-register': (id) => (id.startsWith('sum.1.amount.') ? id.replace('sum.1.amount', 'expenses') : null),
};

/** Any years, and years that are known to hold every figure: what few random years happen to compare is no measure. */
const RUNS: readonly fc.Parameters<[Told[], (number | null)[]]>[] = [{ numRuns: 2 }, { numRuns: 4, seed: 1 }];

/** Something that is printed, whatever the history holds. */
const always = [call.example, expense.example].map((record): Told => ({ record, changes: [] }));

interface Shared {
  name: string;
  register: string;
  report: string | undefined;
}

/** What a register and 月报 both tell; 月报 leaves out what is nothing. */
function sharedIn(id: string, own: ReadonlyMap<string, string>, report: ReadonlyMap<string, string>): Shared[] {
  return [...own].flatMap(([figure, register]) => {
    const name = SHARED[id]?.(figure) ?? null;
    if (name === null || (!report.has(name) && Number.parseFloat(register) === 0)) return [];
    return [{ name, register, report: report.get(name) }];
  });
}

/** What the site says at the moment at which a document is issued: its faults, its findings, its first page. */
function siteFigures(history: readonly Told[], now: string, issued: readonly IssuedSummary[]): Figure[] {
  const known = Map.groupBy(
    knownAt(history, now).filter((record) => withdrawalOf(record) === null),
    ({ kind }) => kind,
  );
  const ids = Object.keys(exampleRecords());
  const records = Object.fromEntries(ids.map((kind) => [kind, known.get(kind) ?? []])) as unknown as RecordsByKind;
  const facts = siteFacts({
    ...{ now, contract, records, ids: new Map() },
    obligations: allObligations(contract),
    documents: issued.filter((one) => one.issuedAt <= now) as unknown as SiteFacts['documents'],
  });
  const own = sections.filter(({ id }) => id === 'faults' || id === 'findings');
  return figuresBelow(composeSite(facts, own));
}

const keyOf = ({ id, interval: { from, to } }: Figure): string => [id, Date.parse(from), Date.parse(to)].join(' ');

describe('a figure of 月报', () => {
  it('is that of the site at the same moment', () => {
    const compared = new Set<string>();
    const agrees = fc.property(histories, issueTimes, (history, offsets) => {
      const { documents, issued } = issueMonths(monthly, history, offsets, (input) => {
        const { sections: told, counted } = monthly.compose({ ...input, kinds });
        return {
          figures: printedIn({ sections: told }).map(({ figure }) => figure as Figure),
          counted: counted ?? {},
        };
      });
      // The last month is closed by another revision, of which the site knows nothing at its first.
      for (const { now, figures } of documents.slice(0, -1)) {
        const site = new Map(siteFigures(history, now, issued).map((one) => [keyOf(one), one]));
        for (const figure of figures) {
          const same = site.get(keyOf(figure));
          if (same === undefined) continue;
          compared.add(figure.id);
          expect([figure.id, same.value]).toEqual([figure.id, figure.value]);
        }
      }
    });
    for (const run of RUNS) fc.assert(agrees, run);
    expect([...compared]).toEqual(
      expect.arrayContaining(['incidents.total', 'findings.waiting', 'quota.letter.others']),
    );
  });

  it('is that of the registers', () => {
    const compared = new Set<string>();
    const agrees = fc.property(histories, issueTimes, (all, offsets) => {
      // What is withdrawn later is a line of its own in either, and no part of these figures in 月报.
      const history = [...all.map(({ record }): Told => ({ record, changes: [] })), ...always];
      const reports = new Map(monthsOf(monthly, history, offsets).map((one) => [one.period, one.figures]));
      for (const id of Object.keys(SHARED)) {
        const shared = monthsOf(unitOf(id), history, offsets).flatMap(({ period, figures }) =>
          sharedIn(id, figures, reports.get(period) ?? new Map()),
        );
        for (const one of shared) compared.add(one.name.split('.')[0] as string);
        expect(shared.filter((one) => one.register !== one.report)).toEqual([]);
      }
    });
    for (const run of RUNS) fc.assert(agrees, run);
    expect([...compared].sort()).toEqual(['calls', 'expenses']);
  });
});
