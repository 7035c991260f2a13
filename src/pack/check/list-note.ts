/** The list under the key of the log: what it lists is proven with it, and its own texts are those of whoever made the pack. Pure. */
import { fromUtf8, toHex, utf8 } from '../../proof/bytes.ts';
import { formatNote, noteVerifier, openNote } from '../../proof/note.ts';
import { listNoteText, PACK_FILE, PACK_NOTE, type Pack, statementText } from '../format.ts';
import { entersPacks, signsPacks } from './entries.ts';
import { words } from './fault-words.ts';
import type { Findings } from './found-faults.ts';
import type { CheckedLog } from './log.ts';
import type { Checked } from './pack-documents.ts';

/** true for a pack that has to be signed: by its own form, or because the program of its log signs them. */
export const isSignedForm = ({ schema }: Pack, { entries }: CheckedLog): boolean => schema > 1 || signsPacks(entries);

type Asked = Pick<Checked, 'source' | 'tools' | 'pack' | 'log' | 'digests' | 'findings'>;

/** Each is told by itself: that the list is another one than the log has, and that it is not signed by the log's key. */
export async function checkListNote(checked: Asked): Promise<void> {
  const { pack, log, findings } = checked;
  // Where the list differs from its plain digest, too, it is told as that.
  const tell = (message: string): void => {
    if (!findings.problems.some(({ where }) => where === PACK_FILE)) findings.say('真实性', PACK_FILE, message);
  };
  if (await isEntered(checked)) tellPacks(pack, log, findings);
  else tell(words.listNotEntered);
  await checkNote(checked, tell);
}

/** What a pack of before is without: told, and no fault of it. */
async function checkNote({ source, tools, pack, log, digests, findings }: Asked, tell: (message: string) => void) {
  if (!source.files.has(PACK_NOTE)) {
    if (isSignedForm(pack, log)) findings.say('完整性', PACK_NOTE, words.listUnsigned);
    else findings.cautions.push(words.listUnsigned);
    return;
  }
  const note = fromUtf8(await source.read(PACK_NOTE)) ?? '';
  const key = log.reigns[log.reigns.length - 1]?.key;
  const opened = key === undefined ? undefined : openNote(note, [noteVerifier(key, tools.verify)]);
  // Nothing else may stand beside the one signature: what nobody vouches for is a change, too.
  if (opened?.state !== 'verified' || formatNote({ text: opened.text, signatures: opened.by }) !== note)
    return findings.say('真实性', PACK_NOTE, words.badListNote);
  const sum = digests.get(PACK_FILE)?.sha256 ?? '';
  if (opened.text !== listNoteText({ origin: log.checkpoint.origin, size: log.tree.size }, sum)) tell(words.listForged);
}

/** The list as it is written, and under the entry that the log has of it; packs of before had none. */
async function isEntered({ source, tools, pack, log }: Asked): Promise<boolean> {
  if (pack.schema < 3 && !entersPacks(log.entries)) return true;
  if ((fromUtf8(await source.read(PACK_FILE)) ?? '') !== `${JSON.stringify(pack)}\n`) return false;
  // What is not under the entry may at least not stand there twice.
  if (new Set(pack.others.map(({ path }) => path)).size < pack.others.length) return false;
  const own = toHex(tools.sha256(utf8(statementText(pack))));
  return log.entries.some((entry) => entry?.type === 'PACK' && entry.sha256 === own);
}

/** Another pack of the same days is in the log for good: whoever got this one can ask for it. */
function tellPacks({ from, to }: Pack, { entries }: CheckedLog, { notes }: Findings): void {
  const same = entries.filter((one) => one?.type === 'PACK' && one.from === from && one.to === to);
  if (same.length < 2) return;
  const times = same.map((one) => (one?.at ?? '').slice(0, 16).replace('T', ' ')).join('、');
  notes.push(
    `存证日志中登记过 ${same.length} 份 ${from} 至 ${to} 的查验包（${times}）：所说不同的，向提供方取另一份比较`,
  );
}
