/** The site is counted again the same where its facts are of kinds that the first month of the demo year has none of, with whatever offset its moment is named. */
import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { addRecord } from '../../../src/pipeline/record/add.ts';
import type { Session } from '../../../src/pipeline/session.ts';
import { openRepository } from '../../../src/recount/repository.ts';
import type { Figure } from '../../../src/report/figure.ts';
import incident from '../../../src/subjects/incidents/kinds/incident.ts';
import { manifestsOf } from '../../faults/composing/_compared.ts';
import { open } from '../../pipeline/_workspace.ts';
import { demoMonth } from '../../support/demo-month.ts';
import { pdfSaying } from '../../support/scans.ts';
import { figuresBelow } from '../../support/site-figures.ts';
import { compareSite } from './_site.ts';
import { siteWorld } from './_site-world.ts';

/** After midnight by the contract's time, and before it by universal time. */
const NOW = '2026-01-02T01:30:00+08:00';
const SAME = '2026-01-01T17:30:00.000Z';

let folder: string;
let root: string;
let session: Session;
let figures: Figure[];

const enter = (kind: string, value: object, signed: string[] = []) =>
  addRecord(session, value, '输入', { kind, now: NOW, by: '测试员', signed });

/** A fault, or what a level makes a demand, by its own times. */
function happened(level: string, at: string, times: object): object {
  const { title, assets, foundBy, handler, impact, symptom, outage, verification } = incident.example;
  const told = { title, assets, foundBy, handler, impact, symptom, outage, verification, timeline: [], flagged: false };
  const levels = [{ level, at, reason: '按合同', setBy: '项目经理' }];
  return {
    ...told,
    ...{ at, discoveredAt: at, reportedAt: at, levels },
    ...{ causeCategory: 'unknown', responsibility: 'pending', diagnosis: 'remote', residentOnSpot: false },
    ...times,
  };
}

beforeAll(async () => {
  folder = await demoMonth();
  root = join(folder, 'w');
  for (const name of ['agreement', 'decision'])
    await writeFile(join(folder, `${name}.pdf`), pdfSaying(`signed ${name}`));
  session = await open(root);
  const on = (time: string): string => `2025-12-31T${time}:00+08:00`;
  // After the cut of December's 月报; late by the limit that decides, in time by that of its class.
  const late = { respondedAt: on('23:32'), remoteStartedAt: on('23:30'), restoredAt: on('23:55') };
  await enter('incident', happened('P1', on('23:20'), late));
  const agreed = { agreedOn: '2025-12-31', agreement: '需求确认单', restoredAt: on('15:00'), closedAt: on('15:10') };
  await enter('incident', happened('P5', on('10:00'), agreed), [join(folder, 'agreement.pdf')]);
  const judged = { vulnerability: 'SSL-WEAK-CIPHER', target: 'nginx-2', component: '443/tcp', reason: '扫描器误判' };
  const decision = { ...judged, decision: 'false-positive', approver: '采购人项目负责人', at: on('16:00') };
  await enter('finding-decision', decision, [join(folder, 'decision.pdf')]);
  figures = figuresBelow((await siteContent(session, NOW)).model);
}, 600_000);
afterAll(async () => {
  await session.close();
  await rm(folder, { recursive: true, force: true });
});

function differing(told: readonly Figure[], at = NOW): string[] {
  const commit = execFileSync('git', ['-C', root, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const world = siteWorld(openRepository(root), manifestsOf(root), { commit, at });
  return compareSite(world, told, told === figures ? 'all' : 'some').differences.map(
    ({ figure, printed, recounted }) => `${figure} ${printed} ${recounted}`,
  );
}

const own = (id: string): Figure[] => figures.filter((one) => one.id === id);

describe('the second count of the site', () => {
  it('holds each limit by itself, whichever decides', () => {
    expect(own('limits.response-1800.met').map(({ value }) => value)).toContain(1);
    expect(differing(figures.filter(({ id }) => /^limits\.(response|missed)/.test(id)))).toEqual([]);
  });

  it('judges of a demand the agreed date alone', () => {
    expect(own('limits.requirement.met').map(({ value }) => value)).toContain(1);
    expect(differing(figures.filter(({ id }) => id.startsWith('limits.requirement')))).toEqual([]);
  });

  it('counts a fault in the month whose 月报 tells of it, and the site says which days those are', () => {
    const months = own('incidents.listed');
    expect(months.map(({ value, interval }) => [value, interval.from])).toContainEqual([
      2,
      '2025-12-31T16:30:00+08:00',
    ]);
    expect(differing(figures.filter(({ id }) => /^incidents\.(listed|total|requirements)$/.test(id)))).toEqual([]);
    const more = months.map((one) => ({ ...one, value: (one.value ?? 0) + 1 }));
    expect(differing(more).length).toBe(new Set(months.map(({ interval }) => interval.from)).size);
  });

  it('calls accepted what is accepted, and counts a false positive beside it', () => {
    expect(own('findings.decided.nginx-2').map(({ value }) => value)).toEqual([1]);
    expect(differing(figures.filter(({ id }) => id.startsWith('findings.')))).toEqual([]);
  });

  it('differs nowhere, with whatever offset the moment is named', () => {
    expect(differing(figures)).toEqual([]);
    expect(differing(figures, SAME)).toEqual([]);
  });
});
