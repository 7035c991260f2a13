/** The originals: each is what its name says, each that a record refers to is there, and records say what theirs says. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Erased } from '../../archive/log/erasures.ts';
import { keptOriginals } from '../../records/kept-originals.ts';
import type { InspectionRecord } from '../../records/kinds/inspection.ts';
import { isMachineWritten } from '../../records/measured.ts';
import type { Reading } from '../../records/reading.ts';
import { isUnreachable } from '../../workspace/disk/faults.ts';
import { MARK_BYTES } from '../../workspace/git/erased.ts';
import { EVIDENCE_FOLDER, evidenceFileProblem, LARGE_FOLDER } from '../../workspace/store/evidence.ts';
import { placeIn } from '../../workspace/store/record-check.ts';
import { readingsOfBundle } from '../collect/bundle.ts';
import type { Session } from '../session.ts';
import { kindIds, loadKind } from '../units.ts';
import type { Problem } from './problem.ts';

/** Adds problems of the evidence store and of the records that refer to it. @returns lines on what could not be compared */
export async function checkEvidence(
  session: Session,
  erased: Pick<Erased, 'isMarked'>,
  problems: Problem[],
): Promise<string[]> {
  await checkNames(session, erased, problems);
  await checkReferences(session, problems);
  return checkReadings(session, problems);
}

async function checkNames(
  { workspace: { root } }: Session,
  erased: Pick<Erased, 'isMarked'>,
  problems: Problem[],
): Promise<void> {
  for (const folder of [EVIDENCE_FOLDER, LARGE_FOLDER]) {
    for (const path of await filesIn(root, folder)) {
      const wrong = await evidenceFileProblem(root, path);
      if (wrong === undefined || erased.isMarked(path, await headOf(join(root, path)))) continue;
      const message = `${wrong}：原始材料只写一次，从备份恢复该文件；不是程序存入的，移走`;
      problems.push({ path, property: '真实性', message });
    }
  }
}

/** The whole of a mark, and a little more of anything larger. */
async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MARK_BYTES + 1), 0, MARK_BYTES + 1, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function filesIn(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true }).catch(
    (error: unknown) => {
      if (isUnreachable(error)) return [];
      throw error;
    },
  );
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(root.length + 1));
}

async function checkReferences({ workspace }: Session, problems: Problem[]): Promise<void> {
  for (const id of await kindIds()) {
    const kind = await loadKind(id);
    const { files, withdrawn } = await workspace.records.list(id);
    for (const { path, record } of [...files, ...withdrawn]) {
      // The records of a demonstration name originals that nobody has.
      if (record.simulated === true) continue;
      for (const { sha256, field } of keptOriginals(record)) {
        if (await workspace.evidence.hasEvidence(sha256)) continue;
        const message = `${placeIn(kind, field)} 引用的原始材料 ${sha256} 不在 ${EVIDENCE_FOLDER}/ 中：从备份恢复 ${EVIDENCE_FOLDER}/${sha256.slice(0, 2)}/ 下的该文件`;
        problems.push({ path, property: '完整性', message });
      }
    }
  }
}

type Compared = Omit<Reading, 'evidence'>;

async function checkReadings({ workspace }: Session, problems: Problem[]): Promise<string[]> {
  const { files } = await workspace.records.list<InspectionRecord>('inspection');
  const bundles = new Map<string, ReadonlyMap<string, Compared[]> | undefined>();
  const bundleOf = async (sha256: string) => {
    if (!bundles.has(sha256)) bundles.set(sha256, await readBundle(workspace.evidence, sha256));
    return bundles.get(sha256);
  };
  const kind = await loadKind('inspection');
  let unsaid = 0;
  for (const { path, record } of files.filter((one) => isMachineWritten(kind, one.record))) {
    const own = Map.groupBy(record.readings, ({ evidence = '', source }) => `${evidence} ${source}`);
    for (const [key, readings] of own) {
      const [sha256 = '', source = ''] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
      const said = sha256 === '' ? undefined : (await bundleOf(sha256))?.get(source);
      if (said === undefined) unsaid += readings.length;
      else problems.push(...differences(path, sha256, said, readings));
    }
  }
  return unsaid === 0 ? [] : [`采集值 ${unsaid} 项没有存入原始应答的对照值，只核对了记录本身`];
}

/** undefined: nothing to compare with; that it is missing or damaged is a problem of its own. */
async function readBundle(evidence: Session['workspace']['evidence'], sha256: string) {
  const bytes = await evidence.getEvidence(sha256).catch(() => undefined);
  return bytes === undefined ? undefined : readingsOfBundle(bytes);
}

/** What a reading is about. */
const subject = ({ target, metric, instance }: Compared): string =>
  `${target} ${metric}${instance === undefined ? '' : ` ${instance}`}`;
const valueText = ({ value, problem }: Compared): string =>
  problem === undefined ? JSON.stringify(value) : `无法采集（${problem}）`;
const textOf = ({ evidence: _evidence, ...reading }: Reading | (Compared & { evidence?: string })): string =>
  JSON.stringify(Object.entries(reading).sort(([a], [b]) => (a < b ? -1 : 1)));

/** How what a record has read differs from what its original gives; one problem a reading. */
export function differences(
  path: string,
  sha256: string,
  said: readonly Compared[],
  recorded: readonly Reading[],
): Problem[] {
  const rest = said.toSorted(bySubject);
  const problems: Problem[] = [];
  const differs = (what: string) =>
    problems.push({
      path,
      property: '真实性',
      message: `采集值与原始应答不一致：${what}（原始应答 ${sha256.slice(0, 12)}…）；首次写入的版本在版本库中，按它恢复记录`,
    });
  const left = recorded.filter((reading) => {
    const at = rest.findIndex((one) => textOf(one) === textOf(reading));
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
  for (const reading of left) {
    const at = rest.findIndex((one) => subject(one) === subject(reading));
    const [was] = at === -1 ? [] : rest.splice(at, 1);
    if (was === undefined) differs(`${subject(reading)} 记录为 ${valueText(reading)}，原始应答中没有`);
    else if (valueText(was) === valueText(reading)) differs(`${subject(reading)} 的时间或单位`);
    else differs(`${subject(reading)} 记录为 ${valueText(reading)}，原始应答为 ${valueText(was)}`);
  }
  for (const one of rest) differs(`${subject(one)} 原始应答为 ${valueText(one)}，记录中没有`);
  return problems;
}

const bySubject = (a: Compared, b: Compared): number => (subject(a) < subject(b) ? -1 : 1);
