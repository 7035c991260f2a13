/** Files that take long begin first in their group, so that none of them ends a run alone. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import { LONG, LongFirst } from './sequence.ts';

const root = join(import.meta.dirname, '../..');

it('a file that takes long goes before larger ones of its group, and before none of another group', async () => {
  const spec = (name: string, path: string) =>
    ({
      moduleId: join(root, path),
      project: { name, config: { root, isolate: false, sequence: { groupOrder: 0 } } },
    }) as unknown as TestSpecification;
  const sorter = new LongFirst({ cache: { getTestSpecificationResult: () => undefined } } as unknown as Vitest);
  const [long = '', other = ''] = LONG;
  const larger = 'tests/demo/consistent.test.ts';
  const files = [spec('unit', larger), spec('unit', other), spec('unit', long), spec('services', larger)];
  const sorted = (await sorter.sort(files)).map(({ project, moduleId }) => `${project.name} ${moduleId}`);
  expect(sorted).toEqual(
    [`services ${larger}`, `unit ${long}`, `unit ${other}`, `unit ${larger}`].map((one) =>
      one.replace(' ', ` ${root}/`),
    ),
  );
  expect(LONG.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
