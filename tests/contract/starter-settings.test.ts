/** The starter's settings, and the sources that stand in it as comments: uncommented, each must be right. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Collector } from '../../src/collectors/_collector.ts';
import { checkTargets, parseSettings } from '../../src/workspace/settings/settings.ts';
import { parseYaml } from '../../src/workspace/text/yaml.ts';
import { data, starter } from './_starter.ts';

const source = readFileSync(join(data, 'opsledger.yaml'), 'utf8');
const uncommented = source.replace(/^ {2}# (?=- name:| {2}[a-zA-Z]+:)/gm, '  ');
const { assets } = starter();

const collectorOf = async (type: string): Promise<Collector> =>
  ((await import(`../../src/collectors/${type}.ts`)) as { default: Collector }).default;

test('as it comes, only this machine is read', () => {
  const settings = parseSettings(parseYaml(source, 'opsledger.yaml'));
  expect(settings.sources.map((one) => [one.type, one.target])).toEqual([['local', 'ops-host']]);
  expect(settings).toMatchObject({ timeZone: 'Asia/Shanghai', inspection: { opensAt: '09:00' } });
  checkTargets(settings, assets);
});

describe('the examples, with the comment signs taken away', () => {
  const settings = parseSettings(parseYaml(uncommented, 'opsledger.yaml'));

  test('read assets that exist', () => {
    expect(settings.sources.map((one) => one.type)).toEqual([
      'local',
      'http',
      'node-exporter',
      'nginx',
      'mysql',
      'redis',
    ]);
    checkTargets(settings, assets);
  });

  test('of probes, restore tests, scans and sites are right too', () => {
    const whole = uncommented.replace(/^# (?= |(?:probe|restore|scan|site|notify):)/gm, '');
    const given = parseSettings(parseYaml(whole, 'opsledger.yaml'));
    checkTargets(given, assets);
    expect([given.probe?.targets.length, given.restore.scratch?.port]).toEqual([1, 3307]);
    expect([given.site.views.length, given.site.hosts.length]).toEqual([2, 1]);
    const databases = given.sources.filter(({ type }) => type === 'mysql').map(({ name }) => name);
    for (const { source: name } of given.restore.baseline) expect(databases).toContain(name);
  });

  test.each(settings.sources.map((one) => [one.name, one] as const))(
    '%s has the options of its type',
    async (_, one) => {
      const collector = await collectorOf(one.type);
      expect(collector.options.safeParse(one.options).error?.issues).toBeUndefined();
      expect(collector.options.safeParse({ ...one.options, unknown: 'x' }).success).toBe(false);
    },
  );
});
