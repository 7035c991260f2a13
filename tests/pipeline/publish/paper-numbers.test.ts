/**
 * What people read names a clause by its number on paper, and never by the id that it has in the data: over every starter, and over a
 * month of a contract with all its documents, each id is made one that nobody could print by chance, and looked for in all that is told.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ContractBundle } from '../../../src/contract/bundle/bundle.ts';
import { initialise } from '../../../src/pipeline/init.ts';
import { draftOf } from '../../../src/pipeline/issue/preview.ts';
import { planAt } from '../../../src/pipeline/plan/plan.ts';
import { siteContent } from '../../../src/pipeline/publish/model.ts';
import { remindFacts } from '../../../src/pipeline/remind/reminder-facts.ts';
import { planSource, type Session } from '../../../src/pipeline/session.ts';
import { due } from '../../../src/pipeline/status/due.ts';
import { status } from '../../../src/pipeline/status/status.ts';
import { demoMonth } from '../../support/demo-month.ts';
import { open } from '../_workspace.ts';

const made: { session?: Session; folder?: string }[] = [];
afterAll(async () => {
  for (const { session, folder } of made.splice(0)) {
    await session?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
});

/** What no text has by chance. */
const SIGN = 'QZ';
/** Keys under which data of a contract name a clause. */
const NAMING = new Set(['clause', 'clauses']);

/** The contract with other ids for its clauses, and the same numbers on paper. */
function renamed(bundle: ContractBundle): ContractBundle {
  const sign = (value: unknown): unknown =>
    typeof value === 'string' ? `${SIGN}${value}` : Array.isArray(value) ? value.map(sign) : value;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, NAMING.has(key) && isNaming(one) ? sign(one) : walk(one)]),
    );
  };
  const { contract, ...rest } = bundle;
  const { clauses, ...others } = contract;
  return {
    ...(walk(rest) as ContractBundle),
    contract: {
      ...(walk(others) as ContractBundle['contract']),
      clauses: clauses.map((one) => ({ ...one, id: `${SIGN}${one.id}` })),
    },
  };
}

const isNaming = (value: unknown): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));

async function under(root: string): Promise<Session> {
  const session = await open(root);
  made.push({ session });
  const workspace = Object.create(session.workspace, {
    contract: { value: renamed(session.workspace.contract), enumerable: true },
  });
  return { ...session, workspace };
}

/** Keys of addresses and of what programs compare, none of which is read. */
const UNREAD =
  /^(?:id|href|path|key|section|anchor|figure|figures|url|places|stated|clauseIds|text:search|obligation|fingerprint|number:none)$/;

/** Ids of what has a name or a question in Chinese: levels, classes, quotas, posts, activities, schemes, rules, readings and their options. */
function wordsOfData(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(wordsOfData))];
  if (value === null || typeof value !== 'object') return [];
  const { id, name, label, question } = value as Record<string, unknown>;
  const isNamed = [name, label, question].some((one) => typeof one === 'string' && one !== id);
  const own = typeof id === 'string' && isNamed && /^[a-z][a-z0-9-]{3,}$/.test(id) ? [id] : [];
  return [...new Set([...own, ...Object.values(value).flatMap(wordsOfData)])];
}

/** Texts in Chinese that hold an id as a word of its own. @param ids all of them as one pattern */
function withIds(value: unknown, ids: RegExp, way: readonly string[]): string[] {
  if (typeof value === 'string') {
    const found = /[\u4e00-\u9fff]/.test(value) ? ids.exec(value) : null;
    return found === null ? [] : [`${way.join('.')}: ${found[0]} in ${value}`];
  }
  if (Array.isArray(value)) return value.flatMap((one, n) => withIds(one, ids, [...way, String(n)]));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, one]) => (UNREAD.test(key) ? [] : withIds(one, ids, [...way, key])));
}

/** Every text below a value that names a clause by the id of its data, with the way there. */
function told(value: unknown, way: readonly string[] = []): string[] {
  if (typeof value === 'string')
    return value.includes(SIGN) || value.includes('⟦条款') ? [`${way.join('.')}: ${value}`] : [];
  if (Array.isArray(value)) return value.flatMap((one, n) => told(one, [...way, String(n)]));
  if (value instanceof Map) return told(Object.fromEntries(value), way);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, one]) => (UNREAD.test(key) ? [] : told(one, [...way, key])));
}

const NOW = '2026-01-07T18:00:00+08:00';

async function seen(session: Session, now: string): Promise<string[]> {
  // One after the other, as they are built: each clears from the cache what it does not show.
  const site: string[] = [];
  for (const view of ['supplier', 'purchaser', 'audit'] as const)
    site.push(...told((await siteContent(session, now, view)).model, ['site']));
  return [
    ...site,
    ...told(await status(session, now), ['status']),
    ...told(await due(session, now, now), ['due']),
    ...told(await remindFacts(session, now), ['reminders']),
  ];
}

describe('no clause is named by an id of the data', () => {
  it.each(['blank', 'bureau', 'campus', 'cloud'])(
    'in what is told of a contract of the starter %s',
    async (starter) => {
      const folder = await mkdtemp(join(tmpdir(), 'opsledger-numbers-'));
      made.push({ folder });
      const root = join(folder, 'w');
      await initialise(root, { now: '2026-01-05T08:00:00+08:00', from: '2026-01-05', like: starter });
      expect(await seen(await under(root), NOW)).toEqual([]);
    },
  );

  it('in what is told of a month, nor in any kind of document of it', async () => {
    // Its own copy: what is told of a workspace fills its cache.
    const folder = await demoMonth();
    made.push({ folder });
    const session = await under(join(folder, 'w'));
    expect(await seen(session, NOW)).toEqual([]);
    const plan = await planAt(planSource(session), NOW);
    const first = [...Map.groupBy(plan.items, ({ obligation }) => obligation.id).values()].flatMap(
      ([one]) => one ?? [],
    );
    expect(first.length).toBeGreaterThan(20);
    const ids = wordsOfData(session.workspace.contract.contract);
    expect(ids.length).toBeGreaterThan(10);
    const named = new RegExp(`(?<![\\w./-])(?:${ids.join('|')})(?![\\w./-])`);
    for (const item of first) {
      const document = await draftOf(session, item, NOW, { unsound: [] });
      expect(told(document, [document.number])).toEqual([]);
      expect(withIds(document, named, [document.number])).toEqual([]);
    }
  });
});
