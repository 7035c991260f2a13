/** What witnesses answered, as the workspace keeps it. */
import { formatDateTime, toText } from '../../contract/time.ts';
import { type Checkpoint, parseCheckpoint } from '../../proof/checkpoint.ts';
import { cosignatureVerifier, cosignedAt } from '../../proof/cosignature.ts';
import { type NoteKey, openNote, parseKey, parseNote } from '../../proof/note.ts';
import { checkClaim, parseClaim } from './check-heads.ts';
import { treeHash, verifyEd25519 } from './digests.ts';
import { LOG_FOLDER, type LogFiles, type ReadFile } from './log-folder.ts';
import { type LogProblem, RESTORE_LOG } from './problem.ts';

/** Where the newest answer of each witness lies: `<id of the key>.note`, and `.key` beside it. */
export const COSIGNED = `${LOG_FOLDER}/cosigned/`;

/** What is wrong with the answers that are kept, and a line for each that is right. */
export async function checkCosigned(
  read: ReadFile,
  there: readonly string[],
  log: LogFiles,
): Promise<{ problems: LogProblem[]; notes: string[] }> {
  const problems: LogProblem[] = [];
  const notes: string[] = [];
  for (const path of there.filter((one) => one.startsWith(COSIGNED) && one.endsWith('.note'))) {
    const say = (message: string) => problems.push({ path, property: '真实性', message });
    const answer = await answerAt(read, path);
    if (answer === undefined) say(`联署不可读，或公钥不是联署所用的：${RESTORE_LOG}`);
    else {
      const wrong = checkClaim(log, parseClaim(answer.text, path));
      if (typeof wrong !== 'string') say(`联署人 ${answer.key.name} 的校验点与存证日志不连续：${wrong.message}`);
      else notes.push(`联署：${answer.key.name} ${formatDateTime(answer.at)} 见证到 ${answer.head.size} 条`);
    }
  }
  return { problems, notes };
}

export interface Answer {
  text: string;
  key: NoteKey;
  head: Checkpoint;
  /** ISO. */
  at: string;
}

/** The newest answers that are kept and can be read. @param there files of the log */
export async function keptAnswers(read: ReadFile, there: readonly string[]): Promise<Answer[]> {
  const paths = there.filter((one) => one.startsWith(COSIGNED) && one.endsWith('.note'));
  return (await Promise.all(paths.map((path) => answerAt(read, path)))).filter((one) => one !== undefined);
}

async function answerAt(read: ReadFile, path: string): Promise<Answer | undefined> {
  const [bytes, keyBytes] = await Promise.all([read(path), read(path.replace(/\.note$/, '.key'))]);
  const text = bytes && Buffer.from(bytes).toString('utf8');
  const key = keyBytes && parseKey(treeHash, Buffer.from(keyBytes).toString('utf8').trim());
  const head = text === undefined ? undefined : parseCheckpoint(parseNote(text)?.text ?? '');
  const at = text === undefined || key === undefined ? undefined : cosignedBy(text, key);
  return text === undefined || key === undefined || head === undefined || at === undefined
    ? undefined
    : { text, key, head, at };
}

/** When the key cosigned the note (ISO); undefined when it did not. */
export function cosignedBy(text: string, key: NoteKey): string | undefined {
  const opened = openNote(text, [cosignatureVerifier(key, verifyEd25519)]);
  const seconds = opened.state === 'verified' ? cosignedAt(opened.by[0]?.bytes ?? new Uint8Array()) : undefined;
  return seconds === undefined ? undefined : toText(Temporal.Instant.fromEpochMilliseconds(seconds * 1000));
}
