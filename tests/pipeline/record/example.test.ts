/** The example of a kind happened lately: what is left as it stands is neither to come nor outside the service. */
import { describe, expect, it } from 'vitest';
import { levelTitle } from '../../../src/contract/terms/levels.ts';
import { compareInstants, dateOf } from '../../../src/contract/time.ts';
import { datedExample, recordExample } from '../../../src/pipeline/record/example.ts';
import { kindIds, loadKind } from '../../../src/pipeline/units.ts';
import { factTimes } from '../../../src/records/fact-times.ts';
import { withCodes } from '../../../src/records/said-choices.ts';
import { parseData } from '../../../src/workspace/text/yaml.ts';
import { starter } from '../../contract/_starter.ts';

const own = starter();
const NOW = '2027-03-01T00:10:00+08:00';
const kinds = await Promise.all((await kindIds()).map(loadKind));

describe.each(kinds.map((kind) => [kind.id, kind] as const))('the example of %s', (_id, kind) => {
  const example = datedExample(kind, NOW);

  it('is a record of the kind, of which nothing has still to happen', () => {
    expect(kind.schema.safeParse(example).error).toBeUndefined();
    for (const time of [...factTimes(example), example.at]) expect(compareInstants(time, NOW)).toBeLessThanOrEqual(0);
  });

  it('lies within a service that is over', () => {
    const past = datedExample(kind, NOW, own);
    expect(dateOf(past.at) <= '2026-12-31').toBe(true);
    expect(dateOf(past.at) > '2026-09-30').toBe(true);
  });

  it('moves ids of records along with their days, and prints the days that were moved', () => {
    expect(JSON.stringify(example)).not.toMatch(/2026-1[12]-\d\d/);
    expect(example.id).toMatch(/-2027\d{4}-/);
    expect(recordExample(kind, example)).toContain('2027-0');
  });
});

it('names the levels of the contract, the worse one last, and tells them all', () => {
  const kind = kinds.find(({ id }) => id === 'incident');
  if (kind === undefined) throw new Error('no incident');
  const levels = [
    { id: 'urgent', name: '紧急' },
    { id: 'plain', name: '普通' },
  ];
  const other = { ...own, contract: { ...own.contract, levels } };
  const example = datedExample(kind, NOW, other) as unknown as { levels: { level: string }[] };
  expect(example.levels.map(({ level }) => level)).toEqual(['plain', 'urgent']);
  const text = recordExample(kind, example as never, other);
  expect(text).toContain('级别，必填：urgent 紧急、plain 普通');
  expect(text).not.toMatch(/P[1-5]|placeId/);
});

it('shows a row of a list that has none, of the contract’s own checks, and registers nothing as it stands', () => {
  const kind = kinds.find(({ id }) => id === 'inspection') as (typeof kinds)[number];
  const text = recordExample(kind, datedExample(kind, NOW, own), own);
  expect(text).toMatch(
    /^# {3}去掉下面各行行首的“# ”，改成实际情况\n# manual:\n# {3}- check: subsystem-login\n# {5}target: subsystem-\S+$/m,
  );
  expect(text).not.toMatch(/^manual|\[\]/m);
  // Uncommented it is what the command takes.
  const rows = parseData(
    Buffer.from(text.slice(text.indexOf('# manual:')).replace(/^# /gm, ''), 'utf8'),
    'a.yaml',
    'entry',
  );
  expect(rows).toMatchObject({ manual: [{ result: 'normal', at: expect.stringMatching(/^2026-12-31 /) }] });
});

it('takes the word of a code, in lists and rows too, and no word that is none', () => {
  const [note, incident] = ['note', 'incident'].map((id) => kinds.find((kind) => kind.id === id)) as typeof kinds;
  if (note === undefined || incident === undefined) throw new Error('no kind');
  expect(withCodes(note, { topic: '维护操作', text: '维护操作' }, own)).toEqual({
    topic: 'operation',
    text: '维护操作',
  });
  expect(withCodes(note, { topic: 'open' }, own)).toEqual({ topic: 'open' });
  expect(withCodes(note, { topic: '维护' }, own)).toEqual({ topic: '维护' });
  for (const level of own.contract.levels)
    expect(withCodes(incident, { levels: [{ level: levelTitle(level) }] }, own)).toEqual({
      levels: [{ level: level.id }],
    });
});

it('names assets of the contract', () => {
  const assets = own.assets.slice(0, 1).map((one) => ({ ...one, id: 'school-1' }));
  const named = kinds
    .map((kind) => datedExample(kind, NOW, { ...own, assets }) as unknown as { asset?: string; assets?: string[] })
    .flatMap(({ asset, assets }) => [...(asset === undefined ? [] : [asset]), ...(assets ?? [])]);
  expect(new Set(named)).toEqual(new Set(['school-1']));
});
