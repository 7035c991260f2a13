/**
 * Whether what a record or manifest says of when it was written down is borne out by the commit that brought it. Being in time and
 * 补录 are judged by that time; a file that was put there by hand could name any.
 */
import { MANIFEST } from '../../archive/layout.ts';
import type { ArchivedDocument } from '../../archive/store.ts';
import type { InstantText } from '../../contract/time.ts';
import { DEMO_MARK, demoHistory } from '../../workspace/store/demo-mark.ts';
import { cameOf, lateText } from '../entered-late.ts';
import { finishedLate } from '../finished-late.ts';
import type { Session } from '../session.ts';
import type { Problem } from './problem.ts';
import type { RecordFacts } from './record-facts.ts';

interface Written {
  path: string;
  what: string;
  at: InstantText;
}

const MARKS = {
  'came-later': '演示标记在已有记录或文档之后才加上：此前的不是演示数据；核对是谁加的，从版本库取回',
  went: '演示标记被去掉：此工作区的时间可以指定，其中的记录和文档都是演示数据；从版本库恢复该文件',
} as const;

/**
 * Adds a problem for each file that says that it was written earlier than it came. @returns what of it a power cut explains
 Of a story, whose times are given, nothing.
 */
export async function checkWrittenTimes(
  { workspace }: Session,
  { records, documents }: { records: readonly RecordFacts[]; documents: readonly ArchivedDocument[] },
  problems: Problem[],
): Promise<string[]> {
  const demo = await demoHistory(workspace.root, workspace.git);
  if (demo === 'came-later' || demo === 'went')
    problems.push({ path: DEMO_MARK, property: '真实性', message: MARKS[demo] });
  if (demo === 'begun') return [];
  const notes = new Set<string>();
  const came = await cameOf(workspace.git);
  const written: Written[] = [
    ...records.flatMap(({ path, written, withdrawn }) =>
      written === undefined || withdrawn !== null ? [] : [{ path, what: '录入时间', at: written }],
    ),
    ...documents.map(({ folder, manifest }) => ({
      ...{ path: `${folder}/${MANIFEST}`, what: '签发时间', at: manifest.times.issued },
    })),
  ];
  // One that is wrong in another way is named for that.
  const named = new Set(problems.map(({ path }) => path));
  for (const { path, what, at } of written.filter((one) => !named.has(one.path))) {
    const first = came.get(path);
    // A round issues many documents under the time at which it began, and others sign meanwhile.
    const own = path.endsWith(MANIFEST) ? { signed: null } : {};
    const message = first === undefined ? null : lateText(what, at, { ...first, ...own });
    if (first === undefined || message === null) continue;
    const late = await finishedLate(workspace, first.commit);
    if (late !== null && lateText('', at, { ...first, at: late.written, signed: null }) === null) notes.add(late.text);
    else problems.push({ path, property: '真实性', message });
  }
  return [...notes];
}
