import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { momentOf } from '../../src/contract/calendar/moment.ts';
import { toDate } from '../../src/contract/time.ts';
import { owedOn } from '../../src/sections/backups/owed.ts';
import { firstDay, type SiteWindow } from '../../src/sections/parts/needs.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import { compose, siteFacts } from '../support/site-parts.ts';

const END = '2026-11-30';
const SERVICE = { from: '2025-12-01', to: END };
const at = (day: string): string => `${day}T18:00:00+08:00`;
const later = (days: number): string => at(toDate(END).add({ days }).toString());

/** One a night in the last month but for one, of which the plan owes a set each day. */
const BACKUPS = Array.from({ length: 60 }, (_, n) => toDate(END).subtract({ days: n }).toString())
  .filter((day) => day !== '2026-11-12')
  .map((day) => ({
    ...structuredClone(backup.example),
    ...{ id: `BF-${day.replaceAll('-', '')}-001`, at: `${day}T02:40:00+08:00`, set: `mysql-${day}` },
    ...{ startedAt: `${day}T02:00:00+08:00`, finishedAt: `${day}T02:30:00+08:00` },
  }));

/** The same workspace on another day. */
function factsAt(now: string) {
  const facts = siteFacts({ now });
  const contract = { ...facts.contract, contract: { ...facts.contract.contract, servicePeriod: SERVICE } };
  return siteFacts({ contract, records: { ...facts.records, backup: BACKUPS }, ...momentOf(now, SERVICE) });
}

describe('the site after the service', () => {
  it('counts the days that it counted at its end, however late it is built', () => {
    const windows: SiteWindow[] = ['all', 'year', 'months', { days: 31 }];
    const spans = [1, 7, 31, 366, 731].map((days) => {
      const { until, yearFrom, today } = momentOf(later(days), SERVICE);
      return { until, yearFrom, first: windows.map((one) => firstDay(one, { until, yearFrom, today })) };
    });
    expect(new Set(spans.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(spans[0]).toMatchObject({ until: END, yearFrom: '2025-11-30' });
    expect(momentOf(at('2026-06-15'), SERVICE)).toMatchObject({ until: '2026-06-15', today: '2026-06-15' });
  });

  it('has the same pages, lists as many in each, and owes no backup set of a day after it', () => {
    const [soon, late] = [7, 731].map((days) => {
      const facts = factsAt(later(days));
      const { pages } = compose(facts);
      const paths = Object.entries(pages).flatMap(([id, own]) => own.map(({ path }) => `${id}/${path}`));
      const owed = owedOn(facts, SERVICE.from, later(days).slice(0, 10));
      return { paths, counted: countedOn(pages), owed };
    });
    expect(soon?.paths.length).toBeGreaterThan(20);
    expect(soon?.counted.length).toBeGreaterThan(10);
    expect(soon?.owed).toMatchObject([{ owed: 30 + 30, there: 59 }]);
    expect(late).toEqual(soon);
  });
});

/** Figures that count whole days, with their windows: what waits for somebody runs on until it is done. */
function countedOn(pages: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(pages, (key, value) => {
    if (key === 'figure' && /^\d{4}-\d\d-\d\d$/.test(value?.interval?.to ?? '')) found.push(JSON.stringify(value));
    return value;
  });
  return found;
}

/** The months of the calendar that have begun: it ends with the service by itself. */
const OF_TODAY = ['src/sections/parts/report-months.ts'];

it('a window is counted back from the moment of the site, never from now', () => {
  const files = readdirSync('src/sections', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('src/sections', name));
  const reading = files.filter((file) =>
    /dateOf\((?:facts\.)?now\)|subtract\(\{ years/.test(readFileSync(file, 'utf8')),
  );
  expect(reading.filter((file) => !OF_TODAY.includes(file))).toEqual([]);
});
