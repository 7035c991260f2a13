/**
 * The order of files in a run: vitest's own, but that what takes long goes first in its group. In a clone that has run nothing
 * yet vitest goes by the size of files, and a short file with one long test would begin last, with nothing left beside it.
 */
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Unit files of ten seconds and more where nothing else runs, the longest first. */
export const LONG = [
  'tests/oracle/terms/terms.test.ts',
  'tests/pipeline/publish/close-out.test.ts',
  'tests/pipeline/publish/paper-numbers.test.ts',
  'tests/reports/assessment-score.test.ts',
  'tests/desk/attacks.test.ts',
  'tests/desk/database.test.ts',
  'tests/contracts/nothing-recorded.test.ts',
  'tests/pipeline/collect/many.test.ts',
];

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = (file: TestSpecification): number => {
      const at = LONG.indexOf(relative(file.project.config.root, file.moduleId));
      return at < 0 ? LONG.length : at;
    };
    const project = (file: TestSpecification): number =>
      sorted.findIndex((other) => other.project.name === file.project.name);
    return sorted.sort((a, b) => project(a) - project(b) || place(a) - place(b));
  }
}
