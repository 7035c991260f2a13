/** Names of a monitor and the assets that they are: one by one, or a whole range in one line. */
import { expect, test } from 'vitest';
import { targetMap } from '../../../src/collectors/parts/target-map.ts';
import prometheus from '../../../src/collectors/prometheus.ts';
import { targetsOf } from '../../../src/pipeline/collect/run-source.ts';

const told = (given: Record<string, string>) => {
  const parsed = targetMap().safeParse(given);
  return parsed.success ? parsed.data : parsed.error.issues.map(({ path, message }) => `${path.join('.')}：${message}`);
};

test('a range stands for each of its assets', () => {
  expect(told({ core: 'core-1', '10.1.9.{n}:9100': 'printer-008..010', 'p{nnn}': 'pump-2..3' })).toEqual({
    core: 'core-1',
    '10.1.9.8:9100': 'printer-008',
    '10.1.9.9:9100': 'printer-009',
    '10.1.9.10:9100': 'printer-010',
    p002: 'pump-2',
    p003: 'pump-3',
  });
});

test.each<[Record<string, string>, string]>([
  [{ a: 'Printer 1' }, 'a：应为资产编号'],
  [{ a: 'printer-1..9' }, 'a：应为一项资产；成批的，名称中写 {n}'],
  [{ 'a{n}': 'printer-9..1' }, 'a{n}：应为起号不大于止号'],
  [{ 'a{n}': 'printer-1..1000000' }, 'a{n}：应为起号不大于止号、不超过 5000 项'],
  [{ a2: 'core-1', 'a{n}': 'printer-1..3' }, 'a{n}：不与前面的重复：a2 已对应 core-1'],
])('%j is refused', (given, expected) => expect(told(given)).toEqual([expect.stringContaining(expected)]));

test('a source with a range reads each of its assets', () => {
  const options = {
    url: 'http://10.0.0.90:9090',
    queries: [{ metric: 'printer.online', query: 'snmp_up', boolean: true }],
    targets: { '10.1.9.{n}': 'printer-1..3' },
  };
  expect(targetsOf(prometheus, { target: 'printer-1', options })).toEqual(['printer-1', 'printer-2', 'printer-3']);
});
