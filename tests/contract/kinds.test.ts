/** Kinds of asset are data: names, counters, families and groups come from the files, and each mistake is told with its place. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildBundle } from '../../src/contract/bundle/build-bundle.ts';
import type { ContractBundle } from '../../src/contract/bundle/bundle.ts';
import { families } from '../../src/contract/terms/families.ts';
import { scanCoverage } from '../../src/subjects/findings/judge/scan-coverage.ts';
import { judgeInspection } from '../../src/subjects/inspections/judge/judge.ts';
import { calledTogether } from '../../src/wording/asset-names.ts';
import { everyDay } from '../support/every-day.ts';
import { hospital } from './_hospital.ts';
import { starter } from './_starter.ts';

function problemsAfter(change: (bundle: ContractBundle) => void): string[] {
  const bundle = hospital();
  change(bundle);
  return buildBundle(bundle).problems.map((one) => `${one.file} ${one.at}: ${one.found} → ${one.expected}`);
}

/** The first of a list, which is there. */
const first = <T>(list: readonly T[]): T => list[0] as T;

describe('what a kind says of its assets', () => {
  const { assets, checks, groups } = hospital();
  const ofKind = (kind: string) => assets.filter((one) => one.kind === kind);

  test('is their name, counter and family', () => {
    expect(first(ofKind('oracle'))).toMatchObject({ kindName: 'Oracle 数据库', counter: '套', family: 'database' });
    expect(ofKind('printer')).toHaveLength(120);
    expect(ofKind('printer').at(-1)).toMatchObject({ id: 'printer-120', name: '病区打印机 120', family: 'terminal' });
  });

  test('decides whether scanners and monitoring ought to look at them, its own word first', () => {
    const scanned = new Set(scanCoverage(assets, []).map(({ asset }) => asset.kind));
    expect([...scanned]).toEqual(['windows', 'oracle', 'dameng', 'his', 'switch', 'pump']);
    const watched = new Set(assets.filter((one) => one.watched).map(({ kind }) => kind));
    expect([...watched]).toEqual(['windows', 'oracle', 'dameng', 'his', 'switch']);
  });

  test('is the group of its checks, else its family', () => {
    expect(groups.map(({ title }) => title)).toEqual([
      '病区设备',
      '主机',
      '数据库',
      '应用系统',
      '网络设备',
      '动力环境',
    ]);
    expect(Object.fromEntries(checks.map(({ id, group }) => [id, group]))).toMatchObject({
      cpu: 'host',
      tablespace: 'database',
      online: 'ward',
      battery: 'power',
    });
  });

  test('is what several are called together', () => {
    expect(calledTogether(ofKind('pump'))).toEqual({ name: '输液泵', counter: '台' });
    expect(calledTogether([...ofKind('oracle'), ...ofKind('dameng')])).toEqual({ name: '数据库', counter: '套' });
    expect(calledTogether([...ofKind('ups'), ...ofKind('pump')])).toEqual({ name: '资产', counter: '项' });
  });
});

test('checks find their assets by family and by kind, and a row over a kind bears its name and counter', () => {
  const { assets, checks } = hospital();
  const rows = judgeInspection({
    ...everyDay,
    checks,
    assets,
    inspection: null,
    confirm: null,
    previous: null,
    asOf: '2026-11-24T17:00:00+08:00',
  });
  expect(rows.map(({ check, assetName }) => [check, assetName])).toEqual([
    ['online', '病区打印机（120 台）'],
    ['pump-look', '输液泵（3 台）'],
    ['cpu', 'HIS 主机'],
    ['cpu', '笔记本'],
    ['tablespace', 'HIS 主库'],
    ['tablespace', '影像库'],
    ['open', '门诊 HIS'],
    ['ports', '1 号核心交换机'],
    ['ports', '2 号核心交换机'],
    ['battery', '机房 UPS'],
  ]);
});

test.each<[string, (bundle: ContractBundle) => void, string]>([
  [
    'an unknown kind of an asset',
    (b) => Object.assign(first(b.assets), { kind: 'window' }),
    'contract/assets.yaml assets[0].kind: window → contract/kinds.yaml 中的类别编号；您是不是要 windows（Windows 服务器）？可用的：windows（Windows 服务器）、oracle',
  ],
  [
    'an unknown kind of a whole range',
    (b) => {
      for (const one of b.assets) if (one.kind === 'printer') one.kind = 'printers';
      b.checks = b.checks.filter(({ id }) => id !== 'online');
    },
    'contract/assets.yaml assets[6].kind: printers → contract/kinds.yaml 中的类别编号；您是不是要 printer（病区打印机）',
  ],
  [
    'an unknown kind of a check',
    (b) => {
      (b.checks.find(({ id }) => id === 'ports') ?? first(b.checks)).kinds = ['swich'];
    },
    '.kinds[0]: swich → contract/kinds.yaml 中的类别编号；您是不是要 switch（交换机）',
  ],
  [
    'an unknown group of a check',
    (b) => {
      first(b.checks).group = 'wards';
    },
    'checks[0].group: wards → contract/kinds.yaml 中 groups 的编号，或族；您是不是要 ward（病区设备）',
  ],
  [
    'an unknown group of a kind',
    (b) => {
      b.kinds = b.kinds.map((one) => (one.id === 'ups' ? { ...one, group: 'x-ray' } : one));
    },
    'contract/kinds.yaml kinds[5].group: x-ray →',
  ],
  [
    'a family of which the contract has nothing',
    (b) => Object.assign(first(b.checks), { kinds: undefined, families: ['cache'] }),
    ': cache → kinds、families 或 assets 至少指明',
  ],
  [
    'a doubled kind',
    (b) => {
      b.kinds = [...b.kinds, { ...first(b.kinds), name: '别的' }];
    },
    'contract/kinds.yaml kinds[9].id: windows → 不与 kinds[0] 重复',
  ],
  [
    'two kinds of one name',
    (b) => {
      b.kinds = [...b.kinds, { ...first(b.kinds), id: 'win' }];
    },
    'contract/kinds.yaml kinds[9].name: Windows 服务器 → 不与 kinds[0] 重复',
  ],
  [
    'a host that cannot carry anything',
    (b) => Object.assign(b.assets[1] ?? {}, { host: 'ups-1' }),
    'assets[1].host: ups-1 → 本清单中一台主机的资产编号（其类别的族为 主机、虚拟化平台、云服务、终端设备、⟦供应商⟧自有设备）',
  ],
  [
    'an asset with the id of a kind of several',
    (b) => Object.assign(b.assets.find(({ id }) => id === 'ups-1') ?? {}, { id: 'pump' }),
    'assets[5].id: pump → 不与有多项资产的类别的编号相同',
  ],
  [
    'an unknown kind of a register',
    (b) => {
      const [register] = starter().registers;
      if (register !== undefined)
        b.registers = [{ ...register, kind: 'probe', where: [{ field: 'series.target', assetKinds: ['oracel'] }] }];
    },
    'contract/registers.yaml registers[0].where[0].assetKinds[0]: oracel → contract/kinds.yaml 中的类别编号；您是不是要 oracle',
  ],
])('each contradiction is told once, with its place and what was meant %s', (_name, change, expected) => {
  const found = problemsAfter(change);
  expect(found).toHaveLength(1);
  expect(first(found)).toContain(expected);
});

/** Code without its comments, and without the examples that forms show. */
const said = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\bexample: \{[\s\S]*\n {2}\},?$/gm, '');

test('no code that judges, composes or draws knows a kind of the first contract by name or id', () => {
  const root = join(import.meta.dirname, '../..');
  const { kinds } = starter();
  // A family may be called as a kind is.
  const names = kinds.map(({ name }) => name).filter((name) => !(Object.values(families) as string[]).includes(name));
  // Such as are no name of a program, of a topic or of a source.
  const ids = ['desk-sign', 'gps', 'linux', 'nginx', 'subsystem'].map((id) => `'${id}'`);
  expect(kinds.map(({ id }) => `'${id}'`)).toEqual(expect.arrayContaining(ids));
  const parts = [
    'assess',
    'contract',
    'wording',
    'report',
    'sections',
    'pipeline',
    'render',
    'site/components',
    'recount',
  ];
  const folders = [...parts.map((part) => `src/${part}`), 'reports', 'templates', 'jobs'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      // What lifts the first contract's old files knows it.
      .filter((entry) => entry.isFile() && !entry.name.startsWith('lift-'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const found = files.flatMap((file) => {
    const text = said(readFileSync(file, 'utf8')).replace(/meta\(\{[^}]*\}\)/g, '');
    return [...names, ...ids].filter((word) => text.includes(word)).map((word) => `${relative(root, file)} ${word}`);
  });
  expect(files.length).toBeGreaterThan(400);
  expect(found).toEqual([]);
});
