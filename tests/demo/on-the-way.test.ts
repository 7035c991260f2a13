/** Documents between being composed and being archived: counted as issued, archived in order, given up when not drawn. */
import { beforeEach, expect, it } from 'vitest';
import { readArchive } from '../../src/archive/store.ts';
import { type OnTheWay, openWay, type Sent } from '../../src/demo/on-the-way.ts';
import { dueAt } from '../../src/pipeline/issue/issue.ts';
import { composeListed, drawListed } from '../../src/pipeline/issue/issue-all.ts';
import type { MadeDocument } from '../../src/pipeline/issue/make.ts';
import { type IssueResult, nothingIssued } from '../../src/pipeline/issue/result.ts';
import { planAt } from '../../src/pipeline/plan/plan.ts';
import { planSource, type Session } from '../../src/pipeline/session.ts';
import { DAY, inspect, makeWorkspace, open } from '../pipeline/_workspace.ts';

const NOW = `${DAY}T17:00:00+08:00`;
let session: Session;
let result: IssueResult;
let way: OnTheWay;

beforeEach(async () => {
  session = await open(await makeWorkspace());
  result = nothingIssued();
  way = await openWay(session, result);
  await inspect(session, `${DAY}T09:00:00+08:00`);
});

const archived = async () =>
  (await readArchive(session.workspace.root)).documents.map(({ manifest }) => manifest.number);
const numbers = () => way.issued().map(({ manifest }) => manifest.number);

/** The day's inspection log, composed; drawn when the caller says so. */
async function log(drawn: (made: MadeDocument | undefined) => Promise<MadeDocument | undefined>): Promise<Sent> {
  const [planned] = dueAt(await planAt(planSource(session), NOW), NOW);
  if (planned === undefined) throw new Error('nothing is due');
  const composed = await composeListed(session, { planned, now: NOW }, result);
  if (composed === undefined) throw new Error(JSON.stringify(result));
  return { composed, drawn: drawListed(session, composed, result).then(drawn) };
}

it('counts a document as issued before it is archived, and so does the plan', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await way.send([
    await log(async (made) => {
      await promise;
      return made;
    }),
  ]);
  expect(numbers()).toEqual(['HQSF-XJ-20261124-r1']);
  expect(await archived()).toEqual([]);
  const plan = await planAt({ ...planSource(session), issued: way.issued() }, NOW);
  expect(dueAt(plan, NOW)).toEqual([]);
  resolve();
  await way.arrived();
  expect(await archived()).toEqual(['HQSF-XJ-20261124-r1']);
  expect(result.issued.map((one) => one.number)).toEqual(['HQSF-XJ-20261124-r1']);
});

it('waits for a document that rests on a record, and for no other', async () => {
  await way.send([await log(async (made) => made)]);
  await way.arrivedOf(new Set(['XJ-20261123-001']));
  expect(await archived()).toEqual([]);
  await way.arrivedOf(new Set(['XJ-20261124-001']));
  expect(await archived()).toEqual(['HQSF-XJ-20261124-r1']);
});

it('waits for the documents of an obligation, and for no other', async () => {
  await way.send([await log(async (made) => made)]);
  await way.arrivedOfObligation('daily-maintenance');
  expect(await archived()).toEqual([]);
  await way.arrivedOfObligation('inspection-log');
  expect(await archived()).toEqual(['HQSF-XJ-20261124-r1']);
});

it('gives up a document that could not be drawn: it is due again', async () => {
  await way.send([await log(() => Promise.resolve(undefined))]);
  await way.arrived();
  expect(numbers()).toEqual([]);
  expect(await archived()).toEqual([]);
  expect(dueAt(await planAt({ ...planSource(session), issued: way.issued() }, NOW), NOW)).toHaveLength(1);
});

it('tells whoever waits what archiving failed with', async () => {
  session.workspace.git.head = () => Promise.reject(new Error('磁盘坏了'));
  await way.send([await log(async (made) => made)]);
  await expect(way.arrived()).rejects.toThrow('磁盘坏了');
});
